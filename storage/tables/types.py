"""Column types that keep the product's promises on both databases."""

from __future__ import annotations

import json
from _json import encode_basestring, make_encoder
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from core.dates import PartialDate, Precision


class Moment(TypeDecorator[datetime]):
    """An aware moment: TIMESTAMP WITH TIME ZONE on PostgreSQL, UTC text on SQLite; comes back in UTC.

    Raises:
        ValueError: on writing or comparing with a naive one.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Partial(TypeDecorator[PartialDate]):
    """``first/last/precision`` in one column, such as 2026-11-01/2026-11-30/month; sorts by its first day."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return f"{value.first.isoformat()}/{value.last.isoformat()}/{value.precision.value}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else partial_of(value)


def partial_of(written: str) -> PartialDate:
    """
    Raises:
        ValueError: it is not what ``Partial`` writes.
    """
    first, last, precision = written.split("/")
    return PartialDate(date.fromisoformat(first), date.fromisoformat(last), Precision(precision))


# What json.JSONEncoder makes anew for each call; once made, encoding takes half the time (a reply encodes six).
# No markers: what contains itself is a RecursionError. Names sorted, none skipped, NaN allowed, as there.
_ENCODE = make_encoder(None, json.JSONEncoder().default, encode_basestring, None, ":", ",", True, False, True)  # noqa: FBT003 - it takes no names


def canonical(value: object) -> str:
    """JSON with one spelling for one value: sorted names, no blanks, characters as they are."""
    return "".join(_ENCODE(value, 0))


class Json(TypeDecorator[Any]):
    """Canonical JSON as text: readable in any client, equal when equal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
