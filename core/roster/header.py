"""Finding the header of a ledger, and which column is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.money import MoneyUnit
from core.roster.columns import BY_FIELD, COLUMNS, DOUBTFUL, Kind
from core.roster.header_words import ACCOUNT, guess_field
from core.roster.sheet import Sheet

DEEPEST_START = 30  # rows searched for a header
MOST_ROWS = 3  # of one header
FEWEST_HITS = 4  # known columns
FEWEST_FIGURES = 2  # numbers and days in a row that make it data


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """``unit`` of a money column as its header says, else None; ``foreign``: it says 美元 or the like."""

    column: int
    label: str
    unit: MoneyUnit | None = None
    foreign: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    top: int
    bottom: int
    columns: Mapping[str, HeaderColumn]  # by field
    extras: Mapping[int, str]  # column → label that we do not know
    twice: tuple[HeaderColumn, ...] = ()  # a field's second column

    @property
    def hits(self) -> int:
        return len(self.columns)

    @property
    def worth(self) -> tuple[int, int, int, int]:
        """Known columns, those that need no guess, units, then the fewest rows: a title row adds nothing to a header."""
        sure = sum(1 for found in self.columns.values() if not found.guessed)
        return (
            self.hits,
            sure,
            sum(1 for found in self.columns.values() if found.unit),
            self.top - self.bottom,
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A header text taken apart: 总投资⏎（亿元） is 总投资 in MoneyUnit.YI."""

    name: str
    inside: str  # what stood in brackets, units taken out
    unit: MoneyUnit | None
    foreign: bool


UNITS = {
    "亿": MoneyUnit.YI,
    "百万": MoneyUnit.MILLION,
    "万": MoneyUnit.WAN,
    "千": MoneyUnit.THOUSAND,
    "": MoneyUnit.YUAN,
}
_UNIT = re.compile(
    r"(?:单位)?[:,、]?(?P<many>亿|百万|万|千|)(?P<coin>美元|欧元|港元|日元|元)(?:人民币)?|单位[:]?(?P<short>亿|万)|%|％"
)
_PERIOD = re.compile(
    r"^(?:截[至止])?(?:目前|当前|本月底|\d{4}年|\d{2}年)?(?:底)?(?:(?:\d{1,2}[-~至])?\d{1,2}月)?(?:底|份|末|\d{1,2}日)?[,、]?"
)
_NAMES = {
    alias: column.field
    for column in COLUMNS
    for alias in (*column.aliases, re.sub(r"\(.*\)", "", column.title))
}


@lru_cache(maxsize=4096)
def label(text: str) -> Label:
    words = re.sub(r"\s+|[*★☆※＊\"“”]", "", unicodedata.normalize("NFKC", text))
    inside = "".join(re.findall(r"[(\[【](.*?)[)\]】]", words))
    inside = {"亿": "亿元", "万": "万元"}.get(inside, inside)
    name = re.sub(r"[(\[【].*?[)\]】]|[:]$", "", words)
    found = _UNIT.fullmatch(inside) or _UNIT.search(inside)
    if found is None:
        tail = re.search(rf"(?:{_UNIT.pattern})$", name)
        found, name = (tail, name[: tail.start()].rstrip("/:,、-—")) if tail and tail[0] else (None, name)
    unit = (
        UNITS[found["many"] if found["coin"] else found["short"] or ""]
        if found and found[0] not in "%％"
        else None
    )
    foreign = bool(found and found["coin"] and found["coin"] != "元")
    return Label(name, _UNIT.sub("", inside), unit, foreign)


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, bool] | None:
    """(field, guessed?) for a header name without brackets."""
    if name in _NAMES:
        return _NAMES[name], False
    period = _PERIOD.match(name)
    bare = name[period.end() :] if period else name
    if bare != name and bare in ("到位资金", "实际到位资金", "到位", "新增到位资金"):
        # 10月到位资金 is that month's; 1-10月 and 2026年 are the year's so far.
        one_month = re.search(r"(?<![-~至\d])\d{1,2}月(?!底|末)", name.removesuffix(bare))
        return ("month_in_yuan" if one_month else "year_in_yuan"), True
    for guess in (bare, bare.removeprefix("年"), re.sub("^(项目|招商|该)|(情况|金额|额|信息)$", "", bare)):
        if guess in _NAMES:
            return _NAMES[guess], False
    return (DOUBTFUL[bare], True) if bare in DOUBTFUL else None


def find_header(sheet: Sheet) -> Header | None:
    """The best header among the first rows, perhaps still without 项目名称; None when no row looks like a ledger's."""
    best: Header | None = None
    for top in range(1, min(DEEPEST_START, len(sheet.rows)) + 1):
        for depth in range(1, MOST_ROWS + 1):
            if _holds_figures(sheet, top + depth - 1):
                break
            header = _header_at(sheet, top, depth)
            if best is None or header.worth > best.worth:
                best = header
    return best if best and best.hits >= FEWEST_HITS else None


