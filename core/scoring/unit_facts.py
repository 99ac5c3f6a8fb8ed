"""What is known of the units besides their projects: targets and how much of them is due (任务与序时)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from core.roster.model import Target, Unit
from core.scoring.model import Pace, UnitFact
from core.scoring.pace import due_part


def unit_facts(
    units: Iterable[Unit],
    targets: Mapping[int, Target],
    today: date,
    pace: Pace,
    excuses: Mapping[int, str] | None = None,
) -> tuple[UnitFact, ...]:
    """One fact per unit; a target that is not set, or set to 0, is none.

    Args:
        targets: unit id → the year's target.
        excuses: unit id → kind of the approved excuse in force for the unit as a whole.
    """
    return tuple(_unit_fact(unit, targets.get(unit.id), today, pace, (excuses or {}).get(unit.id, "")) for unit in units)  # fmt: skip


def _unit_fact(unit: Unit, target: Target | None, today: date, pace: Pace, excuse: str) -> UnitFact:
    signed = target.signed_yuan if target else None
    arrived = target.arrived_yuan if target else None
    return UnitFact(
        unit.id,
        unit.name,
        unit.kind,
        signed_target=signed or None,
        signed_due=due_part(signed, today, pace) if signed else None,
        arrived_target=arrived or None,
        arrived_due=due_part(arrived, today, pace) if arrived else None,
        excuse=excuse,
    )
