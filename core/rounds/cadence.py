"""Which rounds should exist by now (调度频次)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from core.calendar import Calendar
from core.rounds.ladder import DEFAULT
from core.rounds.periods import Period, day_in, period_after, period_around, period_before
from core.rounds.timetable import Cadence, Every, When


@dataclass(frozen=True, slots=True)
class Due:
    """One period of a cadence with its moments, aware UTC.

    Attributes:
        first, last: days of the period.
        opens_on, closes_on: the days that the rule names; ``opens_at`` and ``deadline_at`` may lie on others.
    """

    period: str
    opens_at: datetime
    deadline_at: datetime
    first: date
    last: date
    opens_on: date
    closes_on: date


def weekly(
    name: str = "周调度",
    opens: time = time(9, 0),
    closes: time = time(17, 0),
    enabled_from: datetime | None = None,
) -> Cadence:
    """Asks on Monday 9:00, closes on Friday 17:00."""
    return Cadence(0, name, Every.WEEK, When(1, opens), When(5, closes), DEFAULT, enabled_from=enabled_from)


def period_of(cadence: Cadence, day: date, calendar: Calendar) -> Due | None:
    """The period around ``day``; None if nobody works in it."""
    return due_in(cadence, period_around(cadence.every, day), calendar)


def due_in(cadence: Cadence, period: Period, calendar: Calendar) -> Due | None:
    """The moments of this period; None if nobody works in it.

    An opening on a day off moves to the working day before, even if that lies before the period, which
    keeps its name. A deadline moves to the working day before, or to the one after where the one before lies
    outside of the period or not after the opening.
    """
    if calendar.workday_after_or_on(period.first) > period.last:
        return None
    opens_on, closes_on = day_in(period, cadence.opens), day_in(period, cadence.closes)
    opens_at = calendar.at(calendar.workday_before_or_on(opens_on), cadence.opens.at)
    last_day = calendar.workday_before_or_on(closes_on)
    if last_day < period.first or calendar.at(last_day, cadence.closes.at) <= opens_at:
        last_day = calendar.workday_after_or_on(closes_on)
    deadline_at = calendar.at(last_day, cadence.closes.at)
    return Due(period.name, opens_at, deadline_at, period.first, period.last, opens_on, closes_on)


def due_now(
    cadence: Cadence, calendar: Calendar, now: datetime, campaigns: Collection[Cadence] = ()
) -> list[Due]:
    """Periods whose opening has come, from the one before today's to the second after it, oldest first: before
    a long holiday cards leave for a week that is two weeks away.

    The clock remembers nothing: whoever asks inserts what is missing under a unique key. Periods
    that opened before the cadence was switched on are nobody's business.
    """
    periods = [period_before(period_around(cadence.every, calendar.today(now)))]
    while len(periods) < LOOKED_AT:
        periods.append(period_after(periods[-1]))
    found = (due_in(cadence, period, calendar) for period in periods)
    since = cadence.enabled_from
    return [
        due
        for due in found
        if due and due.opens_at <= now and (since is None or due.opens_at >= since)
        and is_held(cadence, due, campaigns)
    ]  # fmt: skip


LOOKED_AT = 4
FAR = 60
"""Periods to look ahead: a year of weeks and more."""


def is_held(cadence: Cadence, due: Due, campaigns: Collection[Cadence]) -> bool:
    """Whether this period belongs to the cadence, and no campaign takes its place on the day it would open."""
    replaced = any(
        each.enabled
        and each.campaign_of is not None
        and cadence.asks
        and cadence.campaign_of is None
        and (each.from_on is None or each.from_on <= due.opens_on)
        and (each.until_on is None or due.opens_on < each.until_on)
        for each in campaigns
    )
    return cadence.counts_on(due.first) and not replaced


def upcoming(
    cadence: Cadence, calendar: Calendar, now: datetime, campaigns: Collection[Cadence] = ()
) -> Iterator[Due]:
    """Periods that are still to open, in order, ``FAR`` at most; none of a cadence that has ended.

    A card round waits for the one before: its cards leave after that one's deadline.
    """
    period = period_before(period_around(cadence.every, calendar.today(now)))
    before: Due | None = None
    for _ in range(FAR):
        if not cadence.enabled or (cadence.until_on and period.first >= cadence.until_on):
            return
        due = due_in(cadence, period, calendar)
        if due and cadence.asks and before:
            due = replace(due, opens_at=max(due.opens_at, before.deadline_at))
        if due and is_held(cadence, due, campaigns):
            if due.opens_at > now:
                yield due
            before = due
        period = period_after(period)
