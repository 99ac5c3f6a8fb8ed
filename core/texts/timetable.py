"""What happens when (调度频次)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.rounds.cadence import Due
from core.rounds.planning import Firing, written
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
    """每周 周一 09:00 至 周五 17:00."""
    moments = {"opens": _when(cadence.every, cadence.opens), "closes": _when(cadence.every, cadence.closes)}
    return say("timetable.rule", every=say(f"every.{cadence.every.value}"), **moments)


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


def listed(cadences: Sequence[Cadence], preset: str, presets: Sequence[str], today: date) -> Card:
    """What counts, with what the office may do about it."""
    rows = [_row(each, today) for each in cadences]
    head = say("timetable.preset", name=preset_name(preset)) if preset else ""
    text = "\n".join(filter(None, [head, *rows, "", say("setting.how.cadence")]))
    buttons: list[tuple[Button, ...]] = [
        (Button(say("button.write"), encode("sw", "cadence")), Button(say("button.firings"), encode("kf"))),
        *((Button(say("button.preset", name=preset_name(name)), encode("kp", name)),) for name in presets),
        *(
            (Button(say("button.stop_rule", name=each.name), encode("ko", each.id)),)
            for each in cadences
            if each.id and (each.until_on is None or each.campaign_of)
        ),
        (Button(say("button.back"), encode("st")),),
    ]
    return Card(text, title=say("setting.cadence"), buttons=tuple(buttons))


def _row(cadence: Cadence, today: date) -> str:
    parts = [
        say("timetable.row", name=cadence.name, rule=rule(cadence)),
        say(f"asked.{cadence.audience.value}"),
        say("timetable.makes", products=names(cadence.products)),
    ]
    if cadence.ladder:
        hours = say("word.list_stop").join(f"{r.after.total_seconds() / 3600:g}" for r in cadence.ladder)
        parts.append(say("timetable.ladder", hours=hours))
    if cadence.asks:
        parts.append(say(f"questions.{cadence.questions.value}"))
    if cadence.from_on and cadence.from_on > today:
        parts.append(say("timetable.from", day=words.day(cadence.from_on)))
    if cadence.until_on:
        parts.append(
            say("timetable.until", day=words.day(date.fromordinal(cadence.until_on.toordinal() - 1)))
        )
    return say("timetable.gap").join(parts)


def preview(firings: Sequence[Firing], what: str, save: str, calendar: Calendar) -> Card:
    """The next firings, days that moved marked; nothing has changed yet. ``save``: what the button does, or empty."""
    lines = [_firing(cadence, due, calendar) for cadence, due in firings]
    row = (Button(say("button.save_rules"), save),) if save else ()
    buttons: Rows = ((*row, Button(say("button.back"), encode("st", "cadence"))),)
    return Card(
        "\n".join([what, *(lines or [say("timetable.no_firings")])]),
        title=say("timetable.title"),
        buttons=buttons,
    )


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
        "deadline": words.moment(due.deadline_at, calendar),
    }
    line = say("timetable.firing", name=cadence.name, period=words.period(due.period), **facts)
    return line + (say("timetable.moved", what=say("word.list_stop").join(moved)) if moved else "")


def preset_preview(name: str, firings: Sequence[Firing], calendar: Calendar) -> Card:
    return preview(firings, say("timetable.if_preset", name=preset_name(name)), encode("ks", name), calendar)


def rule_preview(cadence: Cadence, firings: Sequence[Firing], calendar: Calendar) -> Card:
    what = say("timetable.if_rule", name=cadence.name, rule=rule(cadence))
    save = encode("kv", cadence.id, cadence.every.value, written(cadence.opens), written(cadence.closes))
    return preview(firings, what, save, calendar)


def campaign_preview(
    cadence: Cadence, first: date, last: date, firings: Sequence[Firing], calendar: Calendar
) -> Card:
    facts = {"first": words.day(first), "last": words.day(last), "rule": rule(cadence)}
    moments = (cadence.every.value, written(cadence.opens), written(cadence.closes))
    save = encode("ka", f"{first:%Y%m%d}", f"{last:%Y%m%d}", *moments)
    return preview(firings, say("timetable.if_campaign", **facts), save, calendar)


def campaign_name() -> str:
    return say("timetable.campaign")


def firings(firings: Sequence[Firing], calendar: Calendar) -> Card:
    return preview(firings, say("timetable.next"), "", calendar)
