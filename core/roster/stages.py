"""The stage ladder (阶段阶梯): finer than the ledger's seven stages, and which moves on it need a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from core.roster.model import Project, Stage


class Rung(StrEnum):
    """A stage as the office speaks of it. ``core.milestones.names`` holds the office's own words for them."""

    INTENT = "意向"
    TALKS = "洽谈"
    AGREED = "协议签约"
    SIGNED = "合同签约"
    PERMITS = "手续办理"
    STARTED = "开工"
    BUILDING = "在建"
    FINISHED = "竣工"
    PRODUCING = "投产"
    FULL = "达效"
    PAUSED = "暂停"
    ENDED = "终止"
    REPLACED = "置换"


REPLACED_BY, REPLACES = "置换为", "置换自"
"""Columns of the ledger: of a replaced project the code of the one in its place, and the other way round."""
FINER = "阶段细分"
"""The column of the ledger in which the rung is kept; the ledger's own stage is what is scored."""
STAGES: Mapping[Rung, Stage] = {
    Rung.INTENT: Stage.TALKS,
    Rung.TALKS: Stage.TALKS,
    Rung.AGREED: Stage.SIGNED,
    Rung.SIGNED: Stage.SIGNED,
    Rung.PERMITS: Stage.SIGNED,
    Rung.STARTED: Stage.BUILDING,
    Rung.BUILDING: Stage.BUILDING,
    Rung.FINISHED: Stage.FINISHED,
    Rung.PRODUCING: Stage.PRODUCING,
    Rung.FULL: Stage.PRODUCING,
    Rung.PAUSED: Stage.PAUSED,
    Rung.ENDED: Stage.ENDED,
    Rung.REPLACED: Stage.ENDED,
}
_PLAIN: Mapping[Stage, Rung] = {
    Stage.TALKS: Rung.TALKS,
    Stage.SIGNED: Rung.SIGNED,
    Stage.BUILDING: Rung.BUILDING,
    Stage.FINISHED: Rung.FINISHED,
    Stage.PRODUCING: Rung.PRODUCING,
    Stage.PAUSED: Rung.PAUSED,
    Stage.ENDED: Rung.ENDED,
}
_AGREEMENTS = frozenset({"协议", "意向"})
WAY = tuple(rung for rung in Rung if rung not in (Rung.PAUSED, Rung.ENDED, Rung.REPLACED))
OVER = frozenset({Rung.ENDED, Rung.REPLACED})


class Move(StrEnum):
    """What a step on the ladder is. All but FORWARD need a reason, and the office."""

    FORWARD = "forward"  # one step up
    JUMP = "jump"  # steps are left out
    BACK = "back"
    STOP = "stop"  # 暂停
    RESUME = "resume"
    END = "end"  # 终止, 置换
    REOPEN = "reopen"
    NEVER = "never"


UP: Mapping[Rung, frozenset[Rung]] = {
    Rung.INTENT: frozenset({Rung.TALKS}),
    Rung.TALKS: frozenset({Rung.AGREED, Rung.SIGNED}),
    Rung.AGREED: frozenset({Rung.SIGNED}),
    Rung.SIGNED: frozenset({Rung.PERMITS, Rung.STARTED}),
    Rung.PERMITS: frozenset({Rung.STARTED}),
    Rung.STARTED: frozenset({Rung.BUILDING}),
    Rung.BUILDING: frozenset({Rung.FINISHED}),
    Rung.FINISHED: frozenset({Rung.PRODUCING}),
    Rung.PRODUCING: frozenset({Rung.FULL}),
}
"""One step up: no reason is asked for."""
PAUSABLE = frozenset({Rung.STARTED, Rung.BUILDING, Rung.FINISHED, Rung.PRODUCING, Rung.FULL})
"""A stopped project counts as begun, so only one that has begun can be stopped."""


def move(before: Rung | None, after: Rung) -> Move:
    """What kind of step it is; ``before`` None: the ledger has no stage."""
    if before is after or (after is Rung.PAUSED and before not in PAUSABLE):
        return Move.NEVER
    if after in OVER:
        return Move.END
    if before in OVER:
        return Move.REOPEN
    if after is Rung.PAUSED:
        return Move.STOP
    if before is Rung.PAUSED:
        return Move.RESUME
    if before is None:
        return Move.JUMP
    if after in UP.get(before, frozenset()):
        return Move.FORWARD
    return Move.JUMP if WAY.index(after) > WAY.index(before) else Move.BACK


def rung_of(project: Project) -> Rung | None:
    """Where it stands: as kept, unless the ledger's stage says otherwise by now."""
    if project.stage is None:
        return None
    kept = project.details.get(FINER, "")
    if kept in set(Rung) and STAGES[Rung(kept)] is project.stage:
        return Rung(kept)
    if project.stage is Stage.SIGNED and project.nature in _AGREEMENTS:
        return Rung.AGREED
    return _PLAIN[project.stage]


def moved(project: Project, rung: Rung) -> Project:
    return replace(project, stage=STAGES[rung], details={**project.details, FINER: rung.value})
