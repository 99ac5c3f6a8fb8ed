"""How far each unit has come with its targets, on the ledger as it is now (任务完成情况)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.ports import UnitOfWork
from core.scoring.excuse import ExcuseState, in_force
from core.scoring.facts import facts_of
from core.scoring.model import UnitFact
from core.scoring.planning import check
from core.scoring.ratios import Own, arrived_this_year, signed_amount
from core.scoring.schemes import FULL
from core.scoring.score import owned
from core.scoring.targets import Gap, MonthTarget, Progress
from core.scoring.unit_facts import unit_facts


def progress(work: UnitOfWork, today: date) -> Sequence[Progress]:
    """Units with a target this year, each below the one whose target it shares."""
    excused, excused_units = in_force(work.excuses.in_state(ExcuseState.GRANTED), today)
    facts = facts_of(work.projects.all(), today, FULL.pace, excused)
    year = today.year
    units = unit_facts(
        work.projects.units(), work.projects.targets(year), work.target_plans.months(year), today, FULL.pace,
        excused_units,
    )  # fmt: skip
    done = {own.unit.id: own for own, _ in owned(FULL, facts, units)}
    above = work.target_plans.above()
    tasked = {unit.id: unit for unit in units if unit.has_task}
    found: list[Progress] = []

    def add(unit: UnitFact, depth: int) -> None:
        own = done.get(unit.id) or Own(unit, [])
        found.append(Progress(unit, signed_amount(own).numerator, arrived_this_year(own).numerator, depth))
        for child in tasked.values():
            if above.get(child.id) == unit.id:
                add(child, depth + 1)

    for unit in tasked.values():
        if above.get(unit.id) not in tasked:
            add(unit, 0)
    return found


def months_of(work: UnitOfWork, unit_id: int, year: int) -> list[MonthTarget]:
    return [month for month in work.target_plans.months(year) if month.unit_id == unit_id]


def gaps_of(work: UnitOfWork, year: int, unit_id: int | None = None) -> list[tuple[str, Gap]]:
    """(unit, where its parts do not sum up), of one unit or of all."""
    names = {unit.id: unit.name for unit in work.projects.units()}
    return [
        (names[gap.unit_id], gap) for gap in check(work, year) if unit_id is None or gap.unit_id == unit_id
    ]
