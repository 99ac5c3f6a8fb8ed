"""Days on which a leader is away (请假, 代班)."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Leave, Person
from core.texts.catalogue import say
from core.texts.office_time import span

Named = tuple[Leave, Person, Person | None]
"""With its leader and his stand-in."""


def told(leave: Leave, leader: Person, stand_in: Person | None, by: Person, *, ends: bool) -> Card:
    """To both, and as the answer to whoever set it; ``ends``: with a button to take it back."""
    text = say("leave.told", row=row(leave, leader, stand_in), by=by.name)
    return Card(text, buttons=((_end(leave, leader),),) if ends else ())


def taken_back(leave: Leave, leader: Person, stand_in: Person | None, by: Person) -> Card:
    return Card(say("leave.ended", row=row(leave, leader, stand_in), by=by.name))


def row(leave: Leave, leader: Person, stand_in: Person | None) -> str:
    """林一航11月23日至11月27日请假，由王敏代."""
    days = span(leave.since_on, leave.last_on)
    if stand_in is None:
        return say("leave.row_alone", leader=leader.name, days=days)
    return say("leave.row", leader=leader.name, days=days, stand_in=stand_in.name)


def listed(rows: Sequence[Named]) -> Card:
    """What is set, each with a button that ends it, and how to set one."""
    lines = [row(*each) for each in rows] or [say("leave.none")]
    buttons: Rows = tuple((_end(leave, leader),) for leave, leader, _ in rows)
    return Card("\n".join([*lines, "", say("usage.leave")]), title=say("leave.title"), buttons=buttons)


def not_counted(rows: Sequence[Named]) -> str:
    """For the office's list of who is missing."""
    names = [
        say("missing.away_one", leader=leader.name, stand_in=stand_in.name) if stand_in else leader.name
        for _, leader, stand_in in rows
    ]
    return say("missing.away", names=say("word.list_stop").join(names))


def _end(leave: Leave, leader: Person) -> Button:
    return Button(say("button.leave_end", leader=leader.name), encode("lx", leave.id))
