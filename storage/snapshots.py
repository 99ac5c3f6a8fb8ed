"""Frozen snapshots as JSON and back, digit by digit: decimals travel as strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from core.scoring.model import Fact, Indicator, Line, Scheme, Snapshot, UnitScore
from storage.statements import AnyRow


def snapshot_values(snapshot: Snapshot) -> dict[str, Any]:
    """Every column but the id."""
    return {
        "round_id": snapshot.round_id,
        "period": snapshot.period,
        "taken_at": snapshot.taken_at,
        "scheme": _plain(asdict(snapshot.scheme)),
        "facts": [asdict(fact) for fact in snapshot.facts],
        "scores": [_plain(asdict(score)) for score in snapshot.scores],
        "digest": snapshot.digest,
    }


def as_snapshot(row: AnyRow) -> Snapshot:
    return Snapshot(
        id=row.id,
        round_id=row.round_id,
        period=row.period,
        taken_at=row.taken_at,
        scheme=_scheme(row.scheme),
        facts=tuple(Fact(**fact) for fact in row.facts),
        scores=tuple(_score(score) for score in row.scores),
        digest=row.digest,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value


def _scheme(value: dict[str, Any]) -> Scheme:
    indicators = tuple(
        Indicator(one["code"], one["name"], Decimal(one["weight"])) for one in value["indicators"]
    )
    return Scheme(value["version"], value["name"], indicators, Decimal(value["min_weight"]))


def _score(value: dict[str, Any]) -> UnitScore:
    lines = tuple(_line(line) for line in value["lines"])
    return UnitScore(**(value | {"lines": lines, "total": _decimal(value["total"])}))


def _line(value: dict[str, Any]) -> Line:
    return Line(
        code=value["code"],
        numerator=value["numerator"],
        denominator=value["denominator"],
        weight=Decimal(value["weight"]),
        points=_decimal(value["points"]),
        rows=tuple(value["rows"]),
        counted=tuple(value["counted"]),
    )


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
