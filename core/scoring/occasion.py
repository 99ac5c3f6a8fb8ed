"""How long the units may object before a result is frozen (公示期), as the office chooses.

Two occasions, because they ask for different things. A weekly dispatch by the three rates puts nobody on a list and
follows the last one by seven days: what is wrong is set right in the next, and a window would only make its bulletin
old news. A result that names units on the red and the black list, or that a quarter or a year is judged by, is shown
to each unit first.

Source: private preview, two working days, decision with reason (a published yearly assessment with an objection
deadline, qianlima.com bid-486863651; 《政府督查工作条例》: conclusions are fed back to the subject).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from core.calendar import Calendar
from core.rounds.periods import named
from core.rounds.timetable import Every
from core.scoring.model import Scheme


class Occasion(StrEnum):
    ROUTINE = "routine"  # 日常调度
    ASSESSMENT = "assessment"  # 考核排名


CHOICES = (0, 1, 2, 3, 5)
"""Working days to choose from; 0: frozen at the cut-off."""


def occasion_of(scheme: Scheme, period: str) -> Occasion:
    """An assessment: the scheme has lists, or the period is a quarter or a year."""
    long = named(period).every in (Every.QUARTER, Every.YEAR)
    return Occasion.ASSESSMENT if scheme.lists or long else Occasion.ROUTINE


def working_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The moment at which so many working days' office hours have passed."""
    return calendar.add_working(start, days * day_length(calendar))


def day_length(calendar: Calendar) -> timedelta:
    """Office hours of one working day."""
    anchor = datetime(2026, 1, 5)  # noqa: DTZ001 - any day: only lengths are taken from it
    return sum(
        (
            datetime.combine(anchor, closes) - datetime.combine(anchor, opens)
            for opens, closes in calendar.hours
        ),
        timedelta(),
    )
