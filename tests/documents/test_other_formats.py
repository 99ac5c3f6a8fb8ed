"""Ledgers as .xls, .ods, .csv and .xlsm say the same as the .xlsx they came from."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from core.roster.ledger import FindingKind, LedgerFault, LedgerRefused
from documents.ledger_in import read_ledger
from documents.ledger_process import read_ledger_apart_now
from tests.dirt.books import make
from tests.dirt.judging import judge
from tests.dirt.other_formats import as_csv, as_ods, as_xls, compound
from tests.documents.books import HEAD, ROW, Cell, a_ledger, with_member

DATA = Path(__file__).parents[1] / "data"
CLEAN = DATA / "ledger_clean.xlsx"
Make = Callable[[Path, Path], Path]
FORMATS: dict[str, Make] = {
    "xls": as_xls,
    "ods": as_ods,
    "utf-8": as_csv,
    "bom": partial(as_csv, encoding="utf-8-sig"),
    "gb18030": partial(as_csv, encoding="gb18030"),
    "utf-16": partial(as_csv, encoding="utf-16", delimiter="\t"),
    "semicolons": partial(as_csv, delimiter=";"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_clean_ledger_is_the_same_in_every_format(tmp_path: Path, name: str) -> None:
    ledger = read_ledger(FORMATS[name](CLEAN, tmp_path / "ledger"), 2026)

    wanted = read_ledger(CLEAN, 2026)
    assert ledger.projects == wanted.projects
    if name in ("xls", "ods"):
        assert (ledger.targets, ledger.leaders) == (wanted.targets, wanted.leaders)
    assert {f.kind for f in ledger.findings} <= {
        FindingKind.FORMATS_UNKNOWN,
        FindingKind.FIRST_OF_MONTH,
        FindingKind.EXCEEDS_TOTAL,
    }


@pytest.mark.parametrize("name", ["xls", "ods", "gb18030"])
@pytest.mark.parametrize("seed", range(9100, 9104))
def test_dirt_is_no_more_silent_in_another_format(tmp_path: Path, seed: int, name: str) -> None:
    book = make(seed, tmp_path / "ledger.xlsx")
    judged = judge(book, read_ledger(FORMATS[name](book.path, tmp_path / "ledger")))
    by_format = {"month_cell", "format_yi"}  # says nothing without its number format

    assert [m for m in judged.misses if m.grave and not (m.dirt in by_format and name != "xlsx")] == []


def test_a_day_that_may_be_a_month_is_asked_about_where_formats_are_unknown(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [HEAD, (*ROW[:6], datetime(2026, 6, 1), *ROW[7:])]  # noqa: DTZ001 - cells have no zone
    ledger = read_ledger(as_xls(a_ledger(tmp_path / "l.xlsx", rows), tmp_path / "l.xls"))

    assert ("G2", FindingKind.FIRST_OF_MONTH) in {(f.cell, f.kind) for f in ledger.findings}
    assert FindingKind.FORMATS_UNKNOWN in {f.kind for f in ledger.findings}


def test_a_number_that_lost_its_zero_in_csv_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    lines = [
        ",".join(str(cell) for cell in HEAD),
        ",".join(str(cell) for cell in (*ROW[:6], "2024.1", *ROW[7:])),
    ]
    path.write_text("\n".join(lines), "utf-8")

    assert ("G2", FindingKind.AMBIGUOUS_DATE) in {(f.cell, f.kind) for f in read_ledger(path).findings}


def test_a_workbook_with_macros_is_read_as_data(tmp_path: Path) -> None:
    good = a_ledger(tmp_path / "good.xlsx", [HEAD, ROW])
    with zipfile.ZipFile(good) as archive:
        types = archive.read("[Content_Types].xml").replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
    typed = with_member(good, tmp_path / "typed.xlsm", "[Content_Types].xml", types)
    ledger = read_ledger(with_member(typed, tmp_path / "macro.xlsm", "xl/vbaProject.bin", b"not run"))

    assert len(ledger.projects) == 1
    assert FindingKind.ACTIVE_CONTENT in {f.kind for f in ledger.findings}


def locked_xls(good: Path, target: Path) -> Path:
    return as_xls(
        good, target, more=struct.pack("<HH", 0x002F, 54) + struct.pack("<HHH", 1, 1, 1) + bytes(48)
    )


def locked_ods(good: Path, target: Path) -> Path:
    as_ods(good, target)
    return with_member(target, target.with_suffix(".x"), "META-INF/manifest.xml", b"<m:encryption-data/>")


def a_word_file(_good: Path, target: Path) -> Path:
    target.write_bytes(compound("WordDocument", b"text"))
    return target


def broken_xls(good: Path, target: Path) -> Path:
    target.write_bytes(as_xls(good, target).read_bytes()[:1800])
    return target


def ods_bomb(good: Path, target: Path) -> Path:
    """A cell repeated over the whole sheet: a few bytes, a billion cells."""
    as_ods(good, target)
    with zipfile.ZipFile(target) as archive:
        content = archive.read("content.xml")
    cell = b'<table:table-row table:number-rows-repeated="900000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/></table:table-row></table:table>'
    return with_member(
        target, target.with_suffix(".x"), "content.xml", content.replace(b"</table:table>", cell)
    )


def noise(_good: Path, target: Path) -> Path:
    target.write_bytes(bytes(range(256)) * 8)
    return target


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (locked_xls, {LedgerFault.LOCKED}),
        (locked_ods, {LedgerFault.LOCKED}),
        (a_word_file, {LedgerFault.NOT_A_TABLE}),
        (noise, {LedgerFault.NOT_A_TABLE}),
        (broken_xls, {LedgerFault.BROKEN, LedgerFault.NO_LEDGER_SHEET}),
        (
            ods_bomb,
            {
                LedgerFault.TOO_MANY_ROWS,
                LedgerFault.TOO_SLOW,
                LedgerFault.BROKEN,
                LedgerFault.TOO_MANY_COLUMNS,
            },
        ),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, spoil: Make, reason: set[LedgerFault]) -> None:
    path = spoil(a_ledger(tmp_path / "good.xlsx", [HEAD, ROW]), tmp_path / "bad")

    with pytest.raises(LedgerRefused) as refused:
        read_ledger_apart_now(path)

    assert refused.value.reason in reason
