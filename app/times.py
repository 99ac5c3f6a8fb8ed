"""The only place that reads the system clock and the holiday tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

import chinese_calendar

from core.calendar import Calendar, Holidays


class SystemClock:
    """Implements ``core.ports.Clock``."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """Real time plus an offset that somebody moves: the demo and the tests live by it."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def move_to(self, moment: datetime) -> None:
        self.offset = moment - datetime.now(UTC)


@cache
def holidays() -> Holidays:
    """The State Council's notices as chinesecalendar knows them (2004 to the newest published year).

    A year it does not know is Monday to Friday; ``doctor`` says so.
    """
    off = frozenset(day for day in chinese_calendar.holidays if day.weekday() < 5)
    on = frozenset(chinese_calendar.workdays)
    return Holidays(off, on, frozenset(day.year for day in off))


def calendar(zone: tzinfo) -> Calendar:
    return Calendar(zone, holidays())


def year_is_known(day: date) -> bool:
    return day.year in holidays().known
