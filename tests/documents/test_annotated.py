"""The file that goes back: as it was, with a colour and a comment where something was guessed or refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from core.roster.ledger import Severity
from documents.annotated.remarks import COLOURS
from documents.ledger_in import read_ledger
from documents.ledger_process import read_ledger_apart_now
from tests.dirt.other_formats import as_csv, as_ods, as_xls
from tests.documents.books import HEAD, ROW, Cell, a_ledger, with_member

Maker = Callable[[Path, Path], Path]
DATA = Path(__file__).parents[1] / "data"
DIRTY = DATA / "ledger_dirty.xlsx"
YELLOW, RED = (f"FF{COLOURS[severity]}" for severity in (Severity.GUESSED, Severity.REFUSED))


def one(column: str, value: Cell) -> tuple[Cell, ...]:
    return tuple(value if head == column else cell for head, cell in zip(HEAD, ROW, strict=True))


def test_the_dirty_ledger_comes_back_with_every_finding_at_its_cell(tmp_path: Path) -> None:
    ledger = read_ledger_apart_now(DIRTY, annotated=tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")[ledger.meta.sheet]
    before = load_workbook(DIRTY)[ledger.meta.sheet]

    remarked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if getattr(cell, "comment", None)
    }
    assert remarked == ({finding.cell for finding in ledger.findings} - {"", "F4"}) | {
        "F3"
    }  # F3:F4 is merged
    assert (sheet["G13"].fill.fgColor.rgb, sheet["G32"].fill.fgColor.rgb) == (YELLOW, RED)
    assert "外币" in sheet["G32"].comment.text
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        [c.value for c in row] for row in before.iter_rows()
    ]
    assert [c.number_format for c in sheet["K"]] == [c.number_format for c in before["K"]]
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert sheet.column_dimensions["F"].hidden
    again = read_ledger(tmp_path / "out.xlsx")
    assert (again.projects, again.findings) == (ledger.projects, ledger.findings)


def test_what_the_office_had_written_and_set_up_stays(tmp_path: Path) -> None:
    path = a_ledger(
        tmp_path / "l.xlsx", [HEAD, one("总投资(万元)", "约500万元"), one("总投资(万元)", "=1+1")]
    )
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["F2"].comment = Comment("老王：再核一下", "老王")
    sheet["C2"].comment = Comment("已踏勘", "老王")
    sheet["C2"].font = Font(bold=True)
    sheet.add_data_validation(DataValidation(type="list", formula1='"在建,停建"', sqref="I2:I9"))
    book.save(path)
    read_ledger_apart_now(path, annotated=tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]

    assert "再核一下" in sheet["F2"].comment.text
    assert "约数" in sheet["F2"].comment.text
    assert (sheet["C2"].comment.text, sheet["C2"].font.b) == ("已踏勘", True)
    assert sheet["F3"].value == "=1+1"
    assert sheet.data_validations.dataValidation[0].sqref.ranges


def test_macros_do_not_come_back(tmp_path: Path) -> None:
    good = a_ledger(tmp_path / "good.xlsx", [HEAD, one("总投资(万元)", "约500万元")])
    read_ledger_apart_now(
        with_member(good, tmp_path / "macro.xlsm", "xl/vbaProject.bin", b"evil"),
        annotated=tmp_path / "out.xlsx",
    )

    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
        assert b"vbaProject" not in archive.read("[Content_Types].xml")


@pytest.mark.parametrize("other", [as_xls, as_ods, as_csv])
def test_another_format_comes_back_as_a_new_workbook(tmp_path: Path, other: Maker) -> None:
    rows = [HEAD, one("总投资(万元)", "约500万元"), one("项目名称", "=HYPERLINK(1)甲项目")]
    ledger = read_ledger_apart_now(
        other(a_ledger(tmp_path / "l.xlsx", rows), tmp_path / "l"), annotated=tmp_path / "out.xlsx"
    )
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]

    assert sheet["F2"].comment.text.startswith("“约500万元”")
    assert (sheet["F2"].value, sheet["F2"].fill.fgColor.rgb) == ("约500万元", YELLOW)
    assert [project.name for project in read_ledger(tmp_path / "out.xlsx").projects] == [
        p.name for p in ledger.projects
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
