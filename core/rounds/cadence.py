"""Which rounds should exist by now (调度频次)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.calendar import Calendar, week_name
from core.rounds.ladder import DEFAULT
from core.rounds.model import Cadence


@dataclass(frozen=True, slots=True)
class Due:
    """One period of a cadence with its moments, aware UTC."""

    period: str
    opens_at: datetime
    deadline_at: datetime


def weekly(
    name: str = "周调度",
    opens: time = time(9, 0),
    closes: time = time(17, 0),
    enabled_from: datetime | None = None,
) -> Cadence:
    """The preset: asks on Monday 9:00, closes on Friday 17:00."""
    return Cadence(0, name, 0, opens, 4, closes, DEFAULT, enabled_from=enabled_from)


def period_of(cadence: Cadence, day: date, calendar: Calendar) -> Due | None:
    """The period of the week around ``day``; None in a week without a working day.

    Opening on a day off moves to the working day before, but not out of the week: then it moves
    on to the week's first working day. The same for the deadline.
    """
    monday = day - timedelta(days=day.weekday())
    workdays = [d for d in (monday + timedelta(days=n) for n in range(7)) if calendar.is_workday(d)]
    if not workdays:
        return None
    opens_on = _within(workdays, monday + timedelta(days=cadence.weekday))
    closes_on = _within(workdays, monday + timedelta(days=cadence.closes_weekday))
    opens_at = calendar.at(opens_on, cadence.opens)
    deadline_at = calendar.at(max(opens_on, closes_on), cadence.closes)
    return Due(week_name(monday), opens_at, deadline_at)


def due_now(cadence: Cadence, calendar: Calendar, now: datetime) -> list[Due]:
    """Periods whose opening has come, of the last two weeks, oldest first.

    The clock remembers nothing: whoever asks inserts what is missing under a unique key. Periods
    that opened before the cadence was switched on are nobody's business.
    """
    if not cadence.enabled:
        return []
    today = calendar.today(now)
    periods = [period_of(cadence, today - timedelta(weeks=back), calendar) for back in (1, 0)]
    since = cadence.enabled_from
    return [p for p in periods if p and p.opens_at <= now and (since is None or p.opens_at >= since)]


def _within(workdays: list[date], wanted: date) -> date:
    before = [day for day in workdays if day <= wanted]
    return before[-1] if before else workdays[0]
