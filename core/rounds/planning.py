"""What a change of the rules would come to (调度频次): from the next period on, as values to look at before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice

from core.calendar import Calendar
from core.errors import BadArgument, StaleButton, WrongState
from core.rounds.cadence import Due, upcoming
from core.rounds.model import Rung
from core.rounds.periods import day_in, period_after, period_around
from core.rounds.timetable import Cadence, Every, When

NEXT = 10
"""Firings in a preview."""
LENGTHS = tuple(Every)
"""Shortest first."""
Firing = tuple[Cadence, Due]


def in_force(cadences: Sequence[Cadence], today: date) -> list[Cadence]:
    """Rules that count today or will, in the order of entry."""
    return [each for each in cadences if each.enabled and (each.until_on is None or each.until_on > today)]


def next_firings(
    cadences: Sequence[Cadence], calendar: Calendar, now: datetime, count: int = NEXT
) -> list[Firing]:
    """What these rules will do next, by opening."""
    found = [
        (each, due) for each in cadences for due in islice(upcoming(each, calendar, now, cadences), count)
    ]
    return sorted(found, key=lambda firing: (firing[1].opens_at, firing[0].name))[:count]


def from_next_period(cadence: Cadence, today: date) -> Cadence:
    """Counting from the first period that has not begun."""
    first = period_after(period_around(cadence.every, today)).first
    return replace(cadence, from_on=first, enabled_from=None)


def ended(cadence: Cadence, today: date) -> Cadence:
    """Its last period is the one that has begun; one that has not begun at all never counts."""
    last = period_after(period_around(cadence.every, today)).first
    if cadence.from_on and cadence.from_on > today:
        return replace(cadence, enabled=False)
    return replace(cadence, until_on=min(cadence.until_on or last, last))


def with_preset(cadences: Sequence[Cadence], new: Sequence[Cadence], today: date) -> list[Cadence]:
    """What there is ends with its period, the preset follows; a campaign that runs goes on to its end."""
    old = [each if each.campaign_of else ended(each, today) for each in in_force(cadences, today)]
    return old + [from_next_period(each, today) for each in new]


def is_preset(cadences: Sequence[Cadence], preset: Sequence[Cadence], today: date) -> bool:
    """Whether the rules that last are those of the preset, to the last word."""
    lasting = [each for each in in_force(cadences, today) if each.until_on is None]
    return {_itself(each) for each in lasting} == {_itself(each) for each in preset}


def _itself(cadence: Cadence) -> Cadence:
    """The rule without where it stands and since when."""
    return replace(cadence, id=0, version=1, enabled_from=None, from_on=None, until_on=None)


def with_rule(cadences: Sequence[Cadence], changed: Cadence, today: date) -> list[Cadence]:
    """The rule with the id of ``changed`` ends with its period and is followed by it."""
    old = [ended(each, today) if each.id == changed.id else each for each in in_force(cadences, today)]
    follower = replace(from_next_period(changed, today), id=0, version=changed.version + 1)
    return [*old, follower]


def campaign(
    base: Cadence, name: str, every: Every, opens: When, closes: When, first: date, last: date
) -> Cadence:
    """A tighter rule in the place of ``base`` (攻坚), for periods that begin from ``first`` to ``last``. Reminders come
    twice as fast.

    Raises:
        BadArgument: it is not tighter, or no period begins in that time.
    """
    tighter = (LENGTHS.index(every), _length(every, opens, closes, first)) < (
        LENGTHS.index(base.every),
        _length(base.every, base.opens, base.closes, first),
    )
    begins = period_around(every, first)
    if begins.first < first:
        begins = period_after(begins)
    if not tighter or begins.first > last:
        raise BadArgument("campaign")
    faster = tuple(Rung(rung.after / 2, rung.step) for rung in base.ladder)
    return replace(
        base, id=0, name=name, every=every, opens=opens, closes=closes, ladder=faster, version=1,
        enabled_from=None, from_on=first, until_on=date.fromordinal(last.toordinal() + 1), campaign_of=base.id,
    )  # fmt: skip


def _length(every: Every, opens: When, closes: When, day: date) -> int:
    period = period_around(every, day)
    return (day_in(period, closes) - day_in(period, opens)).days


def asking(cadences: Sequence[Cadence], today: date) -> Cadence:
    """The rule with cards that lasts; a campaign is none.

    Raises:
        WrongState: there is none.
    """
    found = [each for each in in_force(cadences, today) if each.asks and not each.campaign_of]
    if not found:
        raise WrongState("cadence", "none")
    return found[-1]


def written(when: When) -> str:
    """0.5.1700, for buttons and the audit."""
    return f"{when.month}.{when.day}.{when.at:%H%M}"


def read_written(text: str) -> When:
    """
    Raises:
        StaleButton: not what ``written`` writes.
    """
    try:
        month, day, at = text.split(".")
        return When(int(day), time(int(at[:2]), int(at[2:])), int(month))
    except ValueError:
        raise StaleButton from None
