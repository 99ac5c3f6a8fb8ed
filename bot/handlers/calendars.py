"""The office's calendar among its choices (假日安排, 办公和免打扰时间)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.context import Context
from core.calendar import DAY, Calendar, Span
from core.chat import Card
from core.day_words import read_days
from core.errors import BadArgument, StaleButton
from core.office_time import (
    OFFICE_TIME,
    finish_year,
    office_calendar,
    set_days,
    set_hours,
    set_speaking,
    unknown_years,
)
from core.settings import chosen
from core.texts import office_time as texts

AHEAD = timedelta(days=62)
"""Years that begin within it should be known; also the longest span that is entered at once."""
Entry = tuple[date, date, bool, str, datetime]
"""first, last, worked, who, when."""


def days_says(ctx: Context) -> str:
    return texts.days_short(len(_entries(ctx)), _unknown(ctx))


def days_card(ctx: Context) -> Card:
    return texts.days_card(_entries(ctx)[-texts.SHOWN :], _unknown(ctx), ctx.calendar)


def days_heard(ctx: Context, text: str) -> None:
    """2027-01-01至01-03放假, 2027-01-04上班.

    Raises:
        BadArgument: not of that form.
    """
    found = read_days(text, ctx.today)
    off, works = (any(word in text for word in group) for group in (("放假", "休"), ("上班", "补班")))
    if found is None or off == works or found.last - found.first > AHEAD:
        raise BadArgument("days")
    set_days(ctx.work, found.first, found.last, ctx.person.id, ctx.now, works=works)


def days_press(ctx: Context, word: str) -> None:
    """y2027: that year is complete; 20270101-20270103: as the State Council says again."""
    if re.fullmatch(r"y\d{4}", word):
        finish_year(ctx.work, int(word[1:]), ctx.person.id, ctx.now)
        return
    if not re.fullmatch(r"\d{8}-\d{8}", word):
        raise StaleButton
    try:
        first, last = (date.fromisoformat(part) for part in word.split("-"))
    except ValueError:
        raise StaleButton from None
    if not first <= last <= first + AHEAD:
        raise StaleButton
    set_days(ctx.work, first, last, ctx.person.id, ctx.now, works=None)


def hours_says(ctx: Context) -> str:
    return texts.hours_line(_now(ctx))


def hours_card(ctx: Context) -> Card:
    return texts.hours_card(_now(ctx))


def hours_heard(ctx: Context, text: str) -> None:
    """上班 8:30-12:00 14:30-18:00, 免打扰 20:00-8:30.

    Raises:
        BadArgument: not of that form, out of order, or less than an hour.
    """
    spans = _spans(text)
    if not spans:
        raise BadArgument("hours")
    if "免打扰" in text or "静默" in text:
        if len(spans) > 1:
            raise BadArgument("hours")
        begins, ends = spans[0]
        set_speaking(ctx.work, (ends, begins), ctx.person.id, ctx.now)
        return
    set_hours(ctx.work, tuple(spans), ctx.person.id, ctx.now)


def hours_press(ctx: Context, word: str) -> None:
    """r: both as the product comes."""
    if word != "r":
        raise StaleButton
    set_hours(ctx.work, None, ctx.person.id, ctx.now)
    set_speaking(ctx.work, None, ctx.person.id, ctx.now)


def _spans(text: str) -> list[Span]:
    """
    Raises:
        BadArgument: no such time of day.
    """
    clock = r"(\d{1,2})[:：](\d{2})"
    found = re.findall(rf"{clock}\s*(?:-|至|到|~|～|—|–)\s*{clock}", text)
    try:
        return [(time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in found]
    except ValueError:
        raise BadArgument("hours") from None


def _now(ctx: Context) -> Calendar:
    """As it is in the database: what was changed a moment ago shows."""
    return office_calendar(ctx.work, ctx.office.plain)


def _unknown(ctx: Context) -> Sequence[int]:
    return unknown_years(_now(ctx), ctx.today, AHEAD)


def _entries(ctx: Context) -> list[Entry]:
    """Days in a row that were entered together; those of last year and before are history."""
    found: list[Entry] = []
    for day, one in sorted(chosen(ctx.work, OFFICE_TIME).days.items()):
        if day.year < ctx.today.year:
            continue
        if found and found[-1][1] + DAY == day and (found[-1][2], found[-1][4]) == (one.works, one.at):
            found[-1] = (found[-1][0], day, *found[-1][2:])
        else:
            found.append((day, day, one.works, ctx.work.people.get(one.by).name, one.at))
    return found
