"""What we export we can import, and nothing in it can act."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from core.roster.columns import COLUMNS
from core.roster.ledger import FindingKind, LedgerProject, LedgerTarget
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


def test_drop_downs_offer_what_the_ledger_knows(tmp_path: Path) -> None:
    hosts = [f"第{number}招商服务中心驻外办事处" for number in range(40)]
    projects = [LedgerProject(n, f"甲{n}", host=host, county="东县") for n, host in enumerate(hosts, 2)]
    write_ledger(tmp_path / "out.xlsx", projects)
    book = load_workbook(tmp_path / "out.xlsx")
    offered = {
        str(rule.sqref).partition("2:")[0]: rule for rule in book["项目台账"].data_validations.dataValidation
    }
    letter = {column.field: get_column_letter(n) for n, column in enumerate(COLUMNS, 1)}

    assert offered[letter["stage"]].formula1 == '"洽谈,签约待开工,在建,竣工待投产,已投产,停建,终止"'
    assert offered[letter["in_stock"]].formula1 == '"是,否"'
    assert offered[letter["county"]].formula1 == '"东县"'
    assert offered[letter["host"]].formula1 == "选项!$A$1:$A$40"
    assert [cell.value for cell in book["选项"]["A"]] == sorted(hosts)
    assert book["选项"].sheet_state == "hidden"
    assert len(read_ledger(tmp_path / "out.xlsx").projects) == 40


def test_targets_of_several_years_come_back(tmp_path: Path) -> None:
    targets = (LedgerTarget("东县", 2025, 10**9, None, 3), LedgerTarget("东县", 2026, 2 * 10**9, 10**8))
    write_ledger(tmp_path / "out.xlsx", [LedgerProject(2, "甲项目")], targets)

    assert read_ledger(tmp_path / "out.xlsx").targets == targets


def test_what_a_spreadsheet_program_saves_again_reads_the_same(tmp_path: Path) -> None:
    ledger = read_ledger(DATA / "ledger_clean.xlsx", 2026)
    dangerous = LedgerProject(2, "=甲项目", progress="=1+1", note="@x", problem="+86", extra={"-列": "\t=1"})
    write_ledger(tmp_path / "out.xlsx", [*ledger.projects, dangerous], ledger.targets, ledger.leaders)
    book = load_workbook(tmp_path / "out.xlsx")
    book.save(tmp_path / "saved.xlsx")
    first, second = read_ledger(tmp_path / "out.xlsx"), read_ledger(tmp_path / "saved.xlsx")

    assert first == second
    assert (first.projects[-1].name, first.projects[-1].progress) == ("=甲项目", "=1+1")


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
