"""Frozen snapshots from and to their rows. How they are written is ``core.scoring.written``, to the byte."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.roster.model import UnitKind
from core.scoring.model import (
    Approval,
    Extra,
    Fact,
    Granted,
    Indicator,
    Line,
    Method,
    NaPolicy,
    Pace,
    Ruling,
    Scheme,
    Signed,
    Snapshot,
    UnitFact,
    UnitScore,
)
from core.scoring.written import texts_of
from storage.statements import AnyRow

DECIMALS = frozenset({"weight", "min_weight", "points", "total", "base", "each", "most", "bonus_cap", "deduction_cap"})  # fmt: skip


def snapshot_values(snapshot: Snapshot) -> dict[str, Any]:
    """Every column but the id."""
    texts = texts_of(snapshot)
    return {
        "round_id": snapshot.round_id,
        "period": snapshot.period,
        "taken_at": snapshot.taken_at,
        "scheme": texts.scheme,
        "facts": texts.facts,
        "scores": texts.scores,
        "digest": snapshot.digest,
        "edition": snapshot.edition,
    }


def as_snapshot(row: AnyRow) -> Snapshot:
    inputs = json.loads(row.facts)
    is_first = isinstance(inputs, list)
    return Snapshot(
        id=row.id,
        round_id=row.round_id,
        period=row.period,
        taken_at=row.taken_at,
        scheme=_scheme(json.loads(row.scheme)),
        facts=tuple(Fact(**fact) for fact in inputs) if is_first else _facts(inputs["facts"]),
        scores=as_scores(row.scores),
        digest=row.digest,
        format=1 if is_first else inputs["format"],
        units=() if is_first else _units(inputs["units"]),
        as_of=None if is_first or not inputs["as_of"] else date.fromisoformat(inputs["as_of"]),
        **({} if is_first or inputs["format"] < 4 else _signature(inputs)),
        approved=None if is_first else _approval(inputs.get("approved")),
    )


def _signature(inputs: dict[str, Any]) -> dict[str, Any]:
    """What format 4 adds."""
    signed = inputs["signed"]
    return {
        "signed": signed and Signed(**(signed | {"at": datetime.fromisoformat(signed["at"])})),
        "edition": inputs["edition"],
        "rulings": tuple(Ruling(**one) for one in inputs["rulings"]),
    }


def _approval(value: dict[str, Any] | None) -> Approval | None:
    """What format 5 adds."""
    return Approval(value["person_id"], value["name"], date.fromisoformat(value["on"])) if value else None


def as_scores(text: str) -> tuple[UnitScore, ...]:
    """The result alone."""
    return tuple(_score(score) for score in json.loads(text))


def _facts(table: dict[str, Any]) -> tuple[Fact, ...]:
    """Columns that were added later keep their defaults."""
    columns = table["columns"]
    if tuple(columns) == Fact._fields:
        return tuple(map(Fact._make, table["rows"]))
    return tuple(Fact(**dict(zip(columns, row, strict=True))) for row in table["rows"])


def _units(table: dict[str, Any]) -> tuple[UnitFact, ...]:
    made = (dict(zip(table["columns"], row, strict=True)) for row in table["rows"])
    return tuple(UnitFact(**(one | {"kind": UnitKind(one["kind"])})) for one in made)


def _scheme(value: dict[str, Any]) -> Scheme:
    whole = _decimals(value) | {
        "indicators": tuple(Indicator(**_decimals(one)) for one in value["indicators"])
    }
    if "lists" in value:
        whole |= {
            "lists": tuple(UnitKind(kind) for kind in value["lists"]),
            "na_policy": NaPolicy(value["na_policy"]),
            "method": Method(value["method"]),
            "pace": Pace(value["pace"]),
            "bonus": tuple(Extra(**_decimals(one)) for one in value["bonus"]),
            "deductions": tuple(Extra(**_decimals(one)) for one in value["deductions"]),
        }
    return Scheme(**whole)


def _score(value: dict[str, Any]) -> UnitScore:
    granted: dict[str, Any] = {
        name: tuple(Granted(**_decimals(one)) for one in value[name])
        for name in ("bonus", "deductions")
        if name in value
    }
    return UnitScore(**(_decimals(value) | granted | {"lines": tuple(map(_line, value["lines"]))}))


def _line(value: dict[str, Any]) -> Line:
    rows: dict[str, Any] = {name: tuple(value[name]) for name in ("rows", "counted") if name in value}
    return Line(**(_decimals(value) | rows))


def _decimals(value: dict[str, Any]) -> dict[str, Any]:
    """Decimals travel as strings."""
    return {
        name: Decimal(one) if name in DECIMALS and one is not None else one for name, one in value.items()
    }
