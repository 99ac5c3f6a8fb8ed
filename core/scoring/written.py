"""How a snapshot is written, to the byte: what its SHA-256 is taken of and what the database keeps.

Format 1 is that of scheme 2026.1 before lists and targets: one object per project, rows in every line.
Format 2 writes projects and units as tables; format 3 adds the light of a project and what it waits for; format 4
who signed it, which edition it is and what was decided about objections; format 5 who set the office's own weights. A new column is a new format; an old one
is never touched, so that a snapshot frozen today has the same bytes in ten years.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from core.scoring.model import (
    Extra,
    Fact,
    Granted,
    Indicator,
    Line,
    Ruling,
    Scheme,
    Snapshot,
    UnitFact,
    UnitScore,
)

LATEST = 5
PIECE, BUNDLE = 1 << 20, 1_000  # characters, rows
Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]

FACT_1 = Fact._fields[:11]
FACT_2 = (
    "project_id", "code", "name", "unit_id", "contract", "started", "producing", "production_due", "ended",
    "contract_yuan", "arrived_yuan", "host_id", "building", "signed_now", "started_now", "late_start",
    "year_in_yuan", "on_pace", "in_stock", "in_stats", "top500", "excuse", "signed_on", "paused", "talks",
)  # fmt: skip
FACT_3 = (*FACT_2, "light", "next_node", "overdue")
UNIT_2 = (
    "id", "name", "kind", "signed_target", "signed_due", "arrived_target", "arrived_due", "major_target",
    "major_due", "problems_due", "problems_in_time", "reported", "sent_back", "asked", "on_time", "untrue",
    "excuse",
)  # fmt: skip
SCHEME_1 = ("version", "name", "indicators", "min_weight")
SCHEME_2 = (
    *SCHEME_1, "lists", "na_policy", "method", "pace", "owing_scores_zero", "bonus", "deductions", "bonus_cap",
    "deduction_cap", "breaks_ties", "red", "black", "least_rows",
)  # fmt: skip
LINE_1 = ("code", "numerator", "denominator", "weight", "points", "rows", "counted")
LINE_2 = LINE_1[:5]
SCORE_1 = ("unit_id", "unit", "lines", "total", "rank", "previous", "moved")
RULING_4 = ("number", "unit_id", "project_id", "code", "accepted", "reason", "change")
SCORE_2 = (*SCORE_1, "kind", "base", "bonus", "deductions", "listed", "excused")

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Names = Mapping[type, tuple[str, ...]]
_SECOND: Names = {
    Scheme: SCHEME_2, Indicator: ("code", "name", "weight"), Extra: ("code", "each", "most"),
    Line: LINE_2, UnitScore: SCORE_2, Granted: ("code", "times", "points"),
}  # fmt: skip
OF_FORMAT: Mapping[int, Names] = {
    1: {Scheme: SCHEME_1, Indicator: ("code", "name", "weight"), Line: LINE_1, UnitScore: SCORE_1},
    2: _SECOND,
    3: _SECOND,
    4: _SECOND,
    5: _SECOND,
}


class Texts(NamedTuple):
    """Three canonical JSON texts; ``facts`` holds all inputs."""

    facts: str
    scheme: str
    scores: str


def texts_of(snapshot: Snapshot) -> Texts:
    """The snapshot as it is written in its format."""
    names = OF_FORMAT[snapshot.format]
    scheme, scores = _plain(snapshot.scheme, names), [_plain(score, names) for score in snapshot.scores]
    return Texts(_facts(snapshot), canonical(scheme), canonical(scores))


def digest(texts: Texts) -> str:
    """SHA-256 over the canonical JSON of all three."""
    sha = hashlib.sha256()
    for before, text in zip(('{"facts":', ',"scheme":', ',"scores":'), texts, strict=True):
        sha.update(before.encode())
        for at in range(0, len(text), PIECE):
            sha.update(text[at : at + PIECE].encode())
    sha.update(b"}")
    return sha.hexdigest()


def canonical(value: object) -> str:
    """JSON with one spelling for one value: sorted names, no blanks, characters as they are."""
    return _ENCODER.encode(value)


def _facts(snapshot: Snapshot) -> str:
    if snapshot.format == 1:
        return canonical([dict(zip(FACT_1, fact, strict=False)) for fact in snapshot.facts])
    units = [[_plain(getattr(unit, name), {}) for name in UNIT_2] for unit in snapshot.units]
    parts: dict[str, object] = {
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "format": snapshot.format,
        "units": {"columns": UNIT_2, "rows": units},
    }
    if snapshot.format >= 4:
        parts |= _signature(snapshot)
    if snapshot.format >= 5:
        parts |= {"approved": _approval(snapshot)}
    written = {name: (canonical(part),) for name, part in parts.items()}
    return _object(written | {"facts": _table(snapshot)})


def _object(written: Mapping[str, Iterable[str]]) -> str:
    """As ``canonical`` writes one, of values that are written already, in pieces.

    The text grows where it is: joined from a list, the longest text there is would be there twice.
    """
    text = "{"
    for number, name in enumerate(sorted(written)):
        text += f'{"," * bool(number)}"{name}":'
        for piece in written[name]:
            text += piece
    text += "}"
    return text


def _signature(snapshot: Snapshot) -> dict[str, object]:
    signed = snapshot.signed
    return {
        "edition": snapshot.edition,
        "rulings": [{name: getattr(ruling, name) for name in RULING_4} for ruling in snapshot.rulings],
        "signed": signed and {"person_id": signed.person_id, "name": signed.name, "at": _utc(signed.at)},
        "taken_at": _utc(snapshot.taken_at),
    }


def _approval(snapshot: Snapshot) -> dict[str, object] | None:
    one = snapshot.approved
    return {"person_id": one.person_id, "name": one.name, "on": one.on.isoformat()} if one else None


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


class _Once(dict[object, str]):
    """Values of one column, each written once: most columns hold a few hundred different ones at most. One for each
    column: to a dictionary ``1`` and ``True`` are the same."""

    def __missing__(self, value: object) -> str:
        self[value] = canonical(value)
        return self[value]


_EACH: Mapping[str, Callable[[object], str]] = {
    "project_id": str, "contract_yuan": str, "arrived_yuan": str, "year_in_yuan": str,
    "code": _ENCODER.encode, "name": _ENCODER.encode,
}  # fmt: skip
"""Columns in which hardly a value comes twice."""


def _table(snapshot: Snapshot) -> Iterator[str]:
    """Bundle by bundle, and each column of a bundle at once: half the work of writing row by row."""
    columns = FACT_2 if snapshot.format == 2 else FACT_3
    writers = [_EACH.get(name) or _Once().__getitem__ for name in columns]
    yield f'{{"columns":{canonical(columns)},"rows":['
    for at in range(0, len(snapshot.facts), BUNDLE):
        of_column = zip(*snapshot.facts[at : at + BUNDLE], strict=True)
        written = (map(write, values) for write, values in zip(writers, of_column, strict=False))
        rows = "],[".join(map(",".join, zip(*written, strict=True)))
        yield f"{',' * bool(at)}[{rows}]"
    yield "]}"


def _plain(value: object, names: Names) -> Plain:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one, names) for one in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return {name: _plain(getattr(value, name), names) for name in names[type(value)]}


def is_whole(snapshot: Snapshot) -> bool:
    """Whether inputs, scheme and result are still those that were frozen."""
    return digest(texts_of(snapshot)) == snapshot.digest


assert Fact._fields == FACT_3, "a new column of a fact is a new format"  # noqa: S101 - said where it would break
assert set(UnitFact.__dataclass_fields__) == set(UNIT_2), "likewise of a unit"  # noqa: S101 - as above
assert set(Ruling.__dataclass_fields__) == set(RULING_4), "likewise of a ruling"  # noqa: S101 - as above
