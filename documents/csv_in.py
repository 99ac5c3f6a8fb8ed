"""A .csv file as one sheet of texts: UTF-8 or GB18030, commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.sheet import CellValue, Sheet
from documents.limits import MOST_COLUMNS, MOST_ROWS

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t，"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAMPLE = 60  # lines looked at to find the delimiter
_YEAR_AND_ONE_DIGIT = re.compile(r"(19|20)\d\d\.\d")


def decoded(content: bytes) -> str | None:
    """The text of a file, or None when it is no text."""
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def read_csv(path: Path) -> list[Sheet]:
    """Raises LedgerRefused: no text, or too many rows or columns."""
    text = decoded(path.read_bytes())
    if text is None:
        raise LedgerRefused(LedgerFault.NOT_A_TABLE, "text")
    rows: list[list[CellValue]] = []
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        if len(rows) >= MOST_ROWS:
            raise LedgerRefused(LedgerFault.TOO_MANY_ROWS, path.name)
        values = [_value(cell) for cell in line]
        while values and values[-1] is None:
            values.pop()
        if len(values) > MOST_COLUMNS:
            raise LedgerRefused(LedgerFault.TOO_MANY_COLUMNS, path.name)
        rows.append(values)
    return [Sheet(path.stem, rows)]


def _value(cell: str) -> CellValue:
    """2024.1 may be what a spreadsheet made of October: as a number it is asked about."""
    if _YEAR_AND_ONE_DIGIT.fullmatch(cell.strip()):
        return float(cell)
    return cell if cell.strip() else None


def _delimiter(text: str) -> str:
    """The one that cuts most lines into the same number of cells."""
    lines = text[:200_000].splitlines(keepends=True)[:_SAMPLE]

    def evenness(delimiter: str) -> int:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=evenness)
