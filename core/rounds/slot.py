"""When the one unasked message of the day may go to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.cadence import Due
from core.rounds.held import due_now, upcoming
from core.rounds.timetable import Cadence

LOOK_AHEAD = 10
"""Working days to look ahead for a free day; more than that and the message is not worth sending."""


def free_slot(work: UnitOfWork, person_id: int, calendar: Calendar, now: datetime) -> datetime | None:
    """The first moment from ``now`` on outside quiet hours, on a day on which the person has heard
    nothing unasked; None if there is none in the next days."""
    moment = calendar.next_speaking(now)
    for _ in range(LOOK_AHEAD):
        if work.outbox.unasked(person_id, *calendar.day_bounds(moment)) == 0:
            return moment
        moment = calendar.next_day_speaking(moment)
    return None


def notice_slot(work: UnitOfWork, person_id: int, calendar: Calendar, now: datetime) -> datetime | None:
    """The same for a mere notice: a day on which a round opens is left to the new card.

    Where cards leave every day (攻坚) it takes the second free one: the card of that day gives way, and the next day
    brings another.
    """
    first = slot = free_slot(work, person_id, calendar, now)
    for _ in range(LOOK_AHEAD):
        if slot is None or not a_round_opens(work, slot, calendar, now):
            break
        slot = free_slot(work, person_id, calendar, calendar.next_day_speaking(slot))
    else:
        slot = None
    return slot or (first and free_slot(work, person_id, calendar, calendar.next_day_speaking(first)))


def may_speak_now(work: UnitOfWork, person_id: int, calendar: Calendar, now: datetime) -> bool:
    """Whether the day's message is still free and it is no quiet hour."""
    return calendar.next_speaking(now) == now and not work.outbox.unasked(
        person_id, *calendar.day_bounds(now)
    )


def a_round_opens(work: UnitOfWork, slot: datetime, calendar: Calendar, now: datetime) -> bool:
    """On the day of ``slot``: the day's one message is then the new card.

    Today that is also one whose opening has come and that the tick has not opened yet.
    """
    day = calendar.today(slot)
    cadences = work.rounds.cadences()
    return any(
        work.rounds.find(cadence.id, due.period) is None
        for cadence in cadences
        if cadence.asks
        for due in _opening_on(day, cadence, cadences, calendar, now)
    )


def _opening_on(
    day: date, cadence: Cadence, cadences: Sequence[Cadence], calendar: Calendar, now: datetime
) -> Iterator[Due]:
    if day == calendar.today(now):
        yield from (due for due in due_now(cadence, calendar, now, cadences) if now < due.deadline_at)
    for due in upcoming(cadence, calendar, now, cadences):
        if calendar.today(due.opens_at) > day:
            return
        if calendar.today(due.opens_at) == day:
            yield due
