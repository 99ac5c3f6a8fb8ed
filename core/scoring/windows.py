"""How long the units may object, as the office chooses (异议期)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.errors import BadArgument
from core.ports import UnitOfWork
from core.scoring.occasion import CHOICES, Occasion
from core.settings import Json, Setting, choose, chosen


def _from_json(value: Json) -> Mapping[str, int]:
    if not isinstance(value, dict):
        raise ValueError(value)  # noqa: TRY004 - what was stored is wrong, not the call
    return {name: days for name, days in value.items() if isinstance(days, int)}


WINDOWS: Setting[Mapping[str, int]] = Setting(
    "window", {Occasion.ROUTINE.value: 0, Occasion.ASSESSMENT.value: 2}, dict, _from_json
)


def days_for(work: UnitOfWork, occasion: Occasion) -> int:
    return chosen(work, WINDOWS)[occasion.value]


def choose_days(work: UnitOfWork, occasion: Occasion, days: int, by: int | None, now: datetime) -> None:
    """It counts for results that are made from now on.

    Raises:
        BadArgument: not one of ``CHOICES``.
    """
    if days not in CHOICES:
        raise BadArgument("window")
    counts: Mapping[str, int] = chosen(work, WINDOWS)
    choose(work, WINDOWS, {**counts, occasion.value: days}, by, now)
