"""Money: whole yuan in storage, 万元 and 亿元 in words. Never a float, halves round up.

Reading amounts from text is in ``core.amounts``.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

Yuan = int  # plain, so that SQL, JSON and arithmetic need no wrapping
MOST_YUAN = 10**14
"""No project costs more; a larger figure is a slip of the finger, and far larger ones fit into no column."""


class MoneyUnit(Enum):
    """A unit an amount can be written in; the value is its size in yuan."""

    YUAN = 1
    THOUSAND = 1_000
    WAN = 10_000
    MILLION = 1_000_000
    YI = 100_000_000

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    MoneyUnit.YUAN: "元",
    MoneyUnit.THOUSAND: "千元",
    MoneyUnit.WAN: "万元",
    MoneyUnit.MILLION: "百万元",
    MoneyUnit.YI: "亿元",
}


def to_yuan(amount: Decimal, unit: MoneyUnit) -> Yuan:
    """``amount`` in ``unit``, rounded half up to whole yuan."""
    return int((amount * unit.value).quantize(Decimal(1), ROUND_HALF_UP))


def in_unit(yuan: Yuan, unit: MoneyUnit, places: int | None = None) -> Decimal:
    """``yuan`` expressed in ``unit``; exact, or rounded half up to ``places`` decimals."""
    exact = Decimal(yuan) / unit.value
    return exact if places is None else exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def format_yuan(yuan: Yuan | None, missing: str = "未填") -> str:
    """For people: 847000000 → "8.47亿元", 8600000 → "860万元", 500 → "500元", 0 → "0万元".

    Two decimals at most. An amount that rounds up to the next unit is written in that unit.
    """
    if yuan is None:
        return missing
    if 0 < abs(yuan) < 10_000 and yuan % 100:
        return f"{yuan}元"
    yi = _hundredths(yuan, 10_000) >= 10_000_00
    return f"{_short(yuan, 100_000_000)}亿元" if yi else f"{_short(yuan, 10_000)}万元"


def format_wan(yuan: Yuan | None, missing: str = "未填") -> str:
    """Always in 万元, as tables want it: 847000000 → "84700万元"."""
    return missing if yuan is None else f"{wan_number(yuan)}万元"


def wan_number(yuan: Yuan) -> str:
    """The bare number of 万元, two decimals at most, without trailing zeros."""
    return _short(yuan, 10_000)


def _short(yuan: Yuan, unit: int) -> str:
    whole, rest = divmod(_hundredths(yuan, unit), 100)
    sign = "-" if yuan < 0 and (whole or rest) else ""
    return f"{sign}{whole}.{rest:02}".rstrip("0") if rest else f"{sign}{whole}"


def _hundredths(yuan: Yuan, unit: int) -> int:
    """Of ``unit``, without the sign, halves up."""
    return (abs(yuan) * 200 + unit) // (2 * unit)
