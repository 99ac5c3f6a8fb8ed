"""Bonus and deductions beside the indicators, with limits of their own (加减分)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from core.scoring.model import Extra, Fact, Granted
from core.scoring.ratios import YI, Own

NOTHING = Decimal(0)


def granted(extras: Sequence[Extra], own: Own) -> tuple[Granted, ...]:
    """Those that happened at least once, each limited by itself."""
    found = []
    for extra in extras:
        times = times_of(extra.code, own)
        points = extra.each * times
        limited = points if extra.most is None else min(points, extra.most)
        if times:
            found.append(Granted(extra.code, times, limited))
    return tuple(found)


def in_all(found: Sequence[Granted], cap: Decimal) -> Decimal:
    """Their points together, at most ``cap``."""
    return min(cap, sum((one.points for one in found), NOTHING))


def times_of(code: str, own: Own) -> int:
    if code in PROJECTS:
        return len(projects_of(code, own))
    if code == "no_signing":
        return int(own.unit.has_task and not own.signed_now)
    return own.unit.untrue or 0


def projects_of(code: str, own: Own) -> Sequence[Fact]:
    """The projects behind an extra; none for one about the unit as a whole."""
    return PROJECTS[code](own) if code in PROJECTS else ()


PROJECTS: Mapping[str, Callable[[Own], Sequence[Fact]]] = {
    # 10亿元以上当年开工
    "big_start": lambda own: [f for f in own.started if f.started_now and f.contract_yuan >= 10 * YI],
    # 三类500强, signed this year
    "top500": lambda own: [f for f in own.signed_now if f.top500],
    # 签约满6个月未开工
    "late_start": lambda own: [f for f in own.standing if f.late_start],
}
