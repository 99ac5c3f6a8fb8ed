"""Which numbers a text states, and which of them the frozen figures do not (数字核对). Pure.

A number is compared by what it is: money in yuan, a percentage, points, a place, or a count. 1.2亿元 and 12000万元
are equal, 八 and 8, too. Days, times, years, periods and the numbers of paragraphs are no figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from core.numerals import numeral


class Sort(StrEnum):
    MONEY = "money"
    PERCENT = "percent"
    SCORE = "score"
    PLACE = "place"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Number:
    """``value``: yuan for money. ``text``: as it is written."""

    sort: Sort
    value: Decimal
    text: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers of an issue: ``anywhere``, and those that stand beside each unit's name."""

    anywhere: frozenset[Number]
    of_unit: Mapping[str, frozenset[Number]]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A number that is not in the figures; with ``unit``: it is, but not that unit's."""

    text: str
    unit: str = ""


_YUAN = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "元": 1}
_UNIT = r"\s*(亿元|亿|万元|万|元|%|个百分点|分(?!钟|之|管|别)|points?\b)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
_WRITTEN = re.compile(
    rf"第\s*(?P<place>{_DIGITS}|{_CHINESE})\s*[名位]"
    rf"|(?P<digits>{_DIGITS})(?:{_UNIT})?"
    rf"|百分之(?P<percent>{_CHINESE})"
    rf"|(?P<chinese>{_CHINESE})(?=\s*(?:亿|万元|个百分点|个|家|项|分(?!钟|之|管|别)))(?:{_UNIT})?"
)
_NO_FIGURE = re.compile(
    r"\d{4}\s*年(?:\s*第?\s*\d{1,2}\s*(?:月|周|季度))?(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
    r"|\d{1,2}\s*日|\d{1,2}:\d{2}|第\s*\d+\s*[周期号]|〔\d{4}〕\s*\d*号?|\d{4}\.\d+版|满\d+个月|\d+天以[内上]"
)
_PARAGRAPH = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]+)[.、](?!\d)\s*")
_CLAUSE = re.compile(r"[\n。;!,、]")


def known_in(text: str, beside: Mapping[str, str]) -> Known:
    """The numbers of the text as it was generated.

    Args:
        beside: unit → everything the figures say of it.
    """
    anywhere = {number for _, _, number in _numbers(text, beside)}
    of_unit = {unit: set(_in(_plain(said))) for unit, said in beside.items()}
    for _, unit, number in _numbers(text, beside):
        if unit:
            of_unit[unit].add(number)
    anywhere.update(*of_unit.values())
    return Known(frozenset(anywhere), {unit: frozenset(found) for unit, found in of_unit.items()})


def foreign(text: str, known: Known) -> tuple[Foreign, ...]:
    """What the figures do not say, each once, in the order of the text."""
    found: dict[Foreign, None] = {}
    for _, unit, number in _numbers(text, known.of_unit):
        if number not in known.anywhere:
            found[Foreign(number.text)] = None
        elif unit and number.sort is not Sort.COUNT and number not in known.of_unit[unit]:
            found[Foreign(number.text, unit)] = None
    return tuple(found)


def numbers(text: str) -> tuple[Number, ...]:
    """All numbers of a text that are figures."""
    return tuple(number for _, _, number in _numbers(text, ()))


def _numbers(text: str, units: Collection[str]) -> Iterator[tuple[str, str, Number]]:
    """(clause, the one unit it names, a number in it)."""
    for line in _plain(text).split("\n"):
        head = _PARAGRAPH.match(line)
        body = line[head.end() :] if head else line
        first = next((unit for unit in units if body.startswith(_plain(unit))), "")
        if head and first and (place := re.match(r"\s*(\d+)", line)):
            yield line, first, Number(Sort.PLACE, Decimal(place.group(1)), place.group(0).strip())
        for clause in _CLAUSE.split(_without_thousands(body)):
            named = [unit for unit in units if _plain(unit) in clause]
            longest = [unit for unit in named if not any(unit != o and unit in o for o in named)]
            for number in _in(clause):
                yield clause, longest[0] if len(longest) == 1 else "", number


def _without_thousands(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def _in(clause: str) -> Iterator[Number]:
    for found in _WRITTEN.finditer(_NO_FIGURE.sub(" ", clause)):
        written = found["place"] or found["digits"] or found["percent"] or found["chinese"]
        value = numeral(written.replace(",", ""))
        if value is None:
            continue
        unit = next((part for part in found.groups()[2:] if part in _SORTS), "")
        if found["place"]:
            yield Number(Sort.PLACE, value, found.group(0))
        elif found["percent"]:
            yield Number(Sort.PERCENT, value, found.group(0))
        else:
            yield Number(_SORTS[unit], value * _YUAN.get(unit, 1), found.group(0).strip())


_SORTS = {
    **dict.fromkeys(_YUAN, Sort.MONEY),
    **dict.fromkeys(("%", "个百分点"), Sort.PERCENT),
    **dict.fromkeys(("分", "point", "points"), Sort.SCORE),
    "": Sort.COUNT,
}


def _plain(text: str) -> str:
    """Full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text)
