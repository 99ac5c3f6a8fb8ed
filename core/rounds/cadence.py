"""The moments of one period of a rule (调度频次)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from core.calendar import Calendar
from core.rounds.ladder import DEFAULT
from core.rounds.periods import Period, day_in
from core.rounds.timetable import Cadence, Every, When


@dataclass(frozen=True, slots=True)
class Due:
    """One period of a cadence with its moments, aware UTC.

    Attributes:
        first, last: days of the period.
        opens_on, closes_on: the days that the rule names; ``opens_at`` and ``deadline_at`` may lie on others.
        merges: rules whose cards leave in the same round, the one that gave it its moments first.
    """

    period: str
    opens_at: datetime
    deadline_at: datetime
    first: date
    last: date
    opens_on: date
    closes_on: date
    merges: tuple[Cadence, ...] = ()


def weekly(
    name: str = "周调度",
    opens: time = time(9, 0),
    closes: time = time(17, 0),
    enabled_from: datetime | None = None,
) -> Cadence:
    """Asks on Monday 9:00, closes on Friday 17:00."""
    return Cadence(0, name, Every.WEEK, When(1, opens), When(5, closes), DEFAULT, enabled_from=enabled_from)


def due_in(cadence: Cadence, period: Period, calendar: Calendar) -> Due | None:
    """The moments of this period; None if nobody works in it.

    An opening on a day off moves to the working day before, even if that lies before the period, which
    keeps its name. A deadline moves to the working day before, or to the one after where the one before lies
    outside of the period or not after the opening. A rule by the day moves nothing: on a day off, and on
    a weekday that is not its own, there is none.
    """
    if cadence.days and period.first.isoweekday() not in cadence.days:
        return None
    if calendar.workday_after_or_on(period.first) > period.last:
        return None
    opens_on, closes_on = day_in(period, cadence.opens), day_in(period, cadence.closes)
    opens_at = calendar.at(calendar.workday_before_or_on(opens_on), cadence.opens.at)
    last_day = calendar.workday_before_or_on(closes_on)
    if last_day < period.first or calendar.at(last_day, cadence.closes.at) <= opens_at:
        last_day = calendar.workday_after_or_on(closes_on)
    deadline_at = calendar.at(last_day, cadence.closes.at)
    return Due(period.name, opens_at, deadline_at, period.first, period.last, opens_on, closes_on)
