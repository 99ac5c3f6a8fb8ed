"""The stored roster as ledger rows again, so that export → import is a round trip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from core.ports import UnitOfWork
from core.rights import Role
from core.roster.columns_kept import DIRECT
from core.roster.ledger import LedgerLeader, LedgerProject, LedgerTarget
from core.roster.model import Duty, Project

Rows = tuple[Sequence[LedgerProject], Sequence[LedgerTarget], Sequence[LedgerLeader]]


def current_ledger(work: UnitOfWork, today: date) -> Rows:
    """Projects in code order, this year's targets, leaders."""
    people = {person.id: person.name for person in work.people.all()}
    units = {unit.id: unit.name for unit in work.projects.units()}
    named: dict[tuple[int, Duty], list[str]] = {}
    for a in work.projects.assigned(today):
        named.setdefault((a.project_id, a.duty), []).append(people[a.person_id])
    projects = sorted(work.projects.all(), key=lambda p: p.code)
    rows = [_row(number, p, named, units) for number, p in enumerate(projects, 2)]
    targets = [
        LedgerTarget(units[t.unit_id], t.year, t.signed_yuan, t.arrived_yuan, t.previous_rank)
        for t in work.projects.targets(today.year)
    ]
    leaders = [LedgerLeader(p.name, p.title) for p in work.people.with_role(Role.LEADER)]
    return rows, targets, leaders


def _row(
    number: int, project: Project, named: Mapping[tuple[int, Duty], Sequence[str]], units: Mapping[int, str]
) -> LedgerProject:
    def one(duty: Duty) -> str:
        return next(iter(named.get((project.id, duty), ())), "")

    direct = {name: getattr(project, name) for name in DIRECT}
    return LedgerProject(
        row=number,
        code=project.code,
        county=units.get(project.county_id or 0, ""),
        host=units.get(project.host_id or 0, ""),
        leaders=tuple(named.get((project.id, Duty.LEADER), ())),
        liaison=one(Duty.LIAISON),
        site_officer=one(Duty.SITE),
        contact=one(Duty.CONTACT),
        in_stock=project.in_stock,
        in_stats=project.in_stats,
        **direct,
        **_details(project.details),
    )


def _details(details: Mapping[str, str]) -> dict[str, object]:
    """Text columns as they are; typed ones (money, dates, yes/no) are stored in their JSON form."""
    known = {field.name for field in fields(LedgerProject)}
    texts = {name: value for name, value in details.items() if name in known}
    return {**texts, "extra": {name: value for name, value in details.items() if name not in known}}
