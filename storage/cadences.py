"""Cadences, ladders and rounds as rows and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from core.rounds.model import Cadence, Round, Rung, Step
from storage.statements import AnyRow
from storage.tables.rounds import CadenceRow

CADENCE = (
    CadenceRow.id, CadenceRow.name, CadenceRow.weekday, CadenceRow.opens, CadenceRow.closes_weekday,
    CadenceRow.closes, CadenceRow.ladder, CadenceRow.enabled, CadenceRow.version, CadenceRow.enabled_from,
)  # fmt: skip


def cadence_values(cadence: Cadence) -> dict[str, Any]:
    """Every column but the id."""
    return {
        "name": cadence.name,
        "weekday": cadence.weekday,
        "opens": cadence.opens,
        "closes_weekday": cadence.closes_weekday,
        "closes": cadence.closes,
        "ladder": ladder_json(cadence.ladder),
        "enabled": cadence.enabled,
        "version": cadence.version,
        "enabled_from": cadence.enabled_from,
    }


def as_cadence(row: AnyRow) -> Cadence:
    return Cadence(
        id=row.id,
        name=row.name,
        weekday=row.weekday,
        opens=row.opens,
        closes_weekday=row.closes_weekday,
        closes=row.closes,
        ladder=ladder(row.ladder),
        enabled=row.enabled,
        version=row.version,
        enabled_from=row.enabled_from,
    )


def as_round(row: AnyRow) -> Round:
    return Round(
        id=row.id,
        cadence_id=row.cadence_id,
        period=row.period,
        state=row.state,
        opened_at=row.opened_at,
        deadline_at=row.deadline_at,
        ladder=ladder(row.ladder),
        closed_at=row.closed_at,
        opened_by=row.opened_by,
    )


def ladder_json(rungs: Sequence[Rung]) -> list[list[Any]]:
    """Pairs of seconds and step."""
    return [[rung.after.total_seconds(), rung.step.value] for rung in rungs]


def ladder(value: list[list[Any]]) -> tuple[Rung, ...]:
    return tuple(Rung(timedelta(seconds=after), Step(step)) for after, step in value)
