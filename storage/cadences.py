"""Cadences and their rows; ladders and rounds as rows and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.errors import NotFound
from core.rounds.model import Questions, Round, Rung, Step
from core.rounds.timetable import Cadence, Product, When
from core.rounds.written import note_in, terms_of, with_terms, wordings_in
from storage.statements import AnyRow
from storage.tables.rounds import CadenceRow

CADENCE = (
    CadenceRow.id, CadenceRow.name, CadenceRow.every, CadenceRow.opens_month, CadenceRow.opens_day,
    CadenceRow.opens, CadenceRow.closes_month, CadenceRow.closes_day, CadenceRow.closes, CadenceRow.ladder,
    CadenceRow.products, CadenceRow.audience, CadenceRow.questions, CadenceRow.enabled, CadenceRow.version,
    CadenceRow.enabled_from, CadenceRow.from_on, CadenceRow.until_on, CadenceRow.campaign_of,
    CadenceRow.terms,
)  # fmt: skip


_CADENCES = select(*CADENCE).order_by(CadenceRow.id)


def listed(connection: Connection) -> Sequence[Cadence]:
    """By id."""
    return [_cadence(row) for row in connection.execute(_CADENCES)]


def get(connection: Connection, cadence_id: int) -> Cadence:
    """
    Raises:
        NotFound: there is none.
    """
    row = connection.execute(_CADENCES.where(CadenceRow.id == cadence_id)).one_or_none()
    if row is None:
        raise NotFound("round", str(cadence_id))
    return _cadence(row)


def save(connection: Connection, cadence: Cadence) -> Cadence:
    """Insert when its id is 0, else replace.

    Raises:
        NotFound: its id is not 0 and unknown.
    """
    values = _values(cadence)
    if cadence.id:
        connection.execute(update(CadenceRow).where(CadenceRow.id == cadence.id).values(**values))
        return get(connection, cadence.id)
    return _cadence(connection.execute(insert(CadenceRow).values(**values).returning(*CADENCE)).one())


def _values(cadence: Cadence) -> dict[str, Any]:
    """Every column but the id."""
    return {
        "name": cadence.name,
        "every": cadence.every,
        "opens_month": cadence.opens.month,
        "opens_day": cadence.opens.day,
        "opens": cadence.opens.at,
        "closes_month": cadence.closes.month,
        "closes_day": cadence.closes.day,
        "closes": cadence.closes.at,
        "ladder": ladder_json(cadence.ladder),
        "products": [product.value for product in cadence.products],
        "audience": cadence.audience,
        "questions": cadence.questions,
        "enabled": cadence.enabled,
        "version": cadence.version,
        "enabled_from": cadence.enabled_from,
        "from_on": cadence.from_on,
        "until_on": cadence.until_on,
        "campaign_of": cadence.campaign_of,
        "terms": terms_of(cadence) or None,
    }


def _cadence(row: AnyRow) -> Cadence:
    cadence = Cadence(
        id=row.id,
        name=row.name,
        every=row.every,
        opens=When(row.opens_day, row.opens, row.opens_month),
        closes=When(row.closes_day, row.closes, row.closes_month),
        ladder=ladder(row.ladder),
        products=tuple(Product(word) for word in row.products),
        audience=row.audience,
        questions=row.questions,
        enabled=row.enabled,
        version=row.version,
        enabled_from=row.enabled_from,
        from_on=row.from_on,
        until_on=row.until_on,
        campaign_of=row.campaign_of,
    )
    return with_terms(cadence, row.terms or {})


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
        questions=Questions(row.questions) if row.questions else Questions.NONE,
        wordings=wordings_in(row.terms or {}),
        note=note_in(row.terms or {}),
    )


def ladder_json(rungs: Sequence[Rung]) -> list[list[Any]]:
    """Pairs of seconds and step."""
    return [[rung.after.total_seconds(), rung.step.value] for rung in rungs]


def ladder(value: list[list[Any]]) -> tuple[Rung, ...]:
    return tuple(Rung(timedelta(seconds=after), Step(step)) for after, step in value)
