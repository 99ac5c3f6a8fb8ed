"""The worksheets of an .xlsx or .xlsm file as plain values.

Formulas count by their stored value; macros and links are never run or followed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from openpyxl import load_workbook

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.sheet import CellValue, Sheet
from documents.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from documents.sheet_marks import Marks, read_marks


class _Cell(Protocol):
    @property
    def value(self) -> object: ...
    @property
    def number_format(self) -> str: ...


def read_xlsx(path: Path) -> list[Sheet]:
    """Visible and hidden worksheets of a file that ``file_guard`` has passed.

    Raises:
        LedgerRefused: too many rows or columns.
        Exception: whatever a broken part causes in the parser.
    """
    marks = read_marks(path)
    # We hold the file: openpyxl leaves it open when a part is broken.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features it leaves out
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            return [
                _sheet(ws.title, ws, marks.get(ws.title, Marks())) for ws in book.worksheets[:MOST_SHEETS]
            ]
        finally:
            book.close()


class _Rows(Protocol):
    def reset_dimensions(self) -> None: ...
    @property
    def rows(self) -> Iterable[tuple[_Cell, ...]]: ...


def _sheet(name: str, source: _Rows, marks: Marks) -> Sheet:
    source.reset_dimensions()  # the size a file states about itself may be wrong
    rows: list[list[CellValue]] = []
    formats: dict[tuple[int, int], str] = {}
    filled = 0
    for number, cells in enumerate(source.rows, 1):
        values = _values(number, cells, formats)
        if values:
            filled = number
            if number > MOST_ROWS:
                raise LedgerRefused(LedgerFault.TOO_MANY_ROWS, name)
            if len(values) > MOST_COLUMNS:
                raise LedgerRefused(LedgerFault.TOO_MANY_COLUMNS, name)
        if number <= MOST_ROWS:
            rows.append(values)
    return Sheet(
        name,
        rows[:filled],
        formats,
        marks.merges,
        marks.hidden_rows,
        marks.hidden_columns,
        marks.empty_formulas,
    )


def _values(row: int, cells: tuple[_Cell, ...], formats: dict[tuple[int, int], str]) -> list[CellValue]:
    """The row's values without trailing blanks; number formats only where reading needs them."""
    values: list[CellValue] = []
    filled = 0
    for column, cell in enumerate(cells, 1):
        value = plain_value(cell.value)
        values.append(value)
        if value is None:
            continue
        filled = column
        if isinstance(value, float | datetime) or (isinstance(value, int) and _tells(cell.number_format)):
            formats[row, column] = cell.number_format
    return values[:filled]


@lru_cache(maxsize=512)
def _tells(number_format: str) -> bool:
    """A percentage, a unit written beside the number, or a number shown divided."""
    return number_format != "General" and bool(re.search(r"[%元万亿$€£!]|,(?![0#?])", number_format))


def plain_value(value: object) -> CellValue:
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float | datetime | date):
        return value
    return str(value)  # times and durations: no ledger column wants them
