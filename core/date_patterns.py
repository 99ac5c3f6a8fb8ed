"""The written forms of dates, one pattern each, tried at the leftmost place where any of them fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.dates import PartialDate, half_year, month, months, one_day, quarter, whole_year, xun

OLDEST_YEAR, NEWEST_YEAR = 1990, 2100

YearRule = Callable[[int | None, int | None], int | None]
"""(month, day) → the year meant when none is written, or None."""


class DateFlag(StrEnum):
    NOT_STATED = "not_stated"  # blank, "/", 未开工, 待定
    UNREADABLE = "unreadable"
    YEAR_ASSUMED = "year_assumed"  # taken from the reference year or from today
    YEAR_MISSING = "year_missing"  # no year written and none to assume
    INVALID_DAY = "invalid_day"  # 2026.6.31: kept as the month
    AMBIGUOUS = "ambiguous"  # 2024.1 may be January or October
    SEVERAL = "several"  # the first date was taken
    APPROXIMATE = "approximate"  # 左右
    VAGUE = "vague"  # 年初, 月中: our reading of a loose word
    SERIAL = "serial"  # a bare number read as spreadsheet day
    EXTRA_WORDS = "extra_words"  # more was written than the date


@dataclass(frozen=True, slots=True)
class FoundDate:
    start: int
    end: int
    value: PartialDate | None
    flags: frozenset[DateFlag]


NO_DATE = re.compile(
    r"|[/\\—–_-]+|无|暂无|没有|不详|不明|空|(尚|暂|还|均)?未.*|(待|暂)[定缓].*|待.{0,6}(后|确定|明确)?|(?i:n/?a|tbd)"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_NUMERAL = re.compile("[〇○零一二两三四五六七八九十]+(?=[年月日号季])")
_TIME = re.compile(r"(?<=\d)[T\s]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|\+\d\d:?\d\d)?")


def plain(text: str) -> str:
    """Half-width, no white space, no time of day, Chinese numerals before 年月日季 as digits."""
    words = _TIME.sub("", unicodedata.normalize("NFKC", text).strip())
    words = re.sub(r"\s+|^'", "", words).replace("月份", "月").replace("年年", "年")
    return _NUMERAL.sub(lambda found: str(_numeral(found[0])), words)


def _numeral(text: str) -> int:
    if "十" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    if not all(char in _DIGITS for char in tens[-1:] + ones[:1]):
        return 0
    return (_DIGITS[tens[-1]] if tens else 1) * 10 + (_DIGITS[ones[0]] if ones else 0)


Reader = Callable[[re.Match[str], int], tuple[PartialDate, frozenset[DateFlag]]]
_NONE: frozenset[DateFlag] = frozenset()
_VAGUE = frozenset({DateFlag.VAGUE})
_NO_SUCH_YEAR: tuple[None, frozenset[DateFlag]] = None, frozenset({DateFlag.UNREADABLE})


def _day(found: re.Match[str], year: int) -> tuple[PartialDate, frozenset[DateFlag]]:
    number, day = int(found["m"]), int(found["d"])
    whole = month(year, number)
    if not 1 <= day <= whole.last.day:
        return whole, frozenset({DateFlag.INVALID_DAY})
    return one_day(date(year, number, day)), _NONE


def _month(found: re.Match[str], year: int) -> tuple[PartialDate, frozenset[DateFlag]]:
    number, suffix = int(found["m"]), found["s"]
    if suffix and suffix[0] in "上中下初":
        part = {"上": 1, "初": 1, "中": 2, "下": 3}[suffix[0]]
        return xun(year, number, part), _NONE if suffix.endswith("旬") else _VAGUE
    return month(year, number), _NONE


def _month_range(found: re.Match[str], year: int) -> tuple[PartialDate, frozenset[DateFlag]]:
    return months(year, int(found["m"]), int(found["n"])), frozenset({DateFlag.SEVERAL})


def _quarter(found: re.Match[str], year: int) -> tuple[PartialDate, frozenset[DateFlag]]:
    return quarter(year, int(found["q"])), _NONE


def _half(found: re.Match[str], year: int) -> tuple[PartialDate, frozenset[DateFlag]]:
    return half_year(year, 1 if found["h"] == "上" else 2), _NONE


def _year(found: re.Match[str], year: int) -> tuple[PartialDate, frozenset[DateFlag]]:
    match found["s"]:
        case "初":
            return quarter(year, 1), _VAGUE
        case "中":
            return half_year(year, 1), _VAGUE
        case _:
            return whole_year(year), _NONE


_Y = r"(?:(?P<y>(?<!\d)\d{4}|(?<!\d)\d{2})年)?"
_S = r"(?P<s>[上中下]旬|初|中(?!国|央|心|标)|底|末)?"
_PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?P<y>(?<!\d)\d{4})(?P<p>[-/.])(?P<m>\d{1,2})(?P=p)(?P<d>\d{1,2})(?!\d)日?"), _day),
    (re.compile(r"(?P<y>(?<![\d.])[1-4]\d)(?P<p>[-/.])(?P<m>\d{1,2})(?P=p)(?P<d>\d{1,2})(?![\d.])日?"), _day),
    (re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"), _day),
    (re.compile(_Y + r"(?P<m>(?<!\d)\d{1,2})月?[-~至到—](?P<n>\d{1,2})月"), _month_range),
    (re.compile(_Y + r"(?P<m>(?<!\d)\d{1,2})月(?P<d>\d{1,2})(?!\d|[.%])[日号]?"), _day),
    (re.compile(_Y + r"(?P<m>(?<!\d)\d{1,2})月" + _S), _month),
    (re.compile(_Y + r"第?(?P<q>(?<!\d)[1-4])季度?"), _quarter),
    (re.compile(r"(?:(?P<y>(?<!\d)\d{4}|(?<!\d)\d{2})年?)?(?<![A-Za-z])[Qq](?P<q>[1-4])(?!\d)"), _quarter),
    (re.compile(_Y + r"(?P<h>[上下])半年"), _half),
    (re.compile(r"(?P<y>(?<!\d)(?:19|20)\d{2})[-/.年](?P<m>\d{1,2})(?!\d|[-/.]\d)" + _S), _month),
    (re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?!\d)(?P<s>底|末)?"), _month),
    (re.compile(r"(?P<y>(?<!\d)\d{4}|(?<!\d)\d{2})年(?P<s>初|中|底|末|内)?"), _year),
    (re.compile(r"(?P<y>)(?<!\d)年(?P<s>初|中|底|末|内)"), _year),
    (re.compile(r"^(?P<y>20\d{2})(?P<s>)$"), _year),
    (re.compile(r"^(?P<y>(?:1[3-9]|[2-4]\d))[./](?P<m>\d{1,2})(?P<s>)$"), _month),
    (
        re.compile(
            r"(?P<y>)(?<![\d./])(?P<m>1[0-2]|0?[1-9])[./](?P<d>\d{1,2})(?=$|[日号前开投竣完起左,、]|之前)[日号]?"
        ),
        _day,
    ),
)


def find_date(words: str, year_of: YearRule) -> FoundDate | None:
    """The leftmost date in ``words`` (made by ``plain``); None when there is none.

    An impossible date such as 2026.13 is found with value None and UNREADABLE.
    """
    best: tuple[re.Match[str], Reader] | None = None
    for pattern, reader in _PATTERNS:
        found = pattern.search(words)
        if found and (best is None or found.start() < best[0].start()):
            best = found, reader
    return _read(*best, year_of) if best else None


def _read(found: re.Match[str], reader: Reader, year_of: YearRule) -> FoundDate:
    parts = found.groupdict()
    year, flags = _written_year(found["y"]), _NONE
    if year is None:
        year = year_of(_number(parts.get("n") or parts.get("m")), _number(parts.get("d")))
        flags = frozenset({DateFlag.YEAR_ASSUMED})
    if year is None:
        return FoundDate(found.start(), found.end(), None, frozenset({DateFlag.YEAR_MISSING}))
    try:
        value, more = reader(found, year) if OLDEST_YEAR <= year <= NEWEST_YEAR else _NO_SUCH_YEAR
    except ValueError:
        return FoundDate(found.start(), found.end(), None, frozenset({DateFlag.UNREADABLE}))
    return FoundDate(found.start(), found.end(), value, flags | more)


def _written_year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + 2000 if len(text) == 2 else int(text)


def _number(text: str | None) -> int | None:
    return int(text) if text else None
