"""What we export we can import, and nothing in it can act."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.roster.columns import COLUMNS
from core.roster.ledger import FindingKind, LedgerProject
from documents.ledger_in import read_ledger
from documents.ledger_out import write_ledger

DATA = Path(__file__).parents[1] / "data"
SAMPLE = Path(__file__).parents[2] / "documents" / "samples" / "ledger.xlsx"


def again(tmp_path: Path, *projects: LedgerProject) -> list[LedgerProject]:
    write_ledger(tmp_path / "out.xlsx", projects)
    read = read_ledger(tmp_path / "out.xlsx").projects
    return [replace(project, row=old.row) for project, old in zip(read, projects, strict=True)]


@pytest.mark.parametrize("name", ["ledger_clean.xlsx", "ledger_dirty.xlsx", "ledger_sample.xlsx"])
def test_an_exported_ledger_reads_back_without_a_difference(tmp_path: Path, name: str) -> None:
    ledger = read_ledger(DATA / name, 2026)
    write_ledger(tmp_path / "out.xlsx", ledger.projects, ledger.targets, ledger.leaders)
    back = read_ledger(tmp_path / "out.xlsx")

    assert [replace(project, row=0) for project in back.projects] == [
        replace(project, row=0) for project in ledger.projects
    ]
    assert (back.targets, back.leaders) == (ledger.targets, ledger.leaders)


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x","y")', "+86 139", "-2号线", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"],
)
def test_no_cell_can_act(tmp_path: Path, text: str) -> None:
    write_ledger(tmp_path / "out.xlsx", [LedgerProject(2, text, note=text, progress=text)])
    book = load_workbook(tmp_path / "out.xlsx")
    cells = [cell for row in book["项目台账"].iter_rows(min_row=2) for cell in row if cell.value is not None]
    book.close()

    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


def test_a_dangerous_text_survives_export_and_import(tmp_path: Path) -> None:
    project = LedgerProject(2, "甲项目", progress="=1+1", note="-待核", extra={"=列": "@值"})

    assert again(tmp_path, project) == [project]


def test_yuan_are_exact_even_below_a_wan(tmp_path: Path) -> None:
    project = LedgerProject(2, "甲项目", total_yuan=123_456_789, total_in_yuan=1, month_in_yuan=0)

    assert again(tmp_path, project) == [project]


def test_control_characters_do_not_spoil_the_file(tmp_path: Path) -> None:
    assert again(tmp_path, LedgerProject(2, "甲\x00项\x0b目"))[0].name == "甲项目"


def test_the_header_is_the_template_and_stays_in_sight() -> None:
    target = BytesIO()
    write_ledger(target, [])
    sheet = load_workbook(target)["项目台账"]

    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert sheet.freeze_panes == "D2"


def test_our_own_sample_is_clean_and_says_it_is_invented() -> None:
    sample = read_ledger(SAMPLE)
    clean = read_ledger(DATA / "ledger_clean.xlsx", 2026)
    book = load_workbook(SAMPLE, read_only=True)
    note = next(book["说明"].iter_rows(min_row=2, values_only=True))[0]
    book.close()

    assert (sample.projects, sample.targets, sample.leaders) == (clean.projects, clean.targets, clean.leaders)
    assert {finding.kind for finding in sample.findings} == {FindingKind.EXCEEDS_TOTAL}
    assert "虚构" in str(note)
