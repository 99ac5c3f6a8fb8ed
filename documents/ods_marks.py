"""Merged ranges and hidden rows and columns of an .ods file, which the reader of its cells leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from core.roster.sheet import Area
from documents.limits import MOST_COLUMNS, MOST_ROWS
from documents.sheet_marks import Marks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")


@dataclass
class _Sheet:
    """``row`` and ``column`` are the place that comes next."""

    name: str
    row: int = 1
    column: int = 1
    merges: list[Area] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def read_ods_marks(content: IO[bytes]) -> dict[str, Marks]:
    """The marks of every sheet by its name, from content.xml."""
    found: dict[str, Marks] = {}
    sheet = _Sheet("")
    for event, element in iterparse(content, events=("start", "end")):
        if event == "start" and element.tag == _TABLE + "table":
            sheet = _Sheet(element.get(_TABLE + "name", ""))
        elif event == "start" and element.tag == _TABLE + "table-row":
            sheet.column = 1
        elif event == "end" and element.tag == _TABLE + "table":
            found[sheet.name] = Marks(tuple(sheet.merges), frozenset(sheet.rows), frozenset(sheet.columns))
            element.clear()
        elif event == "end":
            _count(sheet, element)
    return found


def _count(sheet: _Sheet, element: Element) -> None:
    hidden = element.get(_TABLE + "visibility", "") in ("collapse", "filter")
    if element.tag in _CELLS:
        down, right = _number(element, "rows-spanned"), _number(element, "columns-spanned")
        if down > 1 or right > 1:
            sheet.merges.append(Area(sheet.row, sheet.column, sheet.row + down - 1, sheet.column + right - 1))
        sheet.column += _number(element, "columns-repeated")
    elif element.tag == _TABLE + "table-column":
        after = sheet.column + _number(element, "columns-repeated")
        sheet.columns.update(range(sheet.column, min(after, MOST_COLUMNS + 1)) if hidden else ())
        sheet.column = after
    elif element.tag == _TABLE + "table-row":
        after = sheet.row + _number(element, "rows-repeated")
        sheet.rows.update(range(sheet.row, min(after, MOST_ROWS + 1)) if hidden else ())
        sheet.row = after
        element.clear()


def _number(element: Element, name: str) -> int:
    return int(element.get(f"{_TABLE}number-{name}", "1"))
