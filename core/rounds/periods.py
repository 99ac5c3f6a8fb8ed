"""Calendar periods and their names: 20261123 (a day), 2026-W47, 2026-11A, 2026-11B, 2026-11, 2026Q4, 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import DAY, week_name
from core.rounds.timetable import Every, When

HALF = 15
"""Days of the first half of a month."""
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included."""

    every: Every
    name: str
    first: date
    last: date


def period_around(every: Every, day: date) -> Period:
    """The period in which ``day`` lies."""
    if every is Every.DAY:
        return Period(every, f"{day:%Y%m%d}", day, day)
    if every is Every.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(every, week_name(day), monday, monday + timedelta(days=6))
    if every is Every.HALF_MONTH:
        name, end = f"{day:%Y-%m}", monthrange(day.year, day.month)[1]
        if day.day <= HALF:
            return Period(every, f"{name}A", day.replace(day=1), day.replace(day=HALF))
        return Period(every, f"{name}B", day.replace(day=HALF + 1), day.replace(day=end))
    number = (day.month - 1) // MONTHS[every]
    first = date(day.year, number * MONTHS[every] + 1, 1)
    last = _in_month(first, MONTHS[every] - 1, -1)
    names = {
        Every.MONTH: f"{day:%Y-%m}",
        Every.QUARTER: f"{day.year}Q{number + 1}",
        Every.YEAR: f"{day.year}",
    }
    return Period(every, names[every], first, last)


def period_after(period: Period) -> Period:
    return period_around(period.every, period.last + DAY)


def period_before(period: Period) -> Period:
    return period_around(period.every, period.first - DAY)


def day_in(period: Period, when: When) -> date:
    """The day that ``when`` means in this period."""
    if period.every in MONTHS:
        return _in_month(period.first, when.month, when.day)
    length = (period.last - period.first).days + 1
    wanted = when.day - 1 if when.day > 0 else length + when.day
    return period.first + timedelta(days=min(max(wanted, 0), length - 1))


def _in_month(first: date, months: int, day: int) -> date:
    """That day of the month ``months`` after that of ``first``."""
    years, index = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, index + 1
    end = monthrange(year, month)[1]
    return date(year, month, min(max(day if day > 0 else end + 1 + day, 1), end))


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says. ``number`` of the week, month or quarter, month and day (1123) of a day, 0 of a year; ``half`` A, B or empty;
    ``again`` 2 for the second round of the period, else 1."""

    every: Every
    year: int
    number: int
    half: str
    again: int


_NAMES = re.compile(r"(\d{4})(?:(\d{4})|-W(\d\d)|-(\d\d)([AB]?)|Q([1-4]))?(?:-(\d))?")


def named(name: str) -> Named:
    """What ``period_around`` wrote, with -2 behind it for one more round of the period.

    Raises:
        ValueError: it is no such name.
    """
    found = _NAMES.fullmatch(name)
    if found is None:
        raise ValueError(name)
    year, day, week, month, half, quarter, again = found.groups()
    number = int(day or week or month or quarter or 0)
    if day:
        every = Every.DAY
    elif week:
        every = Every.WEEK
    elif month:
        every = Every.HALF_MONTH if half else Every.MONTH
    else:
        every = Every.QUARTER if quarter else Every.YEAR
    return Named(every, int(year), number, half or "", int(again or 1))


def last_day(name: str) -> date:
    """Of the period that is called so.

    >>> last_day("2026Q2")
    datetime.date(2026, 6, 30)

    Raises:
        ValueError: it is no such name.
    """
    said = named(name)
    if said.every is Every.WEEK:
        return date.fromisocalendar(said.year, said.number, 7)
    if said.every is Every.DAY:
        return date(said.year, *divmod(said.number, 100))
    month = {Every.QUARTER: 3 * said.number, Every.YEAR: 12}.get(said.every, said.number)
    return date(said.year, month, HALF) if said.half == "A" else _in_month(date(said.year, month, 1), 0, -1)


def first_day(name: str) -> date:
    """Of the period that is called so.

    >>> first_day("2026-W47-2")
    datetime.date(2026, 11, 16)

    Raises:
        ValueError: it is no such name.
    """
    return period_around(named(name).every, last_day(name)).first


def again(name: str, number: int) -> str:
    """The name of the ``number``-th round of a period."""
    return name if number == 1 else f"{name}-{number}"
