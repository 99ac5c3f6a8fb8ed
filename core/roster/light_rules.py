"""From when on a project is yellow or red (亮灯标准): numbers that the office sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OFF = 0
"""A rule with this number colours nothing."""


@dataclass(frozen=True, slots=True)
class LightRules:
    """Days and percentage points from which a rule colours a project; ``OFF`` switches it off.

    Attributes:
        start_red, production_red: days by which a plan is overdue; from the first day on it is yellow.
        node_yellow, node_red: the same of the other planned key nodes (拿地, 手续办结, 主体封顶, 竣工, 达效, 备案, 入库, 纳统).
        gap_yellow, gap_red: points below 序时 (month ÷ 12) of the year's planned investment.
        stock_yellow, stock_red: days since construction began without 入库; more than that.
        silent_until: until this day the office alone sees the colours (观察期); None: everybody does.

    Source: 银川 2025 红黄绿灯; for key nodes between start and production the same days.
    """

    start_red: int = 90
    production_red: int = 90
    node_yellow: int = 1
    node_red: int = 90
    gap_yellow: int = 10
    gap_red: int = 30
    stock_yellow: int = 30
    stock_red: int = 60
    silent_until: date | None = None

    def is_silent(self, today: date) -> bool:
        return self.silent_until is not None and today <= self.silent_until


DEFAULT = LightRules()
CHOICES = {
    "start_red": (30, 60, 90, 120, 180, OFF),
    "production_red": (30, 60, 90, 120, 180, OFF),
    "node_yellow": (1, 10, 30, 60, OFF),
    "node_red": (30, 60, 90, 120, 180, OFF),
    "gap_yellow": (5, 10, 15, 20, OFF),
    "gap_red": (20, 25, 30, 40, 50, OFF),
    "stock_yellow": (15, 30, 45, 60, OFF),
    "stock_red": (30, 45, 60, 90, 120, OFF),
}
"""What the office chooses from, number by number."""
