"""序时: how much of a year's target is due by a day. Whole units, half up; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.scoring.model import Pace


def due_part(target: int, today: date, pace: Pace = Pace.MONTH) -> int:
    """The part of the year's target that is due: months begun ÷ 12, or days ÷ the days of the year.

    Source: 时序目标任务 (cnzsr.com 5569); offices without a monthly table divide the year evenly.
    """
    above, below = share_of_year(today, pace)
    return (2 * target * above + below) // (2 * below)


def due_by_table(months: Mapping[int, int], today: date) -> int:
    """The sum of the monthly targets up to and including this month; a month left out has none.

    A table of monthly targets is what offices usually issue; it goes before any even division.
    """
    return sum(target for month, target in months.items() if month <= today.month)


def share_of_year(today: date, pace: Pace) -> tuple[int, int]:
    """The part of the year that has come, as a fraction: months begun of 12, or days of the year's days."""
    if pace is Pace.MONTH:
        return today.month, 12
    new_year = date(today.year, 1, 1)
    return (today - new_year).days + 1, (date(today.year + 1, 1, 1) - new_year).days
