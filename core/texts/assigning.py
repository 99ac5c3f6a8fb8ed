"""Who carries what, in words (分派)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.chat import Button, Card
from core.date_spans import Span
from core.presses import encode
from core.roster.model import Assignment, Carried, Duty, Person, Project
from core.texts import words
from core.texts.catalogue import say

SHOWN = 30
"""Projects named in one message; the number of the others is said."""
OPEN = "0"
"""Stands in a button where there is no end."""


def told(carried: Carried, since: date | None) -> Card:
    """For the person: how it stands now, or from ``since`` on."""
    lines = _lines(carried) or [say("assign.told_nothing")]
    when = say("assign.told_since", day=words.day(since)) if since else say("assign.told_now")
    return Card("\n".join([when, *lines, say("assign.told_foot")]), title=say("assign.told_title"))


def of_person(person: Person, carried: Carried) -> Card:
    """For the office: what he carries, with a button to end each."""
    buttons = [
        (
            _end(
                say("button.release", what=words.clip(project.name, 12)),
                "aq",
                project.id,
                person.id,
                each.duty,
            ),
        )
        for each, project in carried.duties[:SHOWN]
    ]
    pairs = [(person, leader, leader) for leader in carried.answers_for]
    pairs += [(liaison, person, liaison) for liaison in carried.answered_by]
    buttons += [
        (Button(say("button.release", what=shown.name), encode("ae", liaison.id, leader.id)),)
        for liaison, leader, shown in pairs
    ]
    lines = _lines(carried) or [say("assign.nothing")]
    title = say("assign.of_person", name=words.titled(person.name, person.title))
    return Card("\n".join([*lines, "", say("usage.assign")]), title=title, buttons=tuple(buttons))


def of_project(project: Project, attached: Sequence[tuple[Assignment, Person]]) -> Card:
    """For the office: who carries it, with a button to release each."""
    rows = [
        say("assign.row", duty=duty(each.duty), name=_until(person.name, each.until_on))
        for each, person in attached
    ]
    buttons = tuple(
        (_end(say("button.release", what=person.name), "aq", project.id, person.id, each.duty),)
        for each, person in attached
    )
    lines = rows or [say("assign.nobody")]
    return Card("\n".join([*lines, "", say("usage.assign")]), title=project.name, buttons=buttons)


def proposed(project: Project, person: Person, what: Duty, held_by: Sequence[str], span: Span) -> Card:
    """What would change; nothing has yet."""
    lines = [
        say("assign.row", duty=duty(what), name=person.name),
        say("assign.now", names="、".join(held_by) or say("assign.nobody")),
        _lasts(span),
    ]
    args = (project.id, person.id, what.value, f"{span.since_on:%Y%m%d}", _end_of(span))
    names = words.clip("、".join(held_by), 12)
    ways = [("button.instead", "r"), ("button.together", "a")] if held_by else [("button.assign", "a")]
    buttons = [(Button(say(label, names=names), encode("aw", how, *args)),) for label, how in ways]
    return Card("\n".join(lines), title=project.name, buttons=(*buttons, _no()))


def pair_proposed(liaison: Person, leader: Person, span: Span) -> Card:
    text = say("assign.pair", liaison=liaison.name, leader=words.titled(leader.name, leader.title))
    yes = encode("as", liaison.id, leader.id, f"{span.since_on:%Y%m%d}", _end_of(span))
    buttons = ((Button(say("button.assign"), yes),), _no())
    return Card(f"{text}\n{_lasts(span)}", title=say("assign.pair_title"), buttons=buttons)


def release_asked(project: Project, person: Person, what: Duty) -> Card:
    text = say("assign.release", name=person.name, project=project.name, duty=duty(what))
    yes = _end(say("button.release_yes"), "ay", project.id, person.id, what)
    return Card(text, buttons=((yes,), _no()))


def done(card: Card) -> Card:
    """The new state, as shown to the office after a change."""
    return Card(f"{say('assign.done')}\n{card.text}", title=card.title, buttons=card.buttons)


def duty(what: Duty) -> str:
    return say(f"duty.{what.value}")


def _lines(carried: Carried) -> list[str]:
    lines = []
    for what in Duty:
        names = [_until(project.name, each.until_on) for each, project in carried.duties if each.duty is what]
        more = [say("assign.more", n=len(names) - SHOWN)] if len(names) > SHOWN else []
        if names:
            lines += [say("assign.head", duty=duty(what), n=len(names))]
            lines += [say("assign.item", name=name) for name in (*names[:SHOWN], *more)]
    if carried.answers_for:
        lines.append(say("assign.answers_for", names=_names(carried.answers_for)))
    if carried.answered_by:
        lines.append(say("assign.answered_by", names=_names(carried.answered_by)))
    return lines


def _names(people: Sequence[Person]) -> str:
    return "、".join(words.titled(each.name, each.title) for each in people)


def _until(name: str, until_on: date | None) -> str:
    last = Span(date.min, until_on).last_on
    return say("assign.until", name=name, day=words.day(last)) if last else name


def _lasts(span: Span) -> str:
    if span.last_on:
        return say("assign.span", since=words.day(span.since_on), last=words.day(span.last_on))
    return say("assign.since", since=words.day(span.since_on))


def _end_of(span: Span) -> str:
    return f"{span.until_on:%Y%m%d}" if span.until_on else OPEN


def _end(label: str, verb: str, project_id: int, person_id: int, what: Duty) -> Button:
    return Button(label, encode(verb, project_id, person_id, what.value))


def _no() -> tuple[Button, ...]:
    return (Button(say("button.no"), encode("no")),)
