"""What happens when (调度频次)."""

from __future__ import annotations

from collections.abc import Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.rounds.cadence import Due
from core.rounds.planning import Firing
from core.rounds.timetable import Cadence, Every, Product, When
from core.texts import words
from core.texts.catalogue import say

QUARTER = 3
"""Months; later ones are of the next quarter."""
YEAR = 12


def product_due(cadence: Cadence, due: Due, products: Sequence[Product], calendar: Calendar) -> Card:
    """To the office: what this period wants of it. What a round with cards leads to is wanted now."""
    facts = {"name": cadence.name, "period": words.period(due.period), "products": names(products)}
    if cadence.asks:
        return Card(say("timetable.product_after", **facts))
    deadline = words.moment(due.deadline_at, calendar)
    return Card(say("timetable.product_due", deadline=deadline, **facts))


def names(products: Sequence[Product]) -> str:
    return say("word.list_stop").join(say(f"product.{product.value}") for product in products)


def preset_name(preset: str) -> str:
    return say(f"preset.{preset}")


def short(preset: str, asking: Cadence | None) -> str:
    """For the first card of the settings."""
    parts = [preset_name(preset)] if preset else []
    return say("word.list_gap_dot").join([*parts, *([rule(asking)] if asking else [])]) or say(
        "settings.nothing"
    )


def rule(cadence: Cadence) -> str:
    """每周 周一 09:00 至 周五 17:00; 每周一、三、五 09:00 至 17:00."""
    if cadence.every is Every.DAY:
        return say(
            "timetable.rule",
            every=_days(cadence),
            opens=f"{cadence.opens.at:%H:%M}",
            closes=f"{cadence.closes.at:%H:%M}",
        )
    moments = {"opens": _when(cadence.every, cadence.opens), "closes": _when(cadence.every, cadence.closes)}
    return say("timetable.rule", every=say(f"every.{cadence.every.value}"), **moments)


def _days(cadence: Cadence) -> str:
    if not cadence.days:
        return say("every.day")
    names = say("word.weekdays").split()
    return say("timetable.days", days=say("word.list_stop").join(names[day - 1] for day in cadence.days))


def _when(every: Every, when: When) -> str:
    day = say("when.last") if when.day == -1 else str(when.day)
    if every is Every.WEEK:
        day = say("when.weekday", day=say("word.weekdays").split()[(when.day - 1) % 7])
    elif when.day < -1:
        day = say("when.from_end", n=-when.day)
    elif when.day > 0:
        day = say("when.day", day=when.day)
    month = ""
    if every is Every.QUARTER:
        month = say(
            "when.month_next" if when.month >= QUARTER else "when.month_of", n=when.month % QUARTER + 1
        )
    elif every is Every.YEAR:
        month_name = say("word.months").split()[when.month % YEAR]
        month = say("when.next_year" if when.month >= YEAR else "when.this_year", month=month_name)
    return f"{month}{day} {when.at:%H:%M}"


def firing_lines(firings: Sequence[Firing], calendar: Calendar) -> list[str]:
    """One line each, days that moved marked, and rounds that are held with another rule's."""
    return [_firing(cadence, due, calendar) for cadence, due in firings] or [say("timetable.no_firings")]


def _firing(cadence: Cadence, due: Due, calendar: Calendar) -> str:
    moved = [
        say(key, day=words.day(wanted))
        for key, wanted, at in (
            ("timetable.moved_opening", due.opens_on, due.opens_at),
            ("timetable.moved_deadline", due.closes_on, due.deadline_at),
        )
        if calendar.today(at) != wanted
    ]
    facts = {
        "opens": words.moment(due.opens_at, calendar),
        "deadline": _ends(due, calendar),
    }
    with_ = [say("timetable.with", name=due.merges[0].name)] if due.merges else []
    line = say("timetable.firing", name=cadence.name, period=words.period(due.period), **facts)
    remarks = [*with_, *moved]
    return line + (say("timetable.moved", what=say("word.list_stop").join(remarks)) if remarks else "")


def _ends(due: Due, calendar: Calendar) -> str:
    same_day = calendar.today(due.opens_at) == calendar.today(due.deadline_at)
    return words.clock(due.deadline_at, calendar) if same_day else words.moment(due.deadline_at, calendar)


def preview(firings: Sequence[Firing], what: str, save: str, calendar: Calendar) -> Card:
    """The next firings; nothing has changed yet. ``save``: what the button does, or empty."""
    row = (Button(say("button.save_rules"), save),) if save else ()
    buttons: Rows = ((*row, Button(say("button.back"), encode("st", "cadence"))),)
    text = "\n".join([what, *firing_lines(firings, calendar)])
    return Card(text, title=say("timetable.title"), buttons=buttons)


def preset_preview(name: str, firings: Sequence[Firing], calendar: Calendar) -> Card:
    return preview(firings, say("timetable.if_preset", name=preset_name(name)), encode("ks", name), calendar)


def campaign_name() -> str:
    return say("timetable.campaign")


def firings(firings: Sequence[Firing], calendar: Calendar) -> Card:
    return preview(firings, say("timetable.next"), "", calendar)
