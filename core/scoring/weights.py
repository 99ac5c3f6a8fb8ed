"""Other weights for the indicators of a scheme (指标权重): which can be, and how a version's name writes them. Pure.

Written in the order of the scheme's indicators, one spelling for one value: 30/50/20, 12.5/0/87.5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from core.scoring.model import Scheme

Weights: TypeAlias = Mapping[str, Decimal]
"""Code of the indicator → points; every indicator of the scheme has one."""
NEVER = frozenset({"F1"})
"""Chat behaviour: it weighs nothing whatever an office says (national rules against ranking by replies)."""
FINEST = Decimal("0.01")
"""Points are rounded to it, so weights are no finer."""
_ONE = re.compile(r"(0|[1-9]\d{0,3})(\.\d?[1-9])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Weighing:
    """One decision about the weights of the published scheme ``base``; ``weights`` as a version writes them.

    ``on``: the local day of ``at``; periods that begin after it count.
    """

    base: str
    weights: str
    by: int
    name: str
    at: datetime
    on: date

    @property
    def mark(self) -> str:
        """Tells it from another one, for a button."""
        return f"{self.at:%Y%m%d%H%M%S%f}"


class Wrong(StrEnum):
    """Why weights cannot be."""

    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"  # no indicator of the scheme is called so
    UNCLEAR = "unclear"  # several could be meant
    TWICE = "twice"
    NEGATIVE = "negative"
    TOO_FINE = "too_fine"
    CHAT = "chat"
    MISSING = "missing"  # not named; nobody guesses it
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Fault:
    """``words`` as they were said, ``codes`` of indicators; ``total``: what the weights come to, of ``SUM``."""

    wrong: Wrong
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    total: Decimal = Decimal(0)


def weights_of(scheme: Scheme) -> dict[str, Decimal]:
    return {indicator.code: indicator.weight for indicator in scheme.indicators}


def full_of(scheme: Scheme) -> Decimal:
    """What the weights must come to: 100 in every scheme there is."""
    return sum((indicator.weight for indicator in scheme.indicators), Decimal(0))


def weighed(scheme: Scheme, weights: Weights) -> Scheme:
    """The scheme with these weights; its version is the caller's business."""
    return replace(
        scheme, indicators=tuple(replace(one, weight=weights[one.code]) for one in scheme.indicators)
    )


def fault_of(scheme: Scheme, weights: Weights) -> Fault | None:
    """What is wrong with them, the first thing; None: they can be."""
    for code, weight in weights.items():
        if weight < 0:
            return Fault(Wrong.NEGATIVE, codes=(code,))
        if weight % FINEST:
            return Fault(Wrong.TOO_FINE, codes=(code,))
        if weight and code in NEVER:
            return Fault(Wrong.CHAT, codes=(code,))
    missing = tuple(one.code for one in scheme.indicators if one.code not in weights)
    if missing:
        return Fault(Wrong.MISSING, codes=missing)
    total = sum(weights.values(), Decimal(0))
    return Fault(Wrong.SUM, total=total) if total != full_of(scheme) else None


def number(weight: Decimal) -> str:
    """30, 12.5: no zeros that say nothing."""
    return f"{weight.normalize():f}"


def written(scheme: Scheme, weights: Weights) -> str:
    """
    >>> from core.scoring.schemes import FIRST
    >>> written(FIRST, {"producing": Decimal("20.00"), "started": Decimal(30), "arrived": Decimal(50)})
    '30/50/20'
    """
    return "/".join(number(weights[one.code]) for one in scheme.indicators)


def read(scheme: Scheme, text: str) -> Weights | None:
    """What ``written`` wrote; None: another spelling, or weights that cannot be."""
    parts = text.split("/")
    if len(parts) != len(scheme.indicators) or not all(map(_ONE.fullmatch, parts)):
        return None
    found = {one.code: Decimal(part) for one, part in zip(scheme.indicators, parts, strict=True)}
    return None if fault_of(scheme, found) else found
