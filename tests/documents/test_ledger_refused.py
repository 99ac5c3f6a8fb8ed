"""Files that are refused whole, before or instead of being parsed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.roster.ledger import FindingKind, LedgerFault, LedgerRefused
from core.texts.ledger import ledger_refusal_text
from documents import ledger_process
from documents.ledger_in import read_ledger
from documents.ledger_process import read_ledger_apart, read_ledger_apart_now
from tests.documents.books import HEAD, ROW, a_ledger, with_member

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><sst>&b;</sst>"
Maker = Callable[[Path, Path], Path]


def plain_text(_good: Path, target: Path) -> Path:
    target.write_bytes(b"hello\x00\x01")
    return target


def empty(_good: Path, target: Path) -> Path:
    target.touch()
    return target


def old_xls(_good: Path, target: Path) -> Path:
    target.write_bytes(OLE + bytes(600))
    return target


def encrypted(_good: Path, target: Path) -> Path:
    target.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    return target


def other_zip(_good: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return target


def truncated(good: Path, target: Path) -> Path:
    target.write_bytes(good.read_bytes()[:-200])
    return target


def too_big(good: Path, target: Path) -> Path:
    target.write_bytes(good.read_bytes() + bytes(11 * 1024 * 1024))
    return target


def zip_bomb(good: Path, target: Path) -> Path:
    return with_member(good, target, "xl/worksheets/sheet1.xml", b"<a>" + b" " * 40_000_000)


def entities(good: Path, target: Path) -> Path:
    return with_member(good, target, "xl/sharedStrings.xml", BOMB)


def wide_entities(good: Path, target: Path) -> Path:
    return with_member(good, target, "xl/sharedStrings.xml", BOMB.decode().encode("utf-16"))


def broken_sheet(good: Path, target: Path) -> Path:
    return with_member(good, target, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")


def no_header(_good: Path, target: Path) -> Path:
    return a_ledger(target, [("项目名称", "随便"), ("甲", "乙")])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (plain_text, LedgerFault.NOT_A_TABLE),
        (empty, LedgerFault.NOT_A_TABLE),
        (old_xls, LedgerFault.NOT_A_TABLE),
        (other_zip, LedgerFault.NOT_A_TABLE),
        (encrypted, LedgerFault.LOCKED),
        (truncated, LedgerFault.BROKEN),
        (broken_sheet, LedgerFault.BROKEN),
        (entities, LedgerFault.BROKEN),
        (wide_entities, LedgerFault.BROKEN),
        (too_big, LedgerFault.TOO_BIG),
        (zip_bomb, LedgerFault.ZIP_BOMB),
        (no_header, LedgerFault.NO_LEDGER_SHEET),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, make: Maker, reason: LedgerFault) -> None:
    path = make(a_ledger(tmp_path / "good.xlsx", [HEAD, ROW]), tmp_path / "bad.xlsx")

    with pytest.raises(LedgerRefused) as refused:
        read_ledger(path)

    assert refused.value.reason is reason
    assert ledger_refusal_text(refused.value).endswith("。")


def test_too_many_rows_are_refused_without_reading_them_all(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, *[(1, None, "甲")] * 20_001])

    with pytest.raises(LedgerRefused) as refused:
        read_ledger(path)

    assert refused.value.reason is LedgerFault.TOO_MANY_ROWS


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerRefused) as refused:
        read_ledger(a_ledger(tmp_path / "l.xlsx", [HEAD, (*ROW, *["x"] * 200)]))

    assert refused.value.reason is LedgerFault.TOO_MANY_COLUMNS


def test_macros_are_left_alone_and_mentioned(tmp_path: Path) -> None:
    good = a_ledger(tmp_path / "good.xlsx", [HEAD, ROW])
    ledger = read_ledger(with_member(good, tmp_path / "macro.xlsx", "xl/vbaProject.bin", b"not run"))

    last = ledger.findings[-1]
    assert last.kind is FindingKind.ACTIVE_CONTENT
    assert "文件带有宏" in last.message
    assert len(ledger.projects) == 1


async def test_a_process_of_its_own_reads_the_same(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, ROW])

    assert await read_ledger_apart(path, 2026) == read_ledger_apart_now(path, 2026) == read_ledger(path, 2026)


async def test_a_refusal_comes_back_from_the_process(tmp_path: Path) -> None:
    path = plain_text(tmp_path, tmp_path / "l.xlsx")

    with pytest.raises(LedgerRefused) as refused:
        await read_ledger_apart(path)

    assert refused.value.reason is LedgerFault.NOT_A_TABLE


async def test_reading_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_process, "SECONDS", 0.01)

    with pytest.raises(LedgerRefused) as refused:
        await read_ledger_apart(a_ledger(tmp_path / "l.xlsx", [HEAD, ROW]))

    assert refused.value.reason is LedgerFault.TOO_SLOW
