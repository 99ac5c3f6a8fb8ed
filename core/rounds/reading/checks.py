"""Figures that no person should confirm without a second look (存疑)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.rounds.reading.model import Doubt, Kind, Line, Sum

TOO_HIGH = 120
"""Percent of 总投资 that 累计到位 may not exceed."""
ONE_WEEK = 30
"""Percent of 总投资 that may arrive in one week."""


NEXT_TOTAL = 150
"""Percent of the last 累计 up to which a sum without its span may as well be the new 累计."""


def _looks_like_total(yuan: int, in_all: int) -> bool:
    return 0 < in_all <= yuan and yuan * 100 <= in_all * NEXT_TOTAL


def doubts_about(sums: Mapping[Kind, Sum], line: Line) -> Iterator[Doubt]:
    """What is strange about the sums of one project, seen from what is known of it."""
    total, week = sums.get(Kind.TOTAL), sums.get(Kind.WEEK)
    if total and line.in_all_yuan is not None and total.yuan < line.in_all_yuan:
        yield Doubt.TOTAL_FALLS
    if week and week.bare and not total and _looks_like_total(week.yuan, line.in_all_yuan or 0):
        yield Doubt.PERIOD_UNCLEAR
    if Kind.INVEST in sums:
        yield Doubt.INVEST_CHANGED
    if not line.total_yuan:
        return
    arrived = [one for kind, one in sums.items() if kind in (Kind.TOTAL, Kind.YEAR, Kind.MONTH, Kind.FIXED)]
    if any(one.yuan * 100 > line.total_yuan * TOO_HIGH for one in arrived):
        yield Doubt.TOTAL_TOO_HIGH
    if week and week.yuan * 100 > line.total_yuan * ONE_WEEK:
        yield Doubt.WEEK_TOO_HIGH
    if Kind.GAP in sums and sums[Kind.GAP].yuan * 100 > line.total_yuan * TOO_HIGH:
        yield Doubt.TOTAL_TOO_HIGH
