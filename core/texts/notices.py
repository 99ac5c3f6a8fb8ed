"""One-line notices and reminders that come unasked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.chat import Button, Card
from core.presses import encode
from core.rights import Role
from core.roster.model import Person
from core.rounds.model import Finding, Prompt, Round
from core.texts import words
from core.texts.catalogue import say
from core.texts.findings import found


def answered_for_you(
    prompt: Prompt, by: Person, at: datetime, said: Sequence[tuple[str, Finding]], calendar: Calendar
) -> Card:
    """To the leader: who answered in his name, in what capacity, what, and how to correct it.

    ``said``: (project, answer) in the order of the card.
    """
    role = Role.SITE if Role.SITE in by.roles and Role.LIAISON not in by.roles else Role.LIAISON
    facts = {"role": words.role(role), "by": by.name, "at": words.moment(at, calendar)}
    key = "notice.answered_thus" if said else "notice.answered_for_you"
    text = say(key, **facts, said=_in_short(said))
    return Card(text, buttons=((Button(say("button.look"), encode("rb", prompt.id)),),), silent=True)


def _in_short(said: Sequence[tuple[str, Finding]]) -> str:
    """One line; projects of which the same was said stand together."""
    names: dict[str, list[str]] = {}
    for name, finding in said:
        names.setdefault(found(finding), []).append(name)
    pieces = [
        say("notice.said", names=_together(projects), said=answer) for answer, projects in names.items()
    ]
    return words.clip(say("notice.said_gap").join(pieces), 120)


def _together(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else say("notice.and_more", name=names[0], n=len(names))


def remind_leader(round_: Round, prompt: Prompt, leader: Person, left: int, calendar: Calendar) -> Card:
    facts = {
        "week": words.period(round_.period),
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
        "week": words.period(round_.period),
        "names": names,
        "deadline": words.moment(round_.deadline_at, calendar),
    }
    return Card(say("notice.remind_liaison", **facts), buttons=rows)


def _open_card(prompt: Prompt, leader: Person) -> tuple[Button, ...]:
    return (Button(say("button.open_card", leader=leader.name), encode("rb", prompt.id)),)


def _unchanged(prompt: Prompt) -> tuple[Button, ...]:
    return (Button(say("button.rest_unchanged"), encode("ru", prompt.id)),)
