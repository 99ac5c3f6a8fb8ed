"""About which projects a rule asks (调度对象)."""

from __future__ import annotations

from core.roster.model import Stage
from core.rounds.timetable import Audience

STAGES = {
    Audience.SIGNED: frozenset({Stage.SIGNED, Stage.BUILDING, Stage.FINISHED, Stage.PAUSED}),
    Audience.BUILDING: frozenset({Stage.BUILDING, Stage.FINISHED, Stage.PAUSED}),
    Audience.OFFICE: frozenset[Stage](),
}


def asked_about(audience: Audience, stage: Stage | None) -> bool:
    """Whether a project of this stage is asked about; one that has ended never is."""
    if audience is Audience.LEADERS:
        return stage is not Stage.ENDED
    return stage in STAGES[audience]
