"""Break targets down by month and along the tree of units, and check the sums (任务分解)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.errors import NotFound, WrongState
from core.ports import UnitOfWork
from core.roster.model import Target, Unit
from core.scoring.targets import Gap, MonthTarget, gaps


def named_unit(work: UnitOfWork, name: str) -> Unit:
    """
    Raises:
        NotFound: there is no unit of that name.
    """
    unit = work.projects.unit_named(name)
    if unit is None:
        raise NotFound("unit", name)
    return unit


def set_year(work: UnitOfWork, target: Target, by: int | None, now: datetime) -> None:
    """The year's target of a unit; what it was before is in the audit."""
    held = next((one for one in work.projects.targets(target.year) if one.unit_id == target.unit_id), None)
    work.projects.set_target(target)
    facts = {
        "year": str(target.year),
        "signed": f"{held.signed_yuan if held else None} → {target.signed_yuan}",
        "arrived": f"{held.arrived_yuan if held else None} → {target.arrived_yuan}",
    }
    work.audit.note(now, by, "target.year", f"unit:{target.unit_id}", facts)


def set_month(work: UnitOfWork, target: MonthTarget, by: int | None, now: datetime) -> None:
    """One month of a unit's target, replacing what was set for it before."""
    work.target_plans.set_month(target)
    facts = {
        "month": f"{target.year}-{target.month:02d}",
        "signed": str(target.signed_yuan),
        "arrived": str(target.arrived_yuan),
        "major": str(target.major),
    }
    work.audit.note(now, by, "target.month", f"unit:{target.unit_id}", facts)


def place(work: UnitOfWork, unit: Unit, above: Unit | None, by: int | None, now: datetime) -> None:
    """``unit``'s target is a part of ``above``'s; None: of nobody's.

    Raises:
        WrongState: ``above`` is below ``unit`` already, or the same.
    """
    parents = work.target_plans.above()
    step = above.id if above else None
    while step is not None:
        if step == unit.id:
            raise WrongState("target", "circle")
        step = parents.get(step)
    work.target_plans.place(unit.id, above.id if above else None)
    work.audit.note(now, by, "target.placed", f"unit:{unit.id}", {"above": above.name if above else ""})


def check(work: UnitOfWork, year: int) -> Sequence[Gap]:
    """Where the parts of a year's targets do not sum up."""
    return gaps(work.projects.targets(year), work.target_plans.above(), work.target_plans.months(year))