_FIGURE = re.compile(r"[\d.,]{3,}|[\d.,]+[万亿]?元?|\d{4}([-/.年]\d{1,2}){1,2}[日月]?")


def _holds_figures(sheet: Sheet, row: int) -> bool:
    """Is this a row of data? A header says 2026年, but not 1 and 12000 and 2026-06-05."""
    if not 1 <= row <= len(sheet.rows):
        return False
    figures = sum(
        1
        for value in sheet.rows[row - 1]
        if (value is not None and not isinstance(value, str))
        or (isinstance(value, str) and _FIGURE.fullmatch(value.strip()))
    )
    return figures >= FEWEST_FIGURES


def _header_at(sheet: Sheet, top: int, depth: int) -> Header:
    groups = _groups(sheet, top, depth)
    columns: dict[str, HeaderColumn] = {}
    extras: dict[int, str] = {}
    twice: list[HeaderColumn] = []
    for column in range(1, min(sheet.width, 200) + 1):
        texts = [_own_text(sheet, row, column) for row in range(top, top + depth)]
        known = _resolve(texts, [groups.get((row, column), "") for row in range(top, top + depth - 1)])
        if known is None:
            shown = next((text for text in reversed(texts) if text), "")
            if shown:
                extras[column] = _whose(shown, groups.get((top + depth - 2, column), ""))
            continue
        field, found = known[0], _with_column(known[1], column)
        if field in columns and found.guessed:
            extras[column] = found.label  # a guess gives way, and is kept as it is
        elif field in columns and columns[field].guessed:
            extras[columns[field].column] = columns[field].label
            columns[field] = found
        elif field in columns:
            twice.append(found)
        else:
            columns[field] = found
    return Header(top, top + depth - 1, columns, extras, tuple(twice))


def _whose(shown: str, group: str) -> str:
    """An account is somebody's: the group of columns says whose."""
    return f"{group}{shown}" if ACCOUNT.search(shown) and group not in shown else shown


def _with_column(found: HeaderColumn, column: int) -> HeaderColumn:
    return HeaderColumn(column, found.label, found.unit, found.foreign, found.guessed)


def _groups(sheet: Sheet, top: int, depth: int) -> dict[tuple[int, int], str]:
    """The group title above each column: its merged range's text, or the nearest one to the left."""
    groups: dict[tuple[int, int], str] = {}
    for row in range(top, top + depth - 1):
        last = ""
        for column in range(1, min(sheet.width, 200) + 1):
            last = _own_text(sheet, row, column) or last
            groups[row, column] = last
    return groups


_OF_TABLE = re.compile(r"^[^(（]{0,4}单位[:：]|截[至止]\D{0,4}\d{4}|^(填[表报]|制表|日期)|.{25}")
"""Texts above a header that are about the whole table, or its title; they name no group of columns."""


def _own_text(sheet: Sheet, row: int, column: int) -> str:
    text = sheet.text(row, column)
    return "" if _OF_TABLE.search(text) else text


def _resolve(texts: list[str], groups: list[str]) -> tuple[str, HeaderColumn] | None:
    """The field that one column's header texts, from top to bottom, stand for."""
    written = [label(text) for text in texts if text]
    if not written:
        return None
    above = [label(text) for text in groups if text]
    units = [part.unit for part in reversed([*above, *written]) if part.unit]
    own = next((part.unit for part in written if part.unit), None)
    foreign = any(part.foreign for part in (*above, *written))
    lowest = next((part for part in reversed(written) if part.name), None)
    if lowest is None:
        return None
    shown = texts[-1] or next(text for text in reversed(texts) if text)
    names = _candidates(lowest, [part.name for part in above], written)
    exact = ((found, name) for name in names if (found := field_of(name)))
    guessed = (((field, True), name) for name in _guessable(lowest, names) if (field := guess_field(name)))
    for (field, guess), _ in (*exact, *guessed):
        if not (own and BY_FIELD[field].kind is not Kind.MONEY):
            return field, HeaderColumn(0, shown, units[0] if units else None, foreign, guess)
    return None


def _candidates(lowest: Label, groups: list[str], written: list[Label]) -> list[str]:
    """Names to try: the lowest text, then together with its group, then its brackets, then the group."""
    above = [name for name in groups if name and name != lowest.name]
    joined = [text for name in above for text in (name + lowest.name, lowest.name + name)]
    joined += [lowest.name + re.sub("情况|信息|节点", "", name) for name in above]
    doubtful = lowest.name in DOUBTFUL
    whole = [lowest.name + lowest.inside, lowest.inside + lowest.name] if lowest.inside else []
    first = [*whole, *joined, lowest.name] if doubtful else [lowest.name, *whole, *joined]
    return [*first, lowest.inside, *(part.name for part in written)]


SHORT = 3
"""A header this short means little without its group: 计划 below 开工时间."""


def _guessable(lowest: Label, names: list[str]) -> list[str]:
    """Its own words; together with its group only when they are few, else 是否重点 below 项目进展 would be progress."""
    return names if len(lowest.name) <= SHORT else [lowest.name, lowest.name + lowest.inside]
