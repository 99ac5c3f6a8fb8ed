"""What is known of the units besides their projects: targets and how much of them is due (任务与序时)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from core.roster.model import Target, Unit
from core.scoring.model import Pace, UnitFact
from core.scoring.pace import due_by_table, due_part
from core.scoring.service_counts import Service
from core.scoring.targets import MonthTarget


def unit_facts(
    units: Iterable[Unit],
    targets: Iterable[Target],
    months: Iterable[MonthTarget],
    today: date,
    pace: Pace,
    excuses: Mapping[int, str] | None = None,
    service: Mapping[int, Service] | None = None,
) -> tuple[UnitFact, ...]:
    """One fact per unit; a target that is not set, or set to 0, is none.

    Args:
        targets: the year's targets.
        months: the year's monthly targets; where a unit has some of a kind, what is due is their sum up to
            this month, and without a year's target the year's is their sum.
        excuses: unit id → kind of the approved excuse in force for the unit as a whole.
        service: unit id → problems and figures; missing: nothing is known.
    """
    of_year = {target.unit_id: target for target in targets}
    tables: dict[int, list[MonthTarget]] = defaultdict(list)
    for month in months:
        tables[month.unit_id].append(month)
    found = []
    for unit in units:
        year, table = of_year.get(unit.id), tables.get(unit.id, [])
        signed = _due(
            year.signed_yuan if year else None, {m.month: m.signed_yuan for m in table}, today, pace
        )
        came = _due(
            year.arrived_yuan if year else None, {m.month: m.arrived_yuan for m in table}, today, pace
        )
        major = _due(None, {m.month: m.major for m in table}, today, pace)
        known = (service or {}).get(unit.id, Service())
        found.append(
            UnitFact(
                unit.id,
                unit.name,
                unit.kind,
                *signed,
                *came,
                *major,
                problems_due=known.problems_due,
                problems_in_time=known.problems_in_time,
                reported=known.reported,
                sent_back=known.sent_back,
                untrue=known.untrue,
                excuse=(excuses or {}).get(unit.id, ""),
            )
        )
    return tuple(found)


def _due(
    year: int | None, months: Mapping[int, int | None], today: date, pace: Pace
) -> tuple[int | None, int | None]:
    """(the year's target, what of it is due)."""
    table = {month: part for month, part in months.items() if part is not None}
    if table:
        return year or sum(table.values()) or None, due_by_table(table, today)
    return (year, due_part(year, today, pace)) if year else (None, None)
