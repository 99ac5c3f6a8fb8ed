"""When to take which step of the chase (催报阶梯)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from core.calendar import Calendar
from core.errors import BadArgument
from core.rounds.model import Rung, Step

DEFAULT = (
    Rung(timedelta(hours=3), Step.LIAISON),
    Rung(timedelta(hours=9), Step.LEADER),
    Rung(timedelta(hours=14), Step.OFFICE),
)
"""Office hours of silence; a working day has seven."""


TO_THE_LEADER = frozenset({Step.REMIND, Step.LEADER})


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


SHORTEST, LONGEST = timedelta(minutes=30), 40
"""Of office time; working days."""


def check(ladder: Sequence[Rung], day: timedelta) -> None:
    """Whether the office may have this ladder.

    Each step once and in the order of ``Step``, each later than the one before; the office's list is always there;
    what goes to the leader himself is a working day apart from his card and from one another, since nobody hears
    from us twice a day.

    Args:
        day: office time of one working day.

    Raises:
        BadArgument: ladder_order, ladder_office, ladder_day or ladder_long.
    """
    steps, graces = [rung.step for rung in ladder], [rung.after for rung in ladder]
    if steps != sorted(set(steps), key=STEPS.index) or graces != sorted(set(graces)):
        raise BadArgument("ladder_order")
    if Step.OFFICE not in steps:
        raise BadArgument("ladder_office")
    if graces[0] < SHORTEST or graces[-1] > LONGEST * day:
        raise BadArgument("ladder_long")
    own = [timedelta(0), *(rung.after for rung in ladder if rung.step in TO_THE_LEADER)]
    if any(later - earlier < day for earlier, later in pairwise(own)):
        raise BadArgument("ladder_day")


STEPS = tuple(Step)
"""In the order in which they may follow one another."""
