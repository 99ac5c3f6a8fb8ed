"""The small sheets beside the ledger: 年度任务 (targets of units) and 包抓领导 (leaders and posts)."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.money import MoneyUnit
from core.roster.cells import name_cell, short_words, text_cell
from core.roster.figures import money_cell
from core.roster.header import label
from core.roster.header_words import ACCOUNT
from core.roster.leader_names import name_like
from core.roster.ledger import LedgerLeader, LedgerTarget
from core.roster.sheet import Sheet

_HEAD_ROWS = 10
_UNIT = re.compile("县区|县市区|单位|属地|责任单位|区县|镇办")
_TARGET = re.compile("任务|目标")
_OF_LEADERS = {
    "name": re.compile("姓名|领导姓名|包抓领导$"),
    "title": re.compile("职务|现任职务"),
    "account": ACCOUNT,
}
_TOTAL = re.compile(".*(合计|小计|总计|全市|全县|全区)")


def read_leaders(sheet: Sheet) -> tuple[LedgerLeader, ...]:
    """Leaders of a sheet with the columns 姓名 and 职务; () for any other sheet."""
    head = _head(sheet, _OF_LEADERS)
    if head is None or not {"name", "title"} <= set(head[1]):
        return ()
    row, columns = head
    found: list[LedgerLeader] = []
    for number in range(row + 1, len(sheet.rows) + 1):
        name = re.sub(r"\s+", "", name_cell(sheet.value(number, columns["name"])))
        if name and (name_like(name) or len(name) in (2, 3, 4)) and not _TOTAL.match(name):
            title = short_words(text_cell(sheet.value(number, columns["title"])))
            account = text_cell(sheet.value(number, columns["account"])) if "account" in columns else ""
            found.append(LedgerLeader(name, title, account))
    return tuple(dict.fromkeys(found))


def read_targets(sheet: Sheet, year: int | None) -> tuple[LedgerTarget, ...]:
    """Targets of a sheet with a unit column and 签约额任务 or 到位资金任务; () for any other sheet."""
    patterns = {
        "unit": _UNIT,
        "signed": re.compile("签约|引资|合同"),
        "arrived": re.compile("到位|到资"),
        "rank": re.compile("上期名次|上月名次|上季名次|名次|排名"),
        "year": re.compile("^年[度份]$"),
    }
    head = _head(sheet, patterns)
    if head is None or not {"unit"} < set(head[1]) or not ({"signed", "arrived"} & set(head[1])):
        return ()
    row, columns = head
    if not any(_TARGET.search(sheet.text(row, column)) for column in columns.values()):
        return ()
    written = re.search(
        r"(20\d{2})年",
        "".join(
            sheet.text(number, column) for number in range(1, row + 1) for column in range(1, sheet.width + 1)
        ),
    )
    for_year = int(written[1]) if written else year
    return tuple(_targets(sheet, row, columns, for_year))


def _targets(sheet: Sheet, head: int, columns: dict[str, int], year: int | None) -> list[LedgerTarget]:
    found: list[LedgerTarget] = []
    for row in range(head + 1, len(sheet.rows) + 1):
        unit = name_cell(sheet.value(row, columns["unit"]))
        if not unit or _TOTAL.match(unit):
            continue
        signed, arrived = (_money(sheet, row, head, columns.get(field)) for field in ("signed", "arrived"))
        rank = sheet.text(row, columns["rank"]) if "rank" in columns else ""
        rank = rank.removesuffix(".0")
        found.append(
            LedgerTarget(
                unit,
                _year_of(sheet, row, columns.get("year")) or year,
                signed,
                arrived,
                int(rank) if rank.isascii() and rank.isdigit() else None,
            )
        )
    return found


def _year_of(sheet: Sheet, row: int, column: int | None) -> int | None:
    found = re.fullmatch(r"(20\d{2})(?:\.0|年度?)?", sheet.text(row, column)) if column else None
    return int(found[1]) if found else None


def _money(sheet: Sheet, row: int, head: int, column: int | None) -> int | None:
    if column is None:
        return None
    return money_cell(sheet.value(row, column), label(sheet.text(head, column)).unit or MoneyUnit.WAN).value


def _head(sheet: Sheet, patterns: dict[str, re.Pattern[str]]) -> tuple[int, dict[str, int]] | None:
    """The row that has the most of the wanted headers, at least two; each header takes its first column."""
    best: tuple[int, dict[str, int]] | None = None
    for row in range(1, min(_HEAD_ROWS, len(sheet.rows)) + 1):
        columns = {
            field: column
            for field, pattern in patterns.items()
            if (column := _first(sheet, row, pattern.search))
        }
        if len(columns) >= 2 and (best is None or len(columns) > len(best[1])):
            best = row, columns
    return best


def _first(sheet: Sheet, row: int, fits: Callable[[str], object]) -> int:
    texts = ((column, label(sheet.text(row, column)).name) for column in range(1, min(sheet.width, 30) + 1))
    return next((column for column, text in texts if text and len(text) <= 14 and fits(text)), 0)
