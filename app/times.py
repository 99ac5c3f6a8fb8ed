"""The only place that reads the system clock and the holiday tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

import chinese_calendar

from core.calendar import Calendar, Holidays
from core.ports import Clock, UnitOfWork

IS_SANDBOX = "sandbox"
"""Set in a demo database, and only there."""


class SystemClock:
    """Implements ``core.ports.Clock``."""

    def now(self) -> datetime:
        return datetime.now(UTC)


SHIFT = "sandbox_clock_shift"
"""A made-up time for ``duban run`` on a demo database, in seconds ahead of the real one. Nothing in the
product writes it: the fault tests do, so that a Monday morning comes when they need one."""


class ShiftedClock:
    """Real time plus an offset that somebody moves: the demo and the tests live by it."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def move_to(self, moment: datetime) -> None:
        self.offset = moment - datetime.now(UTC)


def clock_of(work: UnitOfWork) -> Clock:
    """The system's; shifted if this is a demo database that says so."""
    shift = work.settings.get(SHIFT) if work.settings.get(IS_SANDBOX) else None
    return ShiftedClock(timedelta(seconds=float(shift))) if shift else SystemClock()


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
