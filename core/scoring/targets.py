"""Targets by month and down the tree of units (任务分解). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.roster.model import Target
from core.scoring.model import UnitFact


@dataclass(frozen=True, slots=True)
class MonthTarget:
    """One month of a unit's target; None: none of that kind. ``major`` in hundredths of a 折算项目."""

    year: int
    unit_id: int
    month: int
    signed_yuan: int | None = None
    arrived_yuan: int | None = None
    major: int | None = None


KINDS = ("signed_yuan", "arrived_yuan")


@dataclass(frozen=True, slots=True)
class Gap:
    """The sum of what was broken down differs from what was given: of one unit's ``kind`` of target.

    ``parts``: the targets of the units below it, or of its months where ``by_month``.
    """

    unit_id: int
    kind: str
    target: int
    parts: int
    by_month: bool = False


def gaps(
    targets: Iterable[Target], above: Mapping[int, int], months: Iterable[MonthTarget] = ()
) -> Sequence[Gap]:
    """Where a unit's target is not the sum of those of the units below it, or of its own months.

    A unit with nothing below it, and a kind that nobody below has, are not compared.
    """
    of = {target.unit_id: target for target in targets}
    below: dict[int, list[int]] = defaultdict(list)
    for unit_id, parent in above.items():
        below[parent].append(unit_id)
    found = []
    for parent, children in sorted(below.items()):
        for kind in KINDS:
            parts = [
                part for child in children if child in of and (part := getattr(of[child], kind)) is not None
            ]
            found += _gap(parent, kind, of.get(parent), parts, by_month=False)
    tables: dict[int, list[MonthTarget]] = defaultdict(list)
    for month in months:
        tables[month.unit_id].append(month)
    for unit_id, table in sorted(tables.items()):
        for kind in KINDS:
            parts = [part for month in table if (part := getattr(month, kind)) is not None]
            found += _gap(unit_id, kind, of.get(unit_id), parts, by_month=True)
    return found


def _gap(
    unit_id: int, kind: str, target: Target | None, parts: Sequence[int], *, by_month: bool
) -> list[Gap]:
    whole: int = (getattr(target, kind) if target else None) or 0
    return [Gap(unit_id, kind, whole, sum(parts), by_month)] if parts and sum(parts) != whole else []


@dataclass(frozen=True, slots=True)
class Progress:
    """One unit: its targets with the part due by now, what was done, and how deep it stands in the tree."""

    unit: UnitFact
    signed_yuan: int
    arrived_yuan: int
    depth: int = 0
