"""The office's ledger of the tests, read on its own (openpyxl only), and changed copies of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook

DATA = Path(__file__).parents[1] / "data"
CLEAN = DATA / "ledger_clean.xlsx"
SHEET = "项目台账"
Cell = object
Changes = Mapping[str, Mapping[str, Cell]]
"""Project code → header → value."""


def rows_of(path: Path = CLEAN, sheet: str = SHEET) -> list[dict[str, Cell]]:
    """Every row as header → value."""
    book = load_workbook(path, data_only=True)
    head, *rows = book[sheet].iter_rows(values_only=True)
    book.close()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def changed_copy(
    target: Path,
    changes: Changes,
    added: Sequence[Mapping[str, Cell]] = (),
    source: Path = CLEAN,
) -> Path:
    """A copy of ``source`` with ``changes`` and rows ``added`` at its end."""
    book = load_workbook(source)
    sheet = book[SHEET]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}
    for row in range(2, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["项目编号"]).value)
        for header, value in changes.get(code, {}).items():
            sheet.cell(row, columns[header]).value = value  # type: ignore[assignment]  # any cell value
    for extra in added:
        row = sheet.max_row + 1
        for header, value in extra.items():
            sheet.cell(row, columns[header]).value = value  # type: ignore[assignment]  # any cell value
    book.save(target)
    book.close()
    return target
