"""Which projects a person may see, and finding one by name among them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from core.errors import NotFound, SeveralFound
from core.ports import UnitOfWork
from core.problems.model import Problem, names_in
from core.rights import Right, Role
from core.roster.model import Duty, Person, Project

CHOICES = 8
"""Buttons offered when several projects match."""


def visible(work: UnitOfWork, person: Person, today: date) -> Collection[int] | None:
    """Ids of the projects ``person`` may see; None means all of them."""
    if person.may(Right.SEE_ALL):
        return None
    ids = {a.project_id for a in work.projects.assigned(today, person_id=person.id)}
    for leader in work.people.stands_in_for(person.id, today):
        ids |= {a.project_id for a in work.projects.assigned(today, person_id=leader.id, duty=Duty.LEADER)}
    units = own_units(work, person)
    if units:
        ids |= {p.id for p in work.projects.all() if units & {p.county_id, p.host_id}}
        ids |= {p.project_id for p in work.problems.open_for(None) if addressed_to(work, person, p)}
    return ids


def own_units(work: UnitOfWork, person: Person) -> frozenset[int]:
    """The unit he speaks for; 西岭区政府 also speaks for 西岭区, the place that is scored."""
    if person.unit_id is None or not person.roles & {Role.UNIT, Role.DEPARTMENT}:
        return frozenset()
    units = work.projects.units()
    name = next(unit.name for unit in units if unit.id == person.unit_id)
    return frozenset(u.id for u in units if u.id == person.unit_id or name in governments(u.name))


def governments(place: str) -> tuple[str, ...]:
    """How the government of a county or district is written."""
    return tuple(f"{place}{word}" for word in ("政府", "人民政府", "区政府", "县政府"))


def addressed_to(work: UnitOfWork, person: Person, problem: Problem) -> bool:
    """Whether his department is among those that should solve it."""
    if Role.DEPARTMENT not in person.roles or person.unit_id is None:
        return False
    return work.projects.unit(person.unit_id).name in names_in(problem.department)


def may_resolve(work: UnitOfWork, person: Person, problem: Problem) -> bool:
    """The office any, a department those addressed to it."""
    return person.may(Right.RESOLVE) and (person.may(Right.SEE_ALL) or addressed_to(work, person, problem))


def may_see(work: UnitOfWork, person: Person, project_id: int, today: date) -> bool:
    within = visible(work, person, today)
    return within is None or project_id in within


def find_project(work: UnitOfWork, person: Person, wanted: str, today: date) -> Project:
    """The one project that ``wanted`` names, among those the person may see.

    Raises:
        NotFound: none; the answer does not tell whether it exists at all.
        SeveralFound: more than one, or one that only sounds like it, with the first few to choose from.
    """
    found = work.projects.search(wanted, visible(work, person, today), CHOICES)
    if not found:
        raise NotFound("project", wanted)
    if len(found) > 1 or not found[0].sure:
        raise SeveralFound(wanted, tuple((one.project.id, one.project.name) for one in found))
    return found[0].project


def project_by_id(work: UnitOfWork, person: Person, project_id: int, today: date) -> Project:
    """The project behind a button.

    Raises:
        NotFound: it does not exist or is not his to see.
    """
    if project_id not in work.projects.many([project_id]) or not may_see(work, person, project_id, today):
        raise NotFound("project", str(project_id))
    return work.projects.get(project_id)
