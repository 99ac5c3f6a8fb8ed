"""Whom a rule asks about which projects today: leader by leader (调度对象)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from core.ports import UnitOfWork
from core.roster.levels import level_of
from core.roster.model import Duty
from core.rounds.audience import Reach, asked_about
from core.rounds.timetable import Cadence, Whom


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
