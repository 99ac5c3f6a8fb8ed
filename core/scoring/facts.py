"""From the ledger to what scoring needs: one fact per project, one per unit. Pure; nothing is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from core.dates import PartialDate
from core.roster.model import STARTED, Project, Stage
from core.scoring.model import Fact
from core.scoring.pace import due_part

CONTRACT = "合同"
YES = "是"
LATE_AFTER = 6
"""Months after signing from which a project that has not started is late (签约满6个月未开工)."""
ON_PACE = 95
"""Per cent of the year's plan × 序时 that must have arrived for a project to be on pace."""


def facts_of(
    projects: Iterable[Project], today: date, excuses: Mapping[int, str] | None = None
) -> Iterable[Fact]:
    """One fact per project with a county (属地) or a host (招引单位).

    Args:
        excuses: project id → kind of the approved excuse in force.
    """
    excused = excuses or {}
    before = months_before(today, LATE_AFTER)
    return (
        fact_of(project, today, before, excused.get(project.id, ""))
        for project in projects
        if project.county_id is not None or project.host_id is not None
    )


def fact_of(project: Project, today: date, late_before: date, excuse: str) -> Fact:
    stage, due = project.stage, project.plan_production_on
    started = stage in STARTED
    signed = project.signed_on
    return Fact(
        project.id,
        project.code,
        project.name,
        project.county_id,
        contract=project.nature == CONTRACT,
        started=started,
        producing=stage is Stage.PRODUCING,
        production_due=due is not None and due.last <= today,
        ended=stage is Stage.ENDED,
        contract_yuan=project.total_yuan or 0,
        arrived_yuan=project.total_in_yuan or 0,
        host_id=project.host_id,
        building=stage is Stage.BUILDING,
        signed_now=_this_year(signed, today),
        started_now=_this_year(project.real_start_on, today),
        late_start=not started and signed is not None and signed.last <= late_before,
        year_in_yuan=project.year_in_yuan or 0,
        on_pace=_on_pace(project.year_in_yuan or 0, project.year_plan_yuan, today),
        in_stock=project.in_stock,
        in_stats=project.in_stats,
        top500=_flag(project.details.get("top500", "")),
        excuse=excuse,
    )


def _this_year(on: PartialDate | None, today: date) -> bool:
    """Within the year up to today, whichever of its possible days it was."""
    return on is not None and on.first.year == today.year and on.last.year == today.year and on.first <= today


def _on_pace(arrived: int, plan: int | None, today: date) -> bool | None:
    return arrived * 100 >= due_part(plan, today) * ON_PACE if plan else None


def _flag(text: str) -> bool | None:
    return text == YES if text else None


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier; the last day of a shorter month.

    >>> months_before(date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
