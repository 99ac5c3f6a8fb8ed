"""Which rounds should exist by now, and when each is held: rules with cards that fall on one day are one round.

Nobody gets two cards about the same projects on one day. Where a shorter rule asks more often than a longer one
(a campaign beside the weekly rule, a weekly rule beside the monthly one), the period of the longer one is held with the
last cards of the shorter one before its deadline. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from core.calendar import Calendar
from core.rounds.cadence import Due, due_in
from core.rounds.periods import Period, period_after, period_around, period_before
from core.rounds.timetable import Cadence, Every

LENGTHS = tuple(Every)
"""Shortest first."""
LOOKED_BACK = {Every.DAY: 7}
"""Periods before today's that may still be missing; one of all others."""
LOOKED_AHEAD = 2
"""Before a long holiday cards leave for a week that is two weeks away."""
FAR = 60
"""Periods to look ahead: a year of weeks and more."""


def due_now(
    cadence: Cadence, calendar: Calendar, now: datetime, cadences: Collection[Cadence] = ()
) -> list[Due]:
    """Periods whose opening has come, from the one before today's on, oldest first.

    The clock remembers nothing: whoever asks inserts what is missing under a unique key. Periods
    that opened before the cadence was switched on are nobody's business.
    """
    period = period_around(cadence.every, calendar.today(now))
    periods = [period]
    for _ in range(LOOKED_BACK.get(cadence.every, 1)):
        periods.insert(0, period_before(periods[0]))
    for _ in range(LOOKED_AHEAD):
        periods.append(period_after(periods[-1]))
    since = cadence.enabled_from
    found = (held(cadence, each, calendar, cadences) for each in periods)
    return [due for due in found if due and due.opens_at <= now and (since is None or due.opens_at >= since)]


def upcoming(
    cadence: Cadence, calendar: Calendar, now: datetime, cadences: Collection[Cadence] = ()
) -> Iterator[Due]:
    """Periods that are still to open, in order, ``FAR`` at most; none of a cadence that has ended.

    A card round waits for the one before: its cards leave after that one's deadline.
    """
    period = period_before(period_around(cadence.every, calendar.today(now)))
    before: Due | None = None
    for _ in range(FAR):
        if not cadence.enabled or (cadence.until_on and period.first >= cadence.until_on):
            return
        due = held(cadence, period, calendar, cadences)
        if due and cadence.asks and before:
            due = replace(due, opens_at=max(due.opens_at, before.deadline_at))
        if due:
            if due.opens_at > now:
                yield due
            before = due
        period = period_after(period)


def held(cadence: Cadence, period: Period, calendar: Calendar, cadences: Collection[Cadence]) -> Due | None:
    """The moments at which this period of the rule is held; None if it is none of its own, or part of another
    rule's round."""
    due = _own(cadence, period, calendar)
    others = [each for each in cadences if each.asks and each.enabled and each.id != cadence.id]
    if due is None or not cadence.asks or not others:
        return due
    carried = _carried(cadence, due, others, calendar)
    longer = [each for each in others if _rank(each) > _rank(cadence)]
    if any(_takes(each, carried, [*others, cadence], calendar) for each in longer):
        return None
    return carried


def _own(cadence: Cadence, period: Period, calendar: Calendar) -> Due | None:
    return due_in(cadence, period, calendar) if cadence.counts_on(period.first) else None


def _rank(cadence: Cadence) -> tuple[int, bool]:
    """A campaign comes before a rule of the same length."""
    return LENGTHS.index(cadence.every), cadence.campaign_of is None


def _carried(cadence: Cadence, due: Due, others: Sequence[Cadence], calendar: Calendar) -> Due:
    """With the moments of the last cards of the shortest rule that asks while this period runs, if there is one."""
    shorter = sorted(
        (each for each in others if _rank(each) < _rank(cadence) and _in_force(each, due)), key=_rank
    )
    for each in shorter:
        last = _last_within(each, cadence, due, calendar)
        if last:
            ends = due.deadline_at if due.deadline_at > last.opens_at else last.deadline_at
            return replace(
                due, opens_at=last.opens_at, deadline_at=min(ends, last.deadline_at), opens_on=last.opens_on,
                closes_on=last.closes_on, merges=tuple(shorter[shorter.index(each):]),
            )  # fmt: skip
    return due


def _in_force(cadence: Cadence, due: Due) -> bool:
    """On the day on which ``due`` would open: what has begun before a campaign ends as it began."""
    begun = cadence.from_on is None or cadence.from_on <= due.opens_on
    return begun and (cadence.until_on is None or due.opens_on < cadence.until_on)


def _last_within(shorter: Cadence, cadence: Cadence, due: Due, calendar: Calendar) -> Due | None:
    """The last cards of ``shorter`` between the opening of ``due`` and its deadline."""
    earliest = due.first if shorter.every is cadence.every else due.opens_on
    period = period_around(shorter.every, due.closes_on)
    while period.last >= earliest:
        found = _own(shorter, period, calendar)
        if found and earliest <= found.opens_on <= due.closes_on:
            return found
        period = period_before(period)
    return None


def _takes(longer: Cadence, due: Due, others: Sequence[Cadence], calendar: Calendar) -> bool:
    """Whether the cards of ``due`` leave as part of a round of the longer rule: on the same opening, or within it."""
    period = period_around(longer.every, due.opens_on)
    besides = [each for each in others if each.id != longer.id]
    for each in (period_before(period), period, period_after(period)):
        own = _own(longer, each, calendar)
        if own is None:
            continue
        carried = _carried(longer, own, besides, calendar)
        if carried.merges and calendar.today(carried.opens_at) == calendar.today(due.opens_at):
            return True
        if not carried.merges and own.opens_at <= due.opens_at and due.deadline_at <= own.deadline_at:
            return True
    return False
