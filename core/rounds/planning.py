"""The office changes what happens when (调度频次): from the next period on, after a look at what would come of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice

from core.calendar import Calendar
from core.errors import BadArgument, StaleButton, WrongState
from core.ports import UnitOfWork
from core.rounds.cadence import Due, upcoming
from core.rounds.model import Rung
from core.rounds.periods import day_in, period_after, period_around
from core.rounds.timetable import Cadence, Every, When
from core.settings import Setting

PRESET: Setting[str] = Setting("preset", "", to_json=lambda name: name, from_json=str)
"""The preset that the rules came from, whatever was changed in them since."""
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


def save(work: UnitOfWork, planned: Sequence[Cadence], by: int, now: datetime, preset: str = "") -> None:
    """Write what a preview showed. Unchanged rules stay as they are."""
    known = {each.id: each for each in work.rounds.cadences()}
    for each in planned:
        if known.get(each.id) == each:
            continue
        kept = work.rounds.save_cadence(each)
        facts = {"name": kept.name, "every": kept.every.value, "opens": written(kept.opens),
                 "closes": written(kept.closes), "from": str(kept.from_on), "until": str(kept.until_on)}  # fmt: skip
        work.audit.note(now, by, "cadence.changed", f"cadence:{kept.id}", facts)
    if preset:
        work.settings.set(PRESET.name, json.dumps(preset))


def stop(work: UnitOfWork, cadence_id: int, by: int, calendar: Calendar, now: datetime) -> Cadence:
    """After the period that has begun it ends; the only rule that sends cards cannot be stopped.

    Raises:
        WrongState: it is that one.
        StaleButton: it has ended.
    """
    today = calendar.today(now)
    running = in_force(work.rounds.cadences(), today)
    wanted = next((each for each in running if each.id == cadence_id), None)
    if wanted is None:
        raise StaleButton
    others = [each for each in running if each.asks and each.id != cadence_id and not each.campaign_of]
    if wanted.asks and not wanted.campaign_of and not any(each.until_on is None for each in others):
        raise WrongState("cadence", "last")
    kept = work.rounds.save_cadence(ended(wanted, today))
    work.audit.note(
        now, by, "cadence.stopped", f"cadence:{kept.id}", {"name": kept.name, "until": str(kept.until_on)}
    )
    return kept


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
