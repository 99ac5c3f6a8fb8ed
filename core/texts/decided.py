"""What those who reported a figure hear of the office's decision: returned, or confirmed with another value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.figures.model import Figure, FigureState
from core.presses import encode
from core.texts import words
from core.texts.catalogue import say
from core.texts.figures import amount, label, reason


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided figure. ``by``: who said it, unless it is the reader himself."""

    figure: Figure
    project: str
    by: str


def decided(rows: Sequence[Decided], prompt_id: int | None, calendar: Calendar) -> Card:
    """What was returned, why and how to correct it; then what was changed. ``prompt_id``: the card, while it is
    open."""
    returned = [_returned(one, calendar) for one in rows if one.figure.state is FigureState.REFUSED]
    amended = [_amended(one, calendar) for one in rows if one.figure.state is not FigureState.REFUSED]
    parts = [
        "\n".join([say("returned.head"), *returned, say("returned.how")]) if returned else "",
        "\n".join([say("amended.head"), *amended, say("amended.how")]) if amended else "",
    ]
    buttons: Rows = ()
    if prompt_id is not None:
        buttons = ((Button(say("button.look"), encode("rb", prompt_id)),),)
    return Card("\n\n".join(filter(None, parts)), buttons=buttons)


def _returned(one: Decided, calendar: Calendar) -> str:
    return say(
        "returned.row_for" if one.by else "returned.row",
        project=one.project,
        what=label(one.figure.field),
        value=amount(one.figure.field, one.figure.value),
        by=one.by,
        day=words.short_moment(one.figure.said_at, calendar),
        why=reason(one.figure.reason),
    )


def _amended(one: Decided, calendar: Calendar) -> str:
    return say(
        "amended.row_for" if one.by else "amended.row",
        project=one.project,
        what=label(one.figure.field),
        value=amount(one.figure.field, one.figure.value),
        decided=amount(one.figure.field, one.figure.decided),
        by=one.by,
        day=words.short_moment(one.figure.said_at, calendar),
    )
