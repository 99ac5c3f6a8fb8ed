"""How SQLite keeps our values: the shortest way there and back, equal to SQLAlchemy's own.

Its processors are chains of Python functions, several calls for each value; a reply reads and writes some
two hundred values. What is not listed here keeps SQLAlchemy's. ``tests/storage/test_forms.py`` compares.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Enum
from sqlalchemy.types import TypeEngine

from core.dates import PartialDate
from storage.tables.types import Json, Moment, Partial, canonical, partial_of

Processor = Callable[[Any], Any]
DATES_KEPT = 4096  # planned dates of projects: the same few hundred months again and again
MOMENTS_KEPT = 256  # what one transaction writes is mostly one moment, its now


class _Values(dict[Any, Any]):
    """By member; for anything else, such as a part of a column's value, SQLAlchemy is asked."""

    def __init__(self, values: dict[Any, Any], ordinary: Processor | None) -> None:
        super().__init__(values | {None: None})
        self._ordinary = ordinary

    def __missing__(self, value: Any) -> Any:
        return self._ordinary(value) if self._ordinary else value


class _Moments(dict[datetime | None, str | None]):
    """How moments are written: ``_MOMENTS[moment]``. Only those of UTC are kept: elsewhere the two hours of a clock
    that is put back are equal.

    Raises:
        ValueError: it is naive.
    """

    def __missing__(self, value: datetime | None) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        written = value.astimezone(UTC).isoformat(" ", "microseconds")[:26]
        if value.tzinfo is UTC:
            if len(self) >= MOMENTS_KEPT:
                self.clear()
            self[value] = written
        return written


_MOMENTS = _Moments()


def writer(kind: TypeEngine[Any], ordinary: Processor | None) -> Processor | None:
    """From a value to what the driver gets; ``ordinary`` is SQLAlchemy's way."""
    if isinstance(kind, Moment):
        return _MOMENTS.__getitem__
    if isinstance(kind, Json):
        return _json_out
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return _Values({member: member.value for member in kind.enum_class}, ordinary).__getitem__
    return ordinary


def reader(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    """From what the driver gives to the value."""
    if isinstance(kind, Moment):
        return _moment_in
    if isinstance(kind, Json):
        return _json_in
    if isinstance(kind, Partial):
        return _partial_in
    if isinstance(kind, Enum) and kind.enum_class is not None:
        members: dict[Any, Any] = {member.value: member for member in kind.enum_class}
        return (members | {None: None}).__getitem__
    return kind._cached_result_processor(dialect, None)  # noqa: SLF001 - decision 0008


def _moment_in(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _json_out(value: Any) -> str | None:
    return None if value is None else canonical(value)


def _json_in(value: str | None) -> Any:
    return None if value is None else json.loads(value)


@lru_cache(DATES_KEPT)
def _partial_in(value: str | None) -> PartialDate | None:
    return None if value is None else partial_of(value)
