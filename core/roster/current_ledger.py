"""The stored roster as ledger rows again, so that export → import is a round trip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.ports import UnitOfWork
from core.rights import Role
from core.roster.keeping import with_kept
from core.roster.ledger import LedgerLeader, LedgerProject, LedgerTarget
from core.roster.model import Duty, Project

YEARS = 5
Rows = tuple[Sequence[LedgerProject], Sequence[LedgerTarget], Sequence[LedgerLeader]]


def current_ledger(work: UnitOfWork, today: date) -> Rows:
    """Projects in code order, the targets of the years around this one, leaders."""
    people = {person.id: person.name for person in work.people.all()}
    units = {unit.id: unit.name for unit in work.projects.units()}
    named: dict[tuple[int, Duty], list[str]] = {}
    for a in work.projects.assigned(today):
        named.setdefault((a.project_id, a.duty), []).append(people[a.person_id])
    projects = sorted(work.projects.all(), key=lambda p: p.code)
    rows = [_row(number, p, named, units) for number, p in enumerate(projects, 2)]
    targets = [
        LedgerTarget(units[t.unit_id], t.year, t.signed_yuan, t.arrived_yuan, t.previous_rank)
        for year in range(today.year - YEARS, today.year + YEARS + 1)
        for t in work.projects.targets(year)
    ]
    leaders = [LedgerLeader(p.name, p.title) for p in work.people.with_role(Role.LEADER)]
    return rows, targets, leaders


def _row(
    number: int, project: Project, named: Mapping[tuple[int, Duty], Sequence[str]], units: Mapping[int, str]
) -> LedgerProject:
    def all_(duty: Duty) -> str:
        return "、".join(named.get((project.id, duty), ()))

    row = replace(
        _own_columns(number, project),
        county=units.get(project.county_id or 0, ""),
        host=units.get(project.host_id or 0, ""),
        leaders=tuple(named.get((project.id, Duty.LEADER), ())),
        contact=all_(Duty.CONTACT),
        liaison=all_(Duty.LIAISON),
        site_officer=all_(Duty.SITE),
    )
    return with_kept(row, project.details)


def _own_columns(number: int, project: Project) -> LedgerProject:
    return LedgerProject(
        row=number,
        name=project.name,
        code=project.code,
        investor=project.investor,
        industry=project.industry,
        place=project.place,
        total_yuan=project.total_yuan,
        contract_yuan=project.contract_yuan,
        signed_on=project.signed_on,
        nature=project.nature,
        department=project.department,
        stage=project.stage,
        plan_start_on=project.plan_start_on,
        real_start_on=project.real_start_on,
        plan_production_on=project.plan_production_on,
        real_production_on=project.real_production_on,
        year_plan_yuan=project.year_plan_yuan,
        month_in_yuan=project.month_in_yuan,
        year_in_yuan=project.year_in_yuan,
        total_in_yuan=project.total_in_yuan,
        fixed_yuan=project.fixed_yuan,
        percent=project.percent,
        progress=project.progress,
        problem=project.problem,
        next_step=project.next_step,
        in_stock=project.in_stock,
        stocked_on=project.stocked_on,
        in_stats=project.in_stats,
    )
