"""Write a ledger as .xlsx in the office's 47-column template; reading it again gives the same values.

No cell can act: every text is stored as text, and one that begins like a formula is marked with the
quote prefix, so that a spreadsheet program shows it and does not run it, even after it is edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from core.dates import PartialDate, Precision, format_date
from core.money import MoneyUnit, in_unit
from core.roster.columns import COLUMNS, Column, Kind
from core.roster.ledger import LedgerLeader, LedgerProject, LedgerTarget
from core.roster.model import Stage

Plain = str | int | float | bool | date | Decimal | PartialDate | Stage | tuple[str, ...] | None
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet program treat a text as a formula."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML cannot hold them
LONGEST_CELL = 32_767
_WIDTHS = {
    Kind.TEXT: 36,
    Kind.NAME: 16,
    Kind.MONEY: 14,
    Kind.DATE: 14,
    Kind.LEADERS: 20,
    Kind.INVESTOR: 30,
    Kind.SERIAL: 6,
}
_HEAD = PatternFill("solid", fgColor="D9E2F3")


def write_ledger(
    target: Path | BinaryIO,
    projects: Iterable[LedgerProject],
    targets: Sequence[LedgerTarget] = (),
    leaders: Sequence[LedgerLeader] = (),
    notes: Sequence[str] = (),
) -> None:
    """Sheets 项目台账, 年度任务, 包抓领导 and 说明 (the last three only when there is something to say)."""
    book = Workbook(write_only=True)
    rows = list(projects)
    extra = tuple(dict.fromkeys(title for project in rows for title in project.extra))
    _sheet(
        book,
        "项目台账",
        [*(column.title for column in COLUMNS), *extra],
        [*map(_width, COLUMNS)],
        _lines(rows, extra),
    )
    if targets:
        year = next((f"{goal.year}年" for goal in targets if goal.year), "")
        titles = ["县区", f"{year}年度签约额任务(万元)", f"{year}年度到位资金任务(万元)", "上期名次"]
        lines = (
            [goal.unit, _wan(goal.signed_yuan), _wan(goal.arrived_yuan), goal.previous_rank]
            for goal in targets
        )
        _sheet(book, "年度任务", titles, [16, 26, 28, 10], lines)
    if leaders:
        lines = (
            [one.name, one.title, sum(one.name in project.leaders for project in rows)] for one in leaders
        )
        _sheet(book, "包抓领导", ["姓名", "职务", "包抓项目数"], [12, 36, 12], lines)
    if notes:
        _sheet(book, "说明", ["说明"], [80], ([note] for note in notes))
    book.save(target)


def _lines(projects: Sequence[LedgerProject], extra: Sequence[str]) -> Iterable[list[Plain]]:
    for project in projects:
        yield [
            *(_value(project, column) for column in COLUMNS),
            *(project.extra.get(title, "") for title in extra),
        ]


def _value(project: LedgerProject, column: Column) -> Plain:
    value: Plain = getattr(project, column.field)
    if column.kind is Kind.MONEY:
        return _wan(value if isinstance(value, int) else None)
    if column.kind is Kind.SERIAL and isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,8}", value):
        return int(value)
    return value


def _wan(yuan: int | None) -> Decimal | None:
    return None if yuan is None else in_unit(yuan, MoneyUnit.WAN)


def _width(column: Column) -> int:
    return _WIDTHS.get(column.kind, 12)


def _sheet(
    book: Workbook, name: str, titles: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[Plain]]
) -> None:
    sheet = book.create_sheet(name)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "D2" if len(titles) >= len(COLUMNS) else "A2"
    sheet.append([_head_cell(sheet, title) for title in titles])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}1"


def _head_cell(sheet: WriteOnlyWorksheet, title: str) -> Cell:
    cell = _text_cell(sheet, title)
    cell.font, cell.fill = Font(bold=True), _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Plain) -> Cell | None:
    if value is None or value in ("", ()):
        return None
    if isinstance(value, bool):
        return _text_cell(sheet, "是" if value else "否")
    if isinstance(value, Stage):
        return _text_cell(sheet, value.value)
    if isinstance(value, tuple):
        return _text_cell(sheet, "、".join(value))
    if isinstance(value, PartialDate):
        return _date_cell(sheet, value)
    if isinstance(value, str):
        return _text_cell(sheet, value)
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = "#,##0.00##" if isinstance(value, Decimal) else "General"
    return cell


def _date_cell(sheet: WriteOnlyWorksheet, value: PartialDate) -> Cell:
    """A day as a real date; anything vaguer in words, which read back as they were."""
    if value.precision is not Precision.DAY:
        return _text_cell(sheet, format_date(value, deadline=False))
    cell = WriteOnlyCell(sheet)
    cell.value = value.last
    cell.number_format = "yyyy-mm-dd"
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    safe = _ILLEGAL.sub("", text)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, safe)
    cell.data_type = "s"  # openpyxl takes a leading = for a formula
    if safe.startswith(ACTS):
        cell.quotePrefix = True
    return cell
