"""Tables as worksheets: bold header that stays in sight, filter, widths, drop-downs; no cell can act."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Plain = str | int | float | date | datetime | Decimal | None
Choices = Mapping[int, Sequence[str]]
"""Column number, from 0 → what its drop-down offers; other words are allowed after a warning."""
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet program treat a text as a formula."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML cannot hold them
LONGEST_CELL = 32_767
LONGEST_LIST = 255  # characters of a drop-down written out; longer ones stand on a sheet of their own
LISTS = "选项"


@dataclass(frozen=True, slots=True)
class Table:
    """``frozen``: rows and columns that stay in sight."""

    name: str
    titles: Sequence[str]
    widths: Sequence[int]
    lines: Sequence[Sequence[Plain]]
    frozen: tuple[int, int] = (1, 0)
    choices: Choices = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Looks:
    head: Format
    text: Format
    quoted: Format
    day: Format
    moment: Format
    figure: Format


def write_tables(target: Path | BinaryIO, tables: Sequence[Table]) -> None:
    """One sheet for each table, the first one shown."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        looks = _Looks(
            book.add_format(
                {
                    "bold": True,
                    "bg_color": "#D9E2F3",
                    "text_wrap": True,
                    "align": "center",
                    "valign": "vcenter",
                }
            ),
            book.add_format({"valign": "top", "num_format": "@"}),
            book.add_format({"valign": "top", "num_format": "@", "quote_prefix": True}),
            book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
            book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"valign": "top", "num_format": "#,##0.00##"}),
        )
        long: list[Sequence[str]] = []
        for table in tables:
            _write(book.add_worksheet(table.name), table, looks, long)
        if long:
            lists = book.add_worksheet(LISTS)
            for column, words in enumerate(long):
                for row, word in enumerate(words):
                    lists.write_string(row, column, _safe(word), looks.text)
            lists.hide()


def _write(sheet: Worksheet, table: Table, looks: _Looks, long: list[Sequence[str]]) -> None:
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    for column, title in enumerate(table.titles):
        _text(sheet, 0, column, title, looks.head)
    for row, line in enumerate(table.lines, 1):
        for column, value in enumerate(line):
            _cell(sheet, row, column, value, looks)
    sheet.freeze_panes(*table.frozen)
    sheet.autofilter(0, 0, max(len(table.lines), 1), len(table.titles) - 1)
    for column, words in table.choices.items():
        _drop_down(sheet, column, len(table.lines), words, long)


def _drop_down(
    sheet: Worksheet, column: int, rows: int, words: Sequence[str], long: list[Sequence[str]]
) -> None:
    """Down to a hundred rows below the last, for those that will be added."""
    source: object = list(words)
    if len(",".join(words)) > LONGEST_LIST or any("," in word or word.startswith(ACTS) for word in words):
        letter = xl_col_to_name(len(long))
        source = f"={LISTS}!${letter}$1:${letter}${len(words)}"
        long.append(words)
    sheet.data_validation(
        1, column, rows + 100, column,
        {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True},
    )  # fmt: skip


def _cell(sheet: Worksheet, row: int, column: int, value: Plain, looks: _Looks) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        _text(sheet, row, column, value, looks.quoted if value.startswith(ACTS) else looks.text)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, looks.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks.day)
    else:
        sheet.write_number(row, column, value, looks.figure if isinstance(value, Decimal) else None)


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    sheet.write_string(row, column, _safe(text), look)


def _safe(text: str) -> str:
    return _ILLEGAL.sub("", text)[:LONGEST_CELL]
