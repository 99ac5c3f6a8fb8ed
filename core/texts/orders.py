"""The supervision order (督办单): a draft for the office, and the letter that a named person sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.chat import Button, Card
from core.presses import encode
from core.roster.model import Person
from core.rounds.model import Round
from core.rounds.views import Order
from core.texts import words
from core.texts.catalogue import say

SHOWN = 12
"""Drafts with a button; the rest is counted."""
PROJECTS = 8


def drafted(round_: Round, rows: Sequence[tuple[int, Person, int]], calendar: Calendar) -> Card:
    """(card, leader, open projects) of everybody for whom one was drafted."""
    deadline = words.moment(round_.deadline_at, calendar)
    lines = [say("order.drafted", week=words.period(round_.period), n=len(rows), deadline=deadline)]
    lines += [say("order.row", name=leader.name, n=n) for _, leader, n in rows[:SHOWN]]
    lines += [say("order.and_more", n=len(rows) - SHOWN)] if len(rows) > SHOWN else []
    buttons = tuple((Button(leader.name, encode("oz", prompt)),) for prompt, leader, _ in rows[:SHOWN])
    return Card("\n".join(lines), title=say("order.title_draft"), buttons=buttons)


def draft(order: Order, calendar: Calendar) -> Card:
    """Nothing has left yet."""
    row = (
        Button(say("button.order_send"), encode("oy", order.prompt.id)),
        Button(say("button.order_drop"), encode("ow", order.prompt.id)),
    )
    text = "\n".join([*_lines(order, calendar), say("order.only_a_draft")])
    return Card(text, title=say("order.title_draft"), buttons=(row,))


def sent(order: Order, by: Person, calendar: Calendar) -> Card:
    """To the leader."""
    text = "\n".join([*_lines(order, calendar), say("order.signed", name=by.name)])
    button = Button(say("button.open_card", leader=order.leader.name), encode("rb", order.prompt.id))
    return Card(text, title=say("order.title"), buttons=((button,),))


def _lines(order: Order, calendar: Calendar) -> list[str]:
    asked = order.prompt.asked_at or order.round.opened_at
    done = [say("order.asked", at=words.moment(asked, calendar))]
    done += [
        say("order.step", at=words.moment(at, calendar), step=say(f"order.done.{step.value}"))
        for step, at in order.steps
        if step.value in ("remind", "liaison", "leader")
    ]
    names = [project.name for project in order.projects]
    shown = say("word.list_stop").join(names[:PROJECTS])
    return [
        say("order.to", who=words.titled(order.leader.name, order.leader.title)),
        say("order.matter", week=words.period(order.round.period)),
        say("order.so_far", what=say("order.gap").join(done)),
        say("order.projects", names=shown, n=len(names)),
        say("order.wanted", deadline=words.moment(order.round.deadline_at, calendar)),
    ]


def sending(leader: Person, at: datetime, by: Person, calendar: Calendar) -> Card:
    return Card(
        say("order.sending", name=leader.name, at=words.moment(at, calendar), by=by.name),
        title=say("order.title"),
    )


def dropped(leader: Person, by: Person) -> Card:
    return Card(say("order.dropped", name=leader.name, by=by.name), title=say("order.title_draft"))
