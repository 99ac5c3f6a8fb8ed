"""序时: how much of a year's target is due by a day. Whole units, half up; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.scoring.model import Pace


def due_part(target: int, today: date, pace: Pace = Pace.MONTH) -> int:
    """The part of the year's target that is due: months begun ÷ 12, or days ÷ the days of the year.

    Source: 时序目标任务 (cnzsr.com 5569); offices without a monthly table divide the year evenly.
    """
    if pace is Pace.MONTH:
        return _rounded(target * today.month, 12)
    days = (date(today.year + 1, 1, 1) - date(today.year, 1, 1)).days
    return _rounded(target * (today - date(today.year - 1, 12, 31)).days, days)


def due_by_table(months: Mapping[int, int], today: date) -> int:
    """The sum of the monthly targets up to and including this month; a month left out has none.

    A table of monthly targets is what offices usually issue; it goes before any even division.
    """
    return sum(target for month, target in months.items() if month <= today.month)


def _rounded(above: int, below: int) -> int:
    return int((Decimal(above) / below).quantize(Decimal(1), ROUND_HALF_UP))
