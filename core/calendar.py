"""Working time: days off, 调休, office hours and quiet hours. Local time lives here and in texts only.

Every deadline and every grace is counted by ``working_between`` and ``add_working``; what the office changes
comes in by ``core.office_time``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
NOTHING = timedelta(0)
Span = tuple[time, time]
"""Local times of one day, [begin, end)."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The State Council's table: ``off`` are weekdays off, ``on`` are weekend days worked (调休).

    ``known`` are the years the table covers; any other year is taken as Monday to Friday.
    """

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    known: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """One clock for every deadline and grace.

    Attributes:
        hours: office hours of a working day, local, in order; only they count as working time.
        speaks: between these local times of a working day unasked words may leave; the rest is quiet.
    """

    zone: tzinfo
    holidays: Holidays = field(default_factory=Holidays)
    hours: tuple[Span, ...] = ((time(8, 30), time(12, 0)), (time(14, 30), time(18, 0)))
    speaks: Span = (time(8, 30), time(20, 0))

    def is_workday(self, day: date) -> bool:
        if day in self.holidays.on:
            return True
        return day.weekday() < 5 and day not in self.holidays.off

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def today(self, moment: datetime) -> date:
        return self.local(moment).date()

    def at(self, day: date, clock: time) -> datetime:
        """That local moment as aware UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def day_bounds(self, moment: datetime) -> tuple[datetime, datetime]:
        """The local day around ``moment``, as aware UTC [start, end)."""
        day = self.today(moment)
        return self.at(day, time.min), self.at(day + DAY, time.min)

    def workday_before_or_on(self, day: date) -> date:
        """``day`` itself, or the last working day before it."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def workday_after_or_on(self, day: date) -> date:
        """``day`` itself, or the next working day."""
        return day if self.is_workday(day) else self.workday_after(day)

    def workday_after(self, day: date) -> date:
        """The next working day after ``day``."""
        day += DAY
        while not self.is_workday(day):
            day += DAY
        return day

    def next_speaking(self, moment: datetime) -> datetime:
        """``moment`` itself if unasked words may leave then, else the end of the quiet hours."""
        local = self.local(moment)
        begins, ends = self.speaks
        day = local.date()
        if self.is_workday(day) and begins <= local.time() < ends:
            return moment
        if self.is_workday(day) and local.time() < begins:
            return self.at(day, begins)
        return self.at(self.workday_after(day), begins)

    def next_day_speaking(self, moment: datetime) -> datetime:
        """The first moment of the next working day at which unasked words may leave."""
        return self.at(self.workday_after(self.today(moment)), self.speaks[0])

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Office time that passed from ``start`` to ``end``; zero if ``end`` is not later."""
        spans = self._spans(self.today(start), self.today(end))
        return sum((max(NOTHING, min(end, b) - max(start, a)) for a, b in spans), NOTHING)

    def add_working(self, start: datetime, amount: timedelta) -> datetime:
        """The moment at which ``amount`` of office time has passed since ``start``."""
        left = amount
        for opens, closes in self._spans(self.today(start), date.max):
            begin = max(start, opens)
            if closes > begin and closes - begin >= left:
                return begin + left
            left -= max(NOTHING, closes - begin)
        raise OverflowError(amount)

    def _spans(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        day = first
        while day <= last:
            if self.is_workday(day):
                for opens, closes in self.hours:
                    yield self.at(day, opens), self.at(day, closes)
            day += DAY


def week_name(day: date) -> str:
    """The local calendar name of a week, such as ``2026-W47`` (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
