"""The worksheets of an .xlsx or .xlsm file as plain values.

Formulas count by their stored value; macros and links are never run or followed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.sheet import UNKNOWN_FORMAT, CellValue, Sheet
from documents.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from documents.number_formats import formats_of, is_day, names_no_cells
from documents.sheet_marks import Marks, marks_in, sheet_parts, styles_part, uses_1904

_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - calendar counts
Formats = dict[tuple[int, int], str]
_DAYS = (20_000, 80_000)  # 1954 to 2119: numbers that can be days


def read_xlsx(path: Path) -> list[Sheet]:
    """Visible and hidden worksheets of a file that ``file_guard`` has passed.

    Raises:
        LedgerRefused: too many rows or columns.
        Exception: whatever a broken part causes in the parser.
    """
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        parts, since_1904 = sheet_parts(archive), uses_1904(archive)
        present = set(archive.namelist())
        styles = archive.read(styles) if (styles := styles_part(archive)) in present else b""
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
        sheets = []
        for name in book.sheet_names[:MOST_SHEETS]:
            xml = archive.read(parts[name]) if parts.get(name) in present else b""
            if b"sheetData" in xml:  # a chart has a sheet of its own
                formats = None if names_no_cells(xml) else formats_of(styles, xml)
                sheets.append(
                    _sheet(name, book.get_sheet_by_name(name), marks_in(xml), formats, since_1904=since_1904)
                )
        return sheets


def _sheet(
    name: str, source: CalamineSheet, marks: Marks, known: Formats | None, *, since_1904: bool
) -> Sheet:
    zero, formats = _ZERO[since_1904], known or {}
    rows: list[list[CellValue]] = []
    for number, values in enumerate(rows_of(name, source), 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, int | float) and (shown := formats.get((number, column))) and is_day(shown):
                values[column - 1] = _day(value, zero)
        rows.append(values)
    if known is None:
        formats = unknown_formats(rows)
    for (row, column), text in marks.errors.items():
        if row <= len(rows):
            rows[row - 1] += [None] * (column - len(rows[row - 1]))
            rows[row - 1][column - 1] = text
    return Sheet(
        name, rows, formats, marks.merges, marks.hidden_rows, marks.hidden_columns, marks.empty_formulas,
        since_1904=since_1904,
    )  # fmt: skip


def unknown_formats(rows: Sequence[Sequence[CellValue]]) -> Formats:
    """For figures and days whose formats cannot be read."""
    return {
        (number, column): UNKNOWN_FORMAT
        for number, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if isinstance(value, float | datetime)
    }


def _day(value: float, zero: datetime) -> CellValue:
    return zero + timedelta(days=int(value)) if _DAYS[0] <= value <= _DAYS[1] else value


def rows_of(name: str, source: CalamineSheet) -> Iterator[list[CellValue]]:
    """All rows down to the last one that holds something, without blank cells at their ends.

    Raises:
        LedgerRefused: too many rows or columns.
    """
    last = source.end or (0, 0)
    if last[0] >= MOST_ROWS:
        raise LedgerRefused(LedgerFault.TOO_MANY_ROWS, name)
    blank = 0
    for line in source.to_python(skip_empty_area=False):
        values = [plain_value(value) for value in line]
        while values and values[-1] is None:
            values.pop()
        if len(values) > MOST_COLUMNS:
            raise LedgerRefused(LedgerFault.TOO_MANY_COLUMNS, name)
        if not values:
            blank += 1
            continue
        for _ in range(blank):
            yield []
        blank = 0
        yield values


def plain_value(value: object) -> CellValue:
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float | datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells have no zone
    return str(value)  # times and durations: no ledger column wants them
