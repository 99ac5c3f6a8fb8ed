"""What a line of a card asks, by the project's stage (意向抓签约、签约抓落地、落地抓投产、投产抓效益)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.roster.model import Project, Stage
from core.rounds.model import Questions


class Push(StrEnum):
    """Towards what a project is pushed."""

    TALK = "talk"  # 抓洽谈
    SIGN = "sign"  # 抓签约
    LAND = "land"  # 抓落地
    PRODUCE = "produce"  # 抓投产
    BENEFIT = "benefit"  # 抓效益
    RESUME = "resume"  # 抓复工


INTENT = "意向"
"""签约性质 of a project about which nothing is agreed yet."""
_FOUR: Mapping[Stage, Push] = {
    Stage.TALKS: Push.SIGN,
    Stage.SIGNED: Push.LAND,
    Stage.BUILDING: Push.PRODUCE,
    Stage.FINISHED: Push.PRODUCE,
    Stage.PRODUCING: Push.BENEFIT,
    Stage.PAUSED: Push.RESUME,
}


def push_of(questions: Questions, project: Project) -> Push | None:
    """What is asked about this project; None: nothing but how it stands.

    Source: the county speech has four steps, the district speech five: it keeps 意向 and 洽谈 apart.
    """
    if questions is Questions.NONE or project.stage is None:
        return None
    if questions is Questions.FIVE and project.stage is Stage.TALKS and project.nature == INTENT:
        return Push.TALK
    return _FOUR.get(project.stage)
