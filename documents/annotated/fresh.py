"""A new workbook with the same cells and remarks, for files that cannot be changed in place (.xls, .ods, .csv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook as Book
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.roster.ledger import Severity
from core.roster.sheet import CellValue, Sheet, Workbook, address
from documents.annotated.remarks import COLOURS, Remark

Look = Mapping[tuple[Severity | None, bool], Format]
WIDTH = 14
_NAME = str.maketrans("[]:*?/\\", "（）：＊？／＼")


def write_fresh(book: Workbook, target: Path, sheet: str, remarks: Sequence[Remark]) -> None:
    """Texts stay texts, whatever they begin with."""
    at = {remark.cell: remark for remark in remarks}
    with Book(str(target), {"in_memory": True}) as out:
        look = {
            (severity, day): out.add_format(
                {"text_wrap": True, **({"bg_color": f"#{COLOURS[severity]}"} if severity else {})}
                | ({"num_format": "yyyy-mm-dd"} if day else {})
            )
            for severity in (None, *Severity)
            for day in (False, True)
        }
        for number, each in enumerate(book.sheets, 1):
            name = each.name.translate(_NAME)[:31].strip("'") or f"表{number}"
            page = out.add_worksheet(name)
            _fill(page, each, look, at if each.name == sheet else {})


def _fill(page: Worksheet, sheet: Sheet, look: Look, remarks: Mapping[str, Remark]) -> None:
    page.set_column(0, max(sheet.width - 1, 0), WIDTH)
    for row, line in enumerate(sheet.rows, 1):
        for column, value in enumerate(line, 1):
            remark = remarks.get(address(row, column))
            _write(page, row - 1, column - 1, value, look, remark.severity if remark else None)
    for cell, remark in remarks.items():
        page.write_comment(cell, remark.text, {"x_scale": 2})


def _write(
    page: Worksheet, row: int, column: int, value: CellValue, look: Look, severity: Severity | None
) -> None:
    if isinstance(value, bool):
        page.write_boolean(row, column, value, look[severity, False])
    elif isinstance(value, datetime | date):
        page.write_datetime(row, column, value, look[severity, True])
    elif isinstance(value, int | float):
        page.write_number(row, column, value, look[severity, False])
    elif value is not None:
        page.write_string(row, column, value[:32_767], look[severity, False])
    elif severity:
        page.write_blank(row, column, None, look[severity, False])
