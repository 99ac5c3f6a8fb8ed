"""Single words and figures: dates, moments, money, lights, stages, answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from core.calendar import Calendar
from core.dates import PartialDate, Precision
from core.money import format_yuan
from core.rights import Role
from core.roster.model import Light, Node, Stage
from core.roster.nodes import KeyNode, Planned
from core.rounds.model import Answer
from core.rounds.periods import named
from core.rounds.timetable import Every
from core.texts.catalogue import language, say

LIGHTS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴", Light.GREY: "⚪"}
DAYS_KEPT = 400
"""Days in words: the same few stand in every card and answer."""


def money(yuan: int | None) -> str:
    """860万元, 8.47亿元; in English ¥8.6 million, ¥847 million; — when not stated."""
    if yuan is None:
        return "—"
    return _in_english(yuan) if language() == "en" else format_yuan(yuan)


def _in_english(yuan: int) -> str:
    """Two decimals at most; an amount that rounds up to the next unit is written in that unit."""
    sign, size = "-" if yuan < 0 else "", Decimal(abs(yuan))
    for name, unit in (("million", 10**6), ("billion", 10**9)):
        amount = (size / unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if 1 <= amount < 1000 or (amount >= 1000 and name == "billion"):
            digits = f"{amount:,f}".rstrip("0").rstrip(".")
            return f"{sign}¥{digits} {name}"
    return f"{sign}¥{size:,f}"


def moment(at: datetime, calendar: Calendar) -> str:
    """11月20日（周五）17:00, local."""
    local = calendar.local(at)
    return f"{day(local.date())} {local.hour:02}:{local.minute:02}"


def clock(at: datetime, calendar: Calendar) -> str:
    return f"{calendar.local(at):%H:%M}"


def short_moment(at: datetime, calendar: Calendar) -> str:
    """11-20 17:00, local."""
    return f"{calendar.local(at):%m-%d %H:%M}"


def day(on: date) -> str:
    """11月20日（周五）."""
    return _day(on, language())


@lru_cache(DAYS_KEPT)
def _day(on: date, _language: str) -> str:
    weekday = say("word.weekdays").split()[on.weekday()]
    return say("word.day", month=_month(on), day=on.day, weekday=weekday)


def _month(on: date) -> str:
    return say("word.months").split()[on.month - 1]


def partial(on: PartialDate) -> str:
    """2026年11月20日 · 2026年11月 · 2026年第三季度 …, as exact as it is known and no more."""
    first = on.first
    if on.precision is Precision.DAY:
        return say("date.day", year=first.year, month=_month(first), day=first.day)
    facts = {"year": first.year, "month": _month(first), "quarter": (first.month + 2) // 3}
    part = (
        {1: "early", 11: "mid", 21: "late"}.get(first.day, "early") if on.precision is Precision.XUN else ""
    )
    half = ("first" if first.month < 7 else "second") if on.precision is Precision.HALF else ""
    return say(f"date.{on.precision.value}{part and '.' + part}{half and '.' + half}", **facts)


def stage(value: Stage | None) -> str:
    return say(f"stage.{value.name.lower()}") if value else "—"


def node(value: Node | KeyNode) -> str:
    return say(f"node.{value.name.lower()}")


def planned(value: Planned) -> dict[str, str | int]:
    """What a sentence about a planned node may name: ``node``, ``day`` and the ``days`` it is overdue."""
    return {"node": node(value.node), "day": partial(value.planned_on), "days": value.overdue}


def answer(value: Answer) -> str:
    return say(f"answer.{value.value}")


def role(value: Role) -> str:
    return say(f"role.{value.value}")


def period(name: str) -> str:
    """2026-W47 → 2026年第47周; 2026-W47-2 → 2026年第47周（第2次）; 2026-11A → 2026年11月上半月; 2026Q4 → 2026年第四季度."""
    said = named(name)
    months = say("word.months").split()
    if said.every is Every.DAY:
        month, day_ = divmod(said.number, 100)
        text = say("period.day", year=said.year, month=months[month - 1], day=day_)
        return text + say("period.again", n=said.again) if said.again > 1 else text
    number = months[said.number - 1] if said.every in (Every.HALF_MONTH, Every.MONTH) else said.number
    text = say(f"period.{said.every.value}{said.half.lower()}", year=said.year, number=number)
    return text + say("period.again", n=said.again) if said.again > 1 else text


def rate(numerator: int, denominator: int) -> str:
    """85.7%, half-up; — for a zero denominator."""
    if not denominator:
        return "—"
    value = Decimal(numerator) * 100 / Decimal(denominator)
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def span(length: timedelta) -> str:
    """3小时, 2天: rounded up, never zero."""
    hours = max(1, -(-int(length.total_seconds()) // 3600))
    return say("word.days", n=hours // 24) if hours >= 48 and hours % 24 == 0 else say("word.hours", n=hours)


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters, an ellipsis marking what was cut; one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def titled(name: str, title: str) -> str:
    """李敏（常务副市长）; the name alone when there is no title."""
    return say("word.titled", name=name, title=title) if title else name
