"""When to take which step of the chase (催报阶梯)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from core.calendar import Calendar
from core.rounds.model import Rung, Step

DEFAULT = (
    Rung(timedelta(hours=3), Step.LIAISON),
    Rung(timedelta(hours=9), Step.LEADER),
    Rung(timedelta(hours=14), Step.OFFICE),
)
"""Office hours of silence; a working day has seven."""


def step_due(
    asked_at: datetime, taken: Collection[Step], ladder: Sequence[Rung], calendar: Calendar, now: datetime
) -> Step | None:
    """The one step to take now, or None.

    After an outage several rungs may be overdue. Only the highest is taken: three messages at
    once help nobody. Silence only grows, so a rung below one already taken does not come back.
    """
    silence = calendar.working_between(asked_at, now)
    overdue = [rung.step for rung in ladder if rung.after <= silence]
    if not overdue or overdue[-1] in taken:
        return None
    return overdue[-1]
