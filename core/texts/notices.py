"""One-line notices and reminders that come unasked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.chat import Button, Card
from core.presses import encode
from core.rights import Role
from core.roster.model import Person
from core.rounds.model import Prompt, Round
from core.texts import words
from core.texts.catalogue import say


def answered_for_you(prompt: Prompt, by: Person, at: datetime, calendar: Calendar) -> Card:
    """To the leader: who answered in his name, in what capacity, and how to correct it."""
    role = Role.SITE if Role.SITE in by.roles and Role.LIAISON not in by.roles else Role.LIAISON
    facts = {"role": words.role(role), "by": by.name, "at": words.moment(at, calendar)}
    text = say("notice.answered_for_you", **facts)
    return Card(text, buttons=((Button(say("button.look"), encode("rb", prompt.id)),),), silent=True)


def remind_leader(round_: Round, prompt: Prompt, leader: Person, left: int, calendar: Calendar) -> Card:
    facts = {
        "week": words.week(round_.period),
        "n": left,
        "deadline": words.moment(round_.deadline_at, calendar),
    }
    return Card(
        say("notice.remind_leader", **facts), buttons=(_open_card(prompt, leader), _unchanged(prompt))
    )


def remind_liaison(round_: Round, waiting: Sequence[tuple[Prompt, Person, int]], calendar: Calendar) -> Card:
    """To a liaison: one message for all leaders that wait, each with a button for his card."""
    rows = tuple(
        (Button(say("button.answer_for", leader=leader.name, n=n), encode("rb", p.id)),)
        for p, leader, n in waiting
    )
    names = say("word.list_stop").join(
        say("notice.leader_left", leader=leader.name, n=n) for _, leader, n in waiting
    )
    facts = {
        "week": words.week(round_.period),
        "names": names,
        "deadline": words.moment(round_.deadline_at, calendar),
    }
    return Card(say("notice.remind_liaison", **facts), buttons=rows)


def _open_card(prompt: Prompt, leader: Person) -> tuple[Button, ...]:
    return (Button(say("button.open_card", leader=leader.name), encode("rb", prompt.id)),)


def _unchanged(prompt: Prompt) -> tuple[Button, ...]:
    return (Button(say("button.rest_unchanged"), encode("ru", prompt.id)),)
