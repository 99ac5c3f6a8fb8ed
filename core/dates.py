"""Dates that are known only in part (日, 旬, 月, 季度, 半年, 年), and how people read them.

A ledger says "2026年6月底" or "三季度". We keep the first and the last possible day; deadlines
compare with the last. Reading dates from text is in ``core.date_words``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    DAY = "day"
    XUN = "xun"  # ten days: 上旬, 中旬, 下旬
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day between ``first`` and ``last``, both included.

    ``<`` and ``>`` compare the last possible day, with another PartialDate or a plain date:
    that is what a deadline means. ``==`` compares everything, so ``a <= b <= a`` does not make
    two dates equal.

    Raises:
        ValueError: ``last`` lies before ``first``.
    """

    first: date
    last: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} lies before {self.first}")

    def __lt__(self, other: PartialDate | date) -> bool:
        return self.last < _last(other)

    def __le__(self, other: PartialDate | date) -> bool:
        return self.last <= _last(other)

    def __gt__(self, other: PartialDate | date) -> bool:
        return self.last > _last(other)

    def __ge__(self, other: PartialDate | date) -> bool:
        return self.last >= _last(other)


def _last(moment: PartialDate | date) -> date:
    return moment.last if isinstance(moment, PartialDate) else moment


def one_day(day: date) -> PartialDate:
    return PartialDate(day, day, Precision.DAY)


def xun(year: int, month: int, part: int) -> PartialDate:
    """``part`` 1, 2 or 3: 上旬 (1st to 10th), 中旬 (11th to 20th), 下旬 (the rest)."""
    last = monthrange(year, month)[1] if part == 3 else part * 10
    return PartialDate(date(year, month, part * 10 - 9), date(year, month, last), Precision.XUN)


def month(year: int, number: int) -> PartialDate:
    return months(year, number, number, Precision.MONTH)


def quarter(year: int, number: int) -> PartialDate:
    return months(year, number * 3 - 2, number * 3, Precision.QUARTER)


def half_year(year: int, number: int) -> PartialDate:
    return months(year, number * 6 - 5, number * 6, Precision.HALF)


def whole_year(year: int) -> PartialDate:
    return months(year, 1, 12, Precision.YEAR)


def months(year: int, start: int, end: int, precision: Precision = Precision.MONTH) -> PartialDate:
    """From the first day of month ``start`` to the last day of month ``end``.

    Raises:
        ValueError: no such month or year.
    """
    if not (1 <= start <= 12 and 1 <= end <= 12):
        raise ValueError(f"months {start} to {end}")
    return PartialDate(date(year, start, 1), date(year, end, monthrange(year, end)[1]), precision)


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier; the last day of a shorter month.

    >>> months_before(date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day that many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def format_date(value: PartialDate | None, *, deadline: bool = True, missing: str = "") -> str:
    """For people: 2026-06-05, 2026年6月中旬, 2026年6月底, 2026年三季度, 2026年上半年, 2026年.

    ``deadline=False`` leaves out 底, for things that have happened.
    """
    if value is None:
        return missing
    year, number = value.first.year, value.first.month
    match value.precision:
        case Precision.DAY:
            return value.last.isoformat()
        case Precision.XUN:
            return f"{year}年{number}月{'上中下'[min((value.first.day - 1) // 10, 2)]}旬"
        case Precision.MONTH:
            return f"{year}年{_month_words(value)}{'底' if deadline else ''}"
        case Precision.QUARTER:
            return f"{year}年{'一二三四'[(number - 1) // 3]}季度"
        case Precision.HALF:
            return f"{year}年{'上' if number <= 6 else '下'}半年"
        case Precision.YEAR:
            return f"{year}年{'底' if deadline else ''}"


def _month_words(value: PartialDate) -> str:
    if value.first.month == value.last.month:
        return f"{value.first.month}月"
    return f"{value.first.month}-{value.last.month}月"


def date_json(value: PartialDate | None) -> dict[str, str] | None:
    """``{"iso": last day, "start": first day, "precision"}``; the form of ``--json``."""
    if value is None:
        return None
    return {
        "iso": value.last.isoformat(),
        "start": value.first.isoformat(),
        "precision": value.precision.value,
    }


def date_from_json(value: Mapping[str, str] | None) -> PartialDate | None:
    """The inverse of ``date_json``.

    Raises:
        KeyError, ValueError: not of that form.
    """
    if value is None:
        return None
    return PartialDate(
        date.fromisoformat(value["start"]),
        date.fromisoformat(value["iso"]),
        Precision(value["precision"]),
    )
