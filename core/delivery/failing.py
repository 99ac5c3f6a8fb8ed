"""Work of the clock that does not succeed, again and again: the office is told, and told when it is well again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.tell import tell_office
from core.texts import failing as texts

PATIENCE = timedelta(minutes=10)
"""Two transactions in each other's way, a database that starts anew: that passes before anybody need know."""
FORGOTTEN = timedelta(days=1)
"""After so long without an attempt nothing is known any more."""
KEY = "failing_jobs"


class Job(StrEnum):
    """What a tick does, one item after the other; ``TICK`` is that it came to its end."""

    OPEN = "open"
    CLOSE = "close"
    PARTS = "parts"
    PRODUCE = "produce"
    NUDGE = "nudge"
    CONFIRM = "confirm"
    BROADCAST = "broadcast"
    NODES = "nodes"
    ENTERING = "entering"
    SIGN = "sign"
    QUARTER = "quarter"
    FOLLOW_UP = "follow_up"
    DOUBTS = "doubts"
    YEAR = "year"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Failing:
    """One job that did not succeed when it was last tried.

    Attributes:
        since: its first failure in a row.
        last: its newest.
        told_on: the day on which the office last heard of it.
    """

    since: datetime
    last: datetime
    told_on: date | None = None

    @property
    def lasts(self) -> bool:
        return self.last - self.since >= PATIENCE


Known = Mapping[Job, Failing]


def after_tick(known: Known, outcomes: Mapping[Job, bool], now: datetime) -> dict[Job, Failing]:
    """What fails now. ``outcomes``: whether all items of a job succeeded; what had none to do is not named."""
    failing = {
        job: one
        for job, one in known.items()
        if job in outcomes or now - one.last < FORGOTTEN
    }  # fmt: skip
    for job, succeeded in outcomes.items():
        before = failing.pop(job, Failing(now, now))
        if not succeeded:
            failing[job] = replace(before, last=now)
    return failing


def is_failing(work: UnitOfWork) -> bool:
    return work.settings.get(KEY) not in (None, "{}")


def note_outcomes(work: UnitOfWork, outcomes: Mapping[Job, bool], calendar: Calendar, now: datetime) -> bool:
    """Keep what fails. The office hears of what lasts, in one message a day, and of its end; False if of nothing.

    At night and on days off nobody is alarmed: what is well by the morning needs nobody.
    """
    stored, today = work.settings.get(KEY), calendar.today(now)
    known = _known(stored)
    failing = after_tick(known, outcomes, now)
    told = False
    well = [job for job in Job if job in known and known[job].told_on and outcomes.get(job)]
    if well:
        told = tell_office(work, _key("well", well, today), texts.well(well), calendar, now) > 0
    news = [
        job
        for job, succeeded in outcomes.items()
        if not succeeded and failing[job].lasts and failing[job].told_on != today
    ]
    if news and calendar.next_speaking(now) == now:
        card = texts.failing(news, min(failing[job].since for job in news), calendar)
        if tell_office(work, _key("failing", news, today), card, calendar, now):
            told = True
            failing |= {job: replace(failing[job], told_on=today) for job in news}
    if (stays := _to_json(failing)) != ("{}" if stored is None else stored):
        work.settings.set(KEY, stays)
    return told


def _key(what: str, jobs: Iterable[Job], today: date) -> str:
    return f"{what}:{today}:{','.join(jobs)}"


def _known(stored: str | None) -> dict[Job, Failing]:
    """What cannot be read, as a hand in the database leaves it, is not known: the clock learns it again in minutes."""
    try:
        rows = json.loads(stored or "{}")
        return {Job(name): _read(*row) for name, row in rows.items() if name in set(Job)}
    except (ValueError, TypeError, AttributeError):
        return {}


def _read(since: str, last: str, told_on: str) -> Failing:
    """
    Raises:
        ValueError: no moments, or moments of no time zone.
    """
    begun, newest = datetime.fromisoformat(since), datetime.fromisoformat(last)
    if begun.tzinfo is None or newest.tzinfo is None:
        raise ValueError(since, last)
    return Failing(begun, newest, date.fromisoformat(told_on) if told_on else None)


def _to_json(failing: Known) -> str:
    return json.dumps(
        {
            job.value: [
                one.since.isoformat(),
                one.last.isoformat(),
                one.told_on.isoformat() if one.told_on else "",
            ]
            for job, one in failing.items()
        }
    )
