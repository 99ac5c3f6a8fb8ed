"""Reading dates: from ledger cells (a value and its number format) and from replies (words and today).

Pure functions. A reading is never silently wrong: whatever was assumed is a flag.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from core.date_patterns import NEWEST_YEAR, NO_DATE, OLDEST_YEAR, DateFlag, YearRule, find_date, plain
from core.dates import PartialDate, month, one_day, whole_year

DateInput = str | int | float | datetime | date | None

SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar count: day 0 of spreadsheet serial numbers (1900 system, after its leap-year error)
NO_FLAGS: frozenset[DateFlag] = frozenset()


@dataclass(frozen=True, slots=True)
class DateReading:
    """``value`` None with NOT_STATED: nothing said; with UNREADABLE or YEAR_MISSING: could not be read.

    ``rest``: the words around the date, normalised.
    """

    value: PartialDate | None
    flags: frozenset[DateFlag] = NO_FLAGS
    rest: str = ""


def read_date(
    value: DateInput, number_format: str = "General", reference_year: int | None = None
) -> DateReading:
    """The date in one ledger cell.

    Args:
        value: as the spreadsheet stores it.
        number_format: of the cell; 2024.1 with "0.00" is October, with "General" it may be either.
        reference_year: for "7月底"; without it such a cell is YEAR_MISSING.
    """
    if value is None or isinstance(value, bool):
        return DateReading(None, frozenset({DateFlag.NOT_STATED if value is None else DateFlag.UNREADABLE}))
    if isinstance(value, datetime):
        return _from_datetime(value, number_format)
    if isinstance(value, date):
        return DateReading(one_day(value))
    if isinstance(value, int | float):
        return _from_number(value, number_format)
    reading = _from_text(_absolute_year(value, reference_year), lambda _month, _day: reference_year)
    if reading.value is not None and _RELATIVE_YEAR.search(value):
        return replace(reading, flags=reading.flags | {DateFlag.YEAR_ASSUMED})
    return reading


def _absolute_year(text: str, reference_year: int | None) -> str:
    """明年6月 → 2027年6月 when the ledger is of 2026."""
    if reference_year is None:
        return text
    return _RELATIVE_YEAR.sub(lambda found: f"{reference_year + _YEAR_TURN.get(found[1], 0)}年", text)


_RELATIVE_YEAR = re.compile("(今|本|当|明|去|后|前)年")
_YEAR_TURN = {"前": -2, "去": -1, "明": 1, "后": 2}


class Lean(StrEnum):
    """Which year or month is meant when a reply leaves it out."""

    NEAREST = "nearest"
    PAST = "past"
    FUTURE = "future"


def read_reply_date(text: str, today: date, lean: Lean = Lean.NEAREST) -> DateReading:
    """The date in a few words of a reply: 今天, 昨天, 11月20日, 20号, 11.20, 本月底, 下周一, 三季度.

    Give it a clause, not a whole message: the first date wins, a second one sets SEVERAL.
    """
    words = _resolve_relative(plain(text), today, lean)
    return _from_text(words, lambda number, day: _pick_year(number, day, today, lean))


def _from_text(text: str, year_of: YearRule) -> DateReading:
    words = plain(text)
    if re.fullmatch(r"\d{5}(\.0)?", words):
        return _from_number(float(words), "General")
    if NO_DATE.fullmatch(words):
        return DateReading(None, frozenset({DateFlag.NOT_STATED}), words)
    found = find_date(words, year_of)
    if found is None:
        return DateReading(None, frozenset({DateFlag.UNREADABLE}), words)
    rest = words[: found.start] + words[found.end :]
    flags = set(found.flags)
    if found.value is not None and find_date(words[found.end :], year_of):
        flags.add(DateFlag.SEVERAL)
    if re.search("约|左右|大概|前后", rest):
        flags.add(DateFlag.APPROXIMATE)
    if re.sub("[()约左右底末前之以内大概后,.;、-]|份$", "", rest):
        flags.add(DateFlag.EXTRA_WORDS)
    return DateReading(found.value, frozenset(flags), rest)


def _from_datetime(value: datetime, number_format: str) -> DateReading:
    if not OLDEST_YEAR <= value.year <= NEWEST_YEAR:
        # 2025.6 typed into a date cell is stored as a day of 1905.
        typed = round((value - SERIAL_ZERO) / timedelta(days=1), 4)
        reading = _from_number(typed, "General")
        return DateReading(reading.value, reading.flags | {DateFlag.AMBIGUOUS}, str(typed))
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    if "y" in shown and "m" in shown and "d" not in shown:
        return DateReading(month(value.year, value.month))
    return DateReading(one_day(value.date()))


def _from_number(value: int | float, number_format: str) -> DateReading:
    unreadable = DateReading(None, frozenset({DateFlag.UNREADABLE}), str(value))
    if not isfinite(value):
        return unreadable
    if float(value).is_integer() and re.fullmatch(r"(19|20)\d{2}(\d{2}){1,2}", str(int(value))):
        found = find_date(str(int(value)), lambda _month, _day: None)
        return DateReading(found.value, found.flags) if found else unreadable
    if OLDEST_YEAR <= value < NEWEST_YEAR:
        return _year_and_month(value, number_format)
    if 20000 <= value <= 80000:
        day = (SERIAL_ZERO + timedelta(days=int(value))).date()
        return DateReading(one_day(day), frozenset({DateFlag.SERIAL}))
    return unreadable


def _year_and_month(value: int | float, number_format: str) -> DateReading:
    """2025.3 is March. 2024.1 is January, or October whose zero the number lost."""
    digits = f"{Decimal(repr(value)).quantize(Decimal('0.0001')).normalize():f}"  # not 2.03E+3
    year, _, part = digits.partition(".")
    if not part:
        return DateReading(whole_year(int(year)))
    flags: frozenset[DateFlag] = NO_FLAGS
    if len(part) == 1 and re.match(r"0\.00(?!0)", number_format) and part == "1":
        part = "10"
    elif part == "1":
        flags = frozenset({DateFlag.AMBIGUOUS})
    if not 1 <= int(part) <= 12:
        return DateReading(None, frozenset({DateFlag.UNREADABLE}), digits)
    return DateReading(month(int(year), int(part)), flags)


_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
_TURN = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1}
_DAY = re.compile("(大前|大后|前|昨|今|当|明|后)[天日]")
_MONTH = re.compile("(上|本|这|当|下)个?月(?!旬)")
_QUARTER = re.compile("(上|本|这|下)个?季度?")
_WEEK = re.compile("(?:(上|本|这|下)个?)?(?:周|星期|礼拜)([1-7一二三四五六日天])")
_BARE_MONTH_END = re.compile("(?<![0-9年个月])月([初中底末])")
_BARE_DAY = re.compile("(?<![0-9月.])([0-9]{1,2})[日号](?!楼|线|厂|车|地|项|院|路|标|井|炉)")


def _resolve_relative(words: str, today: date, lean: Lean) -> str:
    """Turn words that lean on today into absolute ones; the rest of the reading is common."""
    words = _DAY.sub(lambda found: _say(today + timedelta(days=_DAYS[found[1]])), words)
    words = _WEEK.sub(lambda found: _say(_weekday(found, today)), words)
    words = _QUARTER.sub(lambda found: _say_quarter(today, _TURN[found[1]]), words)
    words = _MONTH.sub(lambda found: _say_month(today, _TURN[found[1]]), words)
    words = _BARE_MONTH_END.sub(lambda found: _say_month(today, 0) + found[1], words)
    words = _absolute_year(words, today.year)
    return _BARE_DAY.sub(lambda found: _bare_day(found, today, lean), words)


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _shift(today: date, months: int) -> tuple[int, int]:
    years, number = divmod(today.month - 1 + months, 12)
    return today.year + years, number + 1


def _say_month(today: date, turn: int) -> str:
    year, number = _shift(today, turn)
    return f"{year}年{number}月"


def _say_quarter(today: date, turn: int) -> str:
    year, number = _shift(today, turn * 3)
    return f"{year}年{(number + 2) // 3}季度"


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = "1234567".find(found[2])
    if wanted < 0:
        wanted = "一二三四五六日".find(found[2].replace("天", "日"))
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=wanted, weeks=_TURN[found[1] or "本"])


def _bare_day(found: re.Match[str], today: date, lean: Lean) -> str:
    days = [day for turn in (-1, 0, 1) if (day := _day_of_month(today, turn, int(found[1])))]
    return _say(_choose(days, today, lean)) if days else found[0]


def _day_of_month(today: date, turn: int, day: int) -> date | None:
    year, number = _shift(today, turn)
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _pick_year(number: int | None, day: int | None, today: date, lean: Lean) -> int:
    if number is None:
        return today.year
    if not 1 <= number <= 12:
        return today.year
    days = [date(today.year + turn, number, min(day or 28, 28)) for turn in (-1, 0, 1)]
    return _choose(days, today, lean).year


def _choose(days: list[date], today: date, lean: Lean) -> date:
    allowed: dict[Lean, Callable[[date], bool]] = {
        Lean.PAST: lambda day: day <= today,
        Lean.FUTURE: lambda day: day >= today,
        Lean.NEAREST: lambda _day: True,
    }
    fitting = [day for day in days if allowed[lean](day)] or days
    return min(fitting, key=lambda day: abs(day - today))
