"""What two quarters say of a unit or a leader, counted from frozen results alone (证据材料). Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from core.roster.model import Light
from core.scoring.accountability import Quarter, Tally
from core.scoring.cases import Subject
from core.scoring.model import Fact, Snapshot
from core.scoring.score import counting

LATE = (Light.YELLOW.value, Light.RED.value)
GREEN = Light.GREEN.value
Who = tuple[Subject, int]


@dataclass(frozen=True, slots=True)
class Month:
    """The last frozen result of a month, and who led which project on its day."""

    month: str  # 2026-08
    snapshot: Snapshot
    leaders: Mapping[int, Sequence[int]]  # project → people


@dataclass(frozen=True, slots=True)
class Row:
    """One project in one month: on schedule or not. ``excuse``: it is in no tally."""

    month: str
    project: str
    light: str
    overdue: int
    excuse: str


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def days_of(quarter: Quarter) -> tuple[date, date]:
    """First day, and the first day after it."""
    first = date(quarter.year, 3 * quarter.number - 2, 1)
    after = date(quarter.year + quarter.number // 4, 3 * quarter.number % 12 + 1, 1)
    return first, after


def named(quarter: Quarter) -> str:
    return f"{quarter.year}Q{quarter.number}"


def rows_of(months: Iterable[Month]) -> Mapping[Who, Sequence[Row]]:
    """Every unit's and every leader's projects, month by month; a light that says nothing (grey, none) is no row."""
    found: dict[Who, list[Row]] = defaultdict(list)
    for month in months:
        kinds = {unit.id: unit.kind for unit in month.snapshot.units}
        for fact in month.snapshot.facts:
            if fact.light in (GREEN, *LATE):
                row = _row(month.month, fact)
                for unit_id in counting(month.snapshot.scheme, fact, kinds):
                    found[Subject.UNIT, unit_id].append(row)
                for person_id in month.leaders.get(fact.project_id, ()):
                    found[Subject.PERSON, person_id].append(row)
    return found


def _row(month: str, fact: Fact) -> Row:
    return Row(month, fact.name, fact.light, fact.overdue, fact.excuse)


def tally(rows: Iterable[Row]) -> Tally:
    """On schedule, of how many project-months; excused ones in neither."""
    counted = [row for row in rows if not row.excuse]
    return Tally(sum(row.light == GREEN for row in counted), len(counted))


def groups(months: Iterable[Month]) -> Mapping[Who, str]:
    """Whom somebody is compared with: units of his kind, leaders with leaders."""
    found: dict[Who, str] = {}
    for month in months:
        found |= {(Subject.UNIT, unit.id): unit.kind.value for unit in month.snapshot.units}
        found |= {(Subject.PERSON, one): "person" for people in month.leaders.values() for one in people}
    return found


Facts = Sequence[Mapping[str, str]]
"""Entries of one part of a pack; which names they have, ``core.scoring.gathering`` says."""
PARTS = ("good", "said", "excuses", "promises", "corrections", "contacts")


def written(
    quarters: Sequence[tuple[Quarter, Sequence[Month], Sequence[Row]]], parts: Mapping[str, Facts]
) -> str:
    """Canonical JSON of a pack: which results with their check codes, which rows, and each of ``PARTS``."""
    pack: dict[str, object] = {name: [dict(one) for one in parts.get(name, ())] for name in PARTS}
    pack["quarters"] = [_quarter(*one) for one in quarters]
    return json.dumps(pack, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _quarter(quarter: Quarter, months: Sequence[Month], rows: Sequence[Row]) -> Mapping[str, object]:
    snapshots = [(m.month, m.snapshot) for m in months]
    return {
        "quarter": named(quarter),
        "done": tally(rows).done,
        "of": tally(rows).of,
        "snapshots": [
            {"month": month, "id": one.id, "period": one.period, "digest": one.digest}
            for month, one in snapshots
        ],
        "rows": [asdict(row) for row in rows],
    }


@dataclass(frozen=True, slots=True)
class QuarterPack:
    quarter: str
    done: int
    of: int
    snapshots: tuple[Mapping[str, object], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it was kept.

    Attributes:
        good: what speaks for whoever it is about; read first.
        said: objections with their rulings. ``excuses``: running and past ones.
        promises: planned days of nodes and what was promised in talks, kept or not.
        corrections: what published results said wrongly. ``contacts``: with the firms.
    """

    quarters: tuple[QuarterPack, ...] = ()
    good: tuple[Mapping[str, str], ...] = ()
    said: tuple[Mapping[str, str], ...] = ()
    excuses: tuple[Mapping[str, str], ...] = ()
    promises: tuple[Mapping[str, str], ...] = ()
    corrections: tuple[Mapping[str, str], ...] = ()
    contacts: tuple[Mapping[str, str], ...] = ()


def read(text: str) -> Pack:
    """The inverse; an older pack has fewer parts."""
    if not text:
        return Pack()
    pack = json.loads(text)
    quarters = tuple(
        QuarterPack(
            one["quarter"],
            one["done"],
            one["of"],
            tuple(one["snapshots"]),
            tuple(Row(**row) for row in one["rows"]),
        )
        for one in pack["quarters"]
    )
    return Pack(quarters, **{name: tuple(pack.get(name, ())) for name in PARTS})
