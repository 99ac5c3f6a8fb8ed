"""/assign: who carries which project, and which liaison answers for which leader (分派)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from bot.context import Context
from core.chat import Card, Reply
from core.date_spans import Span, read_span
from core.errors import BadArgument, BadDate, NotFound, StaleButton, WrongState
from core.presses import Press
from core.rights import Role
from core.roster.model import Assignment, Duty, Person, Project, StandIn
from core.roster.seeing import find_project, project_by_id
from core.rounds.assign import (
    NO_PAIR,
    attach,
    attached,
    carried,
    detach,
    duty_for,
    let_answer,
    stop_answering,
)
from core.texts import assigning as texts

_BETWEEN = re.compile(r"\s+(?:给|由|代)?\s*|[，,、]|给|→|->")


def show(ctx: Context) -> Reply:
    """/assign X shows; /assign PROJECT PERSON and /assign LIAISON LEADER propose, with dates if given.

    Raises:
        BadArgument: nothing, or neither of these forms.
        BadDate: the dates cannot be.
    """
    span, rest = read_span(ctx.arg, ctx.today)
    if not rest:
        raise BadArgument("assign")
    if span is None:
        raise BadDate(ctx.arg)
    alone = ctx.work.people.by_name(rest)
    if alone is not None:
        return Reply(say=(_of_person(ctx, alone),))
    for wanted, person in _split(ctx, rest):
        other = ctx.work.people.by_name(wanted)
        if other is not None:
            return Reply(say=(texts.pair_proposed(*_pair(other, person), span),))
        project = find_project(ctx.work, ctx.person, wanted, ctx.today)
        return Reply(say=(_proposed(ctx, project, person, span),))
    return Reply(say=(_of_project(ctx, find_project(ctx.work, ctx.person, rest, ctx.today)),))


def do_attach(ctx: Context) -> Reply:
    """aw:<r instead, a as well>:<project>:<person>:<duty>:<since>:<until or 0>."""
    mode, press = ctx.pressed.word(0), ctx.pressed
    span = _span(ctx, press, 4)
    wanted = Assignment(press.number(1), press.number(2), _duty(press.word(3)), span.since_on, span.until_on)
    project = project_by_id(ctx.work, ctx.person, wanted.project_id, ctx.today)
    attach(ctx.work, wanted, ctx.person.id, ctx.calendar, ctx.now, instead=mode == "r")
    return Reply(replace=texts.done(_of_project(ctx, project, span.since_on)))


def ask_release(ctx: Context) -> Reply:
    """aq:<project>:<person>:<duty>."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    person, duty = ctx.work.people.get(ctx.pressed.number(1)), _duty(ctx.pressed.word(2))
    if not any(
        a.duty is duty and who.id == person.id for a, who in attached(ctx.work, project.id, ctx.today)
    ):
        raise StaleButton
    return Reply(replace=texts.release_asked(project, person, duty))


def do_release(ctx: Context) -> Reply:
    """ay:<project>:<person>:<duty>."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    duty = _duty(ctx.pressed.word(2))
    detach(ctx.work, project.id, ctx.pressed.number(1), duty, ctx.person.id, ctx.calendar, ctx.now)
    return Reply(replace=texts.done(_of_project(ctx, project)))


def do_pair(ctx: Context) -> Reply:
    """as:<liaison>:<leader>:<since>:<until or 0>."""
    span = _span(ctx, ctx.pressed, 2)
    wanted = StandIn(ctx.pressed.number(0), ctx.pressed.number(1), span.since_on, span.until_on)
    let_answer(ctx.work, wanted, ctx.person.id, ctx.calendar, ctx.now)
    return Reply(replace=texts.done(_of_person(ctx, ctx.work.people.get(wanted.leader_id), span.since_on)))


def end_pair(ctx: Context) -> Reply:
    """ae:<liaison>:<leader>."""
    liaison, leader = ctx.pressed.number(0), ctx.pressed.number(1)
    stop_answering(ctx.work, liaison, leader, ctx.person.id, ctx.calendar, ctx.now)
    return Reply(replace=texts.done(_of_person(ctx, ctx.work.people.get(leader))))


def _split(ctx: Context, rest: str) -> Iterator[tuple[str, Person]]:
    """Ways in which the words are something and a person, in either order.

    Raises:
        NotFound: two parts, and neither is a person.
    """
    cuts = [(rest[: cut.start()].strip(), rest[cut.end() :].strip()) for cut in _BETWEEN.finditer(rest)]
    for first, second in cuts:
        for wanted, name in ((first, second), (second, first)):
            person = ctx.work.people.by_name(name) if wanted and name else None
            if person is not None:
                yield wanted, person
    if len(cuts) == 1 and not ctx.work.projects.search(rest, None, 1):
        raise NotFound("person", cuts[0][1])


def _pair(one: Person, other: Person) -> tuple[Person, Person]:
    """(liaison, leader), in whichever order they were named.

    Raises:
        WrongState: they are not that.
    """
    for liaison, leader in ((one, other), (other, one)):
        if Role.LIAISON in liaison.roles and Role.LEADER in leader.roles:
            return liaison, leader
    raise WrongState("assign", NO_PAIR)


def _proposed(ctx: Context, project: Project, person: Person, span: Span) -> Card:
    duty = duty_for(person)
    there = ctx.work.projects.assigned(span.since_on, project_id=project.id, duty=duty)
    held_by = [ctx.work.people.get(a.person_id).name for a in there if a.person_id != person.id]
    return texts.proposed(project, person, duty, held_by, span)


def _of_person(ctx: Context, person: Person, day: date | None = None) -> Card:
    return texts.of_person(person, carried(ctx.work, person, day or ctx.today))


def _of_project(ctx: Context, project: Project, day: date | None = None) -> Card:
    return texts.of_project(project, attached(ctx.work, project.id, day or ctx.today))


def _span(ctx: Context, press: Press, first: int) -> Span:
    """Two days of a button; a preview of yesterday that would begin before today begins today."""
    since, until = _day(press.word(first)), _day(press.word(first + 1))
    if since is None or (until is not None and until <= max(since, ctx.today)):
        raise StaleButton
    return Span(max(since, ctx.today), until)


def _day(digits: str) -> date | None:
    if digits == texts.OPEN:
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        raise StaleButton from None


def _duty(word: str) -> Duty:
    try:
        return Duty(word)
    except ValueError:
        raise StaleButton from None
