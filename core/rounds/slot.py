"""When the one unasked message of the day may go to a person."""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.ports import UnitOfWork

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


def may_speak_now(work: UnitOfWork, person_id: int, calendar: Calendar, now: datetime) -> bool:
    """Whether the day's message is still free and it is no quiet hour."""
    return calendar.next_speaking(now) == now and not work.outbox.unasked(
        person_id, *calendar.day_bounds(now)
    )
