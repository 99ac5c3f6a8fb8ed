"""A worksheet as plain values; the edge fills it, the rules read it. Rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property


class Active(StrEnum):
    """What a file may hold besides cells; it is never run or followed."""

    MACROS = "macros"
    LINKS = "links"  # to other files


CellValue = str | int | float | bool | datetime | date | None
UNKNOWN_FORMAT = "?"
"""Number format of a figure or a day in a file whose formats cannot be read."""


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """``formats`` has the number format of fractions, dates and percentages only: no other cell needs it."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas_without_value: frozenset[tuple[int, int]] = frozenset()
    since_1904: bool = False  # bare numbers of days count from 1904

    def value(self, row: int, column: int) -> CellValue:
        if not 1 <= row <= len(self.rows) or not 1 <= column <= len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]

    def text(self, row: int, column: int) -> str:
        """The cell's words without any white space; "" for a blank one."""
        value = self.value(row, column)
        return "" if value is None else squeeze(str(value))

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    active_content: tuple[Active, ...] = ()
    formats_known: bool = True


def squeeze(text: str) -> str:
    return "".join(text.split())


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    return f"{letters(column)}{row}"
