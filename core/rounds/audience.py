"""Whom a rule asks, and about which projects (调度对象)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.ports import UnitOfWork
from core.roster.levels import level_of
from core.roster.model import Duty, Person, Project, Stage, UnitKind
from core.rounds.timetable import Audience, Cadence, Whom

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


def portfolios(work: UnitOfWork, cadences: Iterable[Cadence], day: date) -> Mapping[int, tuple[int, ...]]:
    """Leader id → ids of the projects to ask him about, in code order: those of any of the rules."""
    asked: dict[int, set[int]] = defaultdict(set)
    projects = {project.id: project for project in work.projects.all()}
    assigned = work.projects.assigned(day, duty=Duty.LEADER)
    kinds = {unit.id: unit.kind for unit in work.projects.units()} if assigned else {}
    for cadence in cadences:
        alive = {p.id for p in projects.values() if asked_about(cadence.audience, cadence.whom, p, kinds)}
        wanted = _at_level(work, cadence.whom, {each.person_id for each in assigned})
        for each in assigned:
            if each.project_id in alive and each.person_id in wanted:
                asked[each.person_id].add(each.project_id)
    return {
        leader: tuple(sorted(ids, key=lambda i: (projects[i].code, i)))
        for leader, ids in sorted(asked.items())
    }


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a rule would ask today: by name, and about how many projects."""

    leaders: tuple[Person, ...]
    projects: int


def reach(work: UnitOfWork, cadence: Cadence, day: date) -> Reach:
    if not cadence.asks:
        return Reach((), 0)
    asked = portfolios(work, (cadence,), day)
    projects = {project for ids in asked.values() for project in ids}
    return Reach(tuple(work.people.get(leader) for leader in asked), len(projects))


def _at_level(work: UnitOfWork, whom: Whom, leaders: set[int]) -> set[int]:
    if not whom.levels:
        return leaders
    units = {unit.id: unit for unit in work.projects.units()}
    people = [work.people.get(leader) for leader in leaders]
    return {p.id for p in people if level_of(p, units.get(p.unit_id or 0)) in whom.levels}
