"""When the one unasked message of the day may go to a person."""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.held import upcoming

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
    """The same for a mere notice: a day on which a round opens is left to the new card."""
    slot = free_slot(work, person_id, calendar, now)
    if slot and a_round_opens(work, slot, calendar, now):
        slot = free_slot(work, person_id, calendar, calendar.next_day_speaking(slot))
    return slot


def may_speak_now(work: UnitOfWork, person_id: int, calendar: Calendar, now: datetime) -> bool:
    """Whether the day's message is still free and it is no quiet hour."""
    return calendar.next_speaking(now) == now and not work.outbox.unasked(
        person_id, *calendar.day_bounds(now)
    )


def a_round_opens(work: UnitOfWork, slot: datetime, calendar: Calendar, now: datetime) -> bool:
    """On the day of ``slot``: the day's one message is then the new card."""
    day = calendar.today(slot)
    cadences = work.rounds.cadences()
    for cadence in cadences:
        due = next(upcoming(cadence, calendar, now, cadences), None) if cadence.asks else None
        if due and calendar.today(due.opens_at) == day and not work.rounds.find(cadence.id, due.period):
            return True
    return False
