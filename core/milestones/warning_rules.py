"""On which days a planned node is spoken of. Pure; the numbers are the office's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

CHOICES: tuple[tuple[int, ...], ...] = ((14, 3), (30, 14, 3), (7, 1), (7,), ())
"""Days before a node that are offered."""


@dataclass(frozen=True, slots=True)
class WarningRules:
    """Days ``before`` a node; the day after it always; ``weekly``: then every Monday while it is overdue."""

    before: tuple[int, ...] = CHOICES[0]
    weekly: bool = True


DEFAULT = WarningRules()
_DAY = timedelta(days=1)


def is_warned(last: date, rules: WarningRules, since: date, today: date) -> bool:
    """Whether a day on which a node planned for ``last`` is spoken of lies after ``since``, up to ``today``.

    Once overdue it is Monday for all nodes, so that a leader hears of them together.
    """
    day = since + _DAY
    while day <= today:
        if (last - day).days in rules.before or day == last + _DAY:
            return True
        if rules.weekly and day > last + _DAY and day.weekday() == 0:
            return True
        day += _DAY
    return False
