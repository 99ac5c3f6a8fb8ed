"""The office's calendar: holidays, hours, a year nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from core.calendar import Calendar, Span
from core.chat import Button, Card
from core.presses import encode
from core.texts import words
from core.texts.catalogue import say

SHOWN = 20
"""Entries on one card."""


def unknown_year(year: int) -> Card:
    button = Button(say("setting.days"), encode("st", "days"))
    return Card(say("days.unknown", year=year), buttons=((button,),))


def span(first: date, last: date) -> str:
    """1月1日至1月3日; the year in front where a text speaks of several."""
    if first == last:
        return words.day(first)
    return say("word.span", first=words.day(first), last=words.day(last))


def days_card(
    entries: Sequence[tuple[date, date, bool, str, datetime]], unknown: Sequence[int], calendar: Calendar
) -> Card:
    """(first, last, worked, who, when) of what the office entered, in order, and the years nobody knows."""
    lines = [
        say(
            "days.row",
            year=first.year,
            span=span(first, last),
            what=say("days.works" if works else "days.off"),
            by=by,
            at=words.short_moment(at, calendar),
        )
        for first, last, works, by, at in entries
    ]
    lines = lines or [say("days.none")]
    lines += [say("days.unknown_row", year=year) for year in unknown]
    rows = [(Button(say("button.write"), encode("sw", "days")),)]
    rows += [
        (Button(say("button.days_known", year=year), encode("sc", "days", f"y{year}")),) for year in unknown
    ]
    rows += [
        (
            Button(
                say("button.days_drop", span=say("word.month_day", month=first.month, day=first.day)),
                encode("sc", "days", f"{first:%Y%m%d}-{last:%Y%m%d}"),
            ),
        )
        for first, last, _, _, _ in entries
    ]
    rows.append((Button(say("button.back"), encode("st")),))
    return Card(
        "\n".join([say("setting.how.days"), "", *lines]), title=say("setting.days"), buttons=tuple(rows)
    )


def days_short(entries: int, unknown: Sequence[int]) -> str:
    parts = [say("days.entries", n=entries)] if entries else []
    parts += [say("days.year_unknown", year=year) for year in unknown]
    return say("word.list_stop").join(parts) or say("days.as_published")


def hours_card(calendar: Calendar) -> Card:
    rows = (
        (Button(say("button.write"), encode("sw", "hours")),),
        (Button(say("button.as_delivered"), encode("sc", "hours", "r")),),
        (Button(say("button.back"), encode("st")),),
    )
    text = "\n".join([hours_line(calendar), speaks_line(calendar), "", say("setting.how.hours")])
    return Card(text, title=say("setting.hours"), buttons=rows)


def hours_line(calendar: Calendar) -> str:
    return say("hours.office", spans=say("word.list_stop").join(_span(each) for each in calendar.hours))


def speaks_line(calendar: Calendar) -> str:
    begins, ends = calendar.speaks
    return say("hours.quiet", span=_span((ends, begins)))


def _span(each: Span) -> str:
    begins, ends = each
    return f"{begins:%H:%M}–{ends:%H:%M}"
