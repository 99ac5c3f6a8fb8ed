"""Worksheets of .xls and .ods files. Their number formats are not read: what depends on them is asked about."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.sheet import Area, Sheet
from documents.limits import MOST_SHEETS
from documents.ods_marks import read_ods_marks
from documents.sheet_marks import Marks
from documents.xlsx_in import rows_of, unknown_formats


def read_xls(path: Path) -> list[Sheet]:
    """Raises LedgerRefused: a password, too many rows or columns."""
    return list(_sheets(path, {}))


def read_ods(path: Path) -> list[Sheet]:
    """Raises LedgerRefused: a password, too many rows or columns."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        marks = read_ods_marks(content)
    return list(_sheets(path, marks))


def _sheets(path: Path, marks: dict[str, Marks]) -> Iterator[Sheet]:
    book = _opened(path.read_bytes())
    for name in book.sheet_names[:MOST_SHEETS]:
        yield _sheet(name, book.get_sheet_by_name(name), marks.get(name, Marks()))


def _opened(content: bytes) -> CalamineWorkbook:
    """From memory the kind is found by the bytes; only a file whose name ends in .xls tells of its password."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        with tempfile.NamedTemporaryFile(suffix=".xls") as named:
            named.write(content)
            named.flush()
            try:
                return CalamineWorkbook.from_path(named.name)
            except PasswordError as error:
                raise LedgerRefused(LedgerFault.LOCKED, "password") from error


def _sheet(name: str, source: CalamineSheet, marks: Marks) -> Sheet:
    rows = list(rows_of(name, source))
    merges = marks.merges or tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in source.merged_cell_ranges or ()
    )
    return Sheet(name, rows, unknown_formats(rows), merges, marks.hidden_rows, marks.hidden_columns)
