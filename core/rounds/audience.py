"""About which projects a rule asks (调度对象)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.roster.model import Person, Project, Stage, UnitKind
from core.rounds.timetable import Audience, Whom

STAGES = {
    Audience.SIGNED: frozenset({Stage.SIGNED, Stage.BUILDING, Stage.FINISHED, Stage.PAUSED}),
    Audience.BUILDING: frozenset({Stage.BUILDING, Stage.FINISHED, Stage.PAUSED}),
    Audience.OFFICE: frozenset[Stage](),
}
Kinds = Mapping[int, UnitKind]


def asked_about(audience: Audience, whom: Whom, project: Project, kinds: Kinds) -> bool:
    """Whether this project is asked about; one that has ended never is.

    Args:
        kinds: of every unit, by id.
    """
    if audience is not Audience.LEADERS and project.stage not in STAGES[audience]:
        return False
    if project.stage is Stage.ENDED or (whom.stages and project.stage not in whom.stages):
        return False
    if not (whom.units or whom.kinds):
        return True
    brought = project.host_id or project.county_id
    return bool({project.host_id, project.county_id} & whom.units) or (
        brought is not None and kinds.get(brought) in whom.kinds
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a rule would ask today: by name, and about how many projects."""

    leaders: tuple[Person, ...]
    projects: int
