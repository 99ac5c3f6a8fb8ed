"""Letters that may or may not have arrived (待核实)."""

from __future__ import annotations

from collections.abc import Sequence

from core.calendar import Calendar
from core.chat import Button, Card
from core.delivery.model import Posted
from core.presses import encode
from core.texts import words
from core.texts.catalogue import say
from core.texts.paging import paged

PER_PAGE = 6


def notice(n: int) -> Card:
    """Once a day, to the office."""
    return Card(say("doubt.notice", n=n), buttons=((Button(say("button.doubts"), encode("du")),),))


def listed(waiting: Sequence[tuple[Posted, str]], page: int, calendar: Calendar) -> Card:
    """Each letter with two buttons: it arrived, or send it again."""
    entries = [
        say("doubt.row", name=name, kind=say(f"kind.{p.kind.value}"), at=words.short_moment(p.due_at, calendar))
        for p, name in waiting
    ]  # fmt: skip
    shown = waiting[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows = tuple(
        (
            Button(say("button.arrived", name=words.clip(name, 10)), encode("ds", p.id)),
            Button(say("button.again", name=words.clip(name, 10)), encode("da", p.id)),
        )
        for p, name in shown
    )
    title = say("doubt.title", n=len(waiting))
    return paged(title, entries or [say("doubt.none")], page, "doubts", extra=rows, per_page=PER_PAGE)
