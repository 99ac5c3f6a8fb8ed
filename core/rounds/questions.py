"""What a line of a card asks, by the project's stage (意向抓签约、签约抓落地、落地抓投产、投产抓效益)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from core.errors import BadArgument
from core.roster.model import Project, Stage
from core.rounds.model import Questions, Wordings


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


LONGEST = 20
"""Characters of a question: it stands at the end of a line of the card."""
_WORDS = {"洽谈": Push.TALK, "签约": Push.SIGN, "落地": Push.LAND, "落实": Push.LAND, "投产": Push.PRODUCE,
          "效益": Push.BENEFIT, "复工": Push.RESUME}  # fmt: skip
_WORDING = re.compile(rf"抓({'|'.join(_WORDS)})\s*[:：]\s*([^\n；;]*)")


def pushes(questions: Questions) -> tuple[Push, ...]:
    """Those that a set asks, in the order of stages."""
    if questions is Questions.NONE:
        return ()
    return tuple(push for push in Push if questions is Questions.FIVE or push is not Push.TALK)


def read_wordings(text: str) -> dict[Push, str]:
    """抓签约：本月能否签约 – one a line; nothing behind the colon, or 默认: the product's own again. Empty if there is none.

    Raises:
        BadArgument: longer than ``LONGEST``.
    """
    found = {_WORDS[one[1]]: " ".join(one[2].split()).rstrip("。") for one in _WORDING.finditer(text)}
    if any(len(words) > LONGEST for words in found.values()):
        raise BadArgument("rule_question")
    return {push: "" if words == "默认" else words for push, words in found.items()}


def reworded(wordings: Wordings, new: Mapping[Push, str]) -> Wordings:
    """With these put in; an empty one takes the office's own away."""
    kept = {**{Push(push): text for push, text in wordings}, **new}
    return tuple((push.value, kept[push]) for push in Push if kept.get(push))
