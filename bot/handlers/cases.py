"""/accountability (问责): drafts and cases, for the office and the inspector; every step is a person's."""

from __future__ import annotations

from datetime import date, timedelta

from bot.context import Context
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import BadArgument, NotAllowed, NotFound, StaleButton
from core.rights import Right, Role
from core.roster.model import Person
from core.scoring.cases import LEVELS, Case, CaseState, Link, Step, may_follow
from core.scoring.evidence import read
from core.scoring.following import checked, decide, open_by_hand, promised, record
from core.texts import cases as texts
from core.texts import evidence as evidence_texts
from core.texts.catalogue import say

LASTS = timedelta(hours=2)
"""Minutes take a while."""


def show(ctx: Context) -> Reply:
    """/accountability lists them; /accountability UNIT-OR-LEADER REASON opens a draft by hand.

    Raises:
        BadArgument: without a reason.
        NotFound: no such unit or leader.
    """
    if not ctx.arg:
        return Reply(say=(_list(ctx),))
    name, _, why = ctx.arg.partition(" ")
    about = ctx.work.projects.unit_named(name) or _leader(ctx, name)
    if not why.strip():
        raise BadArgument("case")
    made = open_by_hand(ctx.work, about, why, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(_card(ctx, made),))


def _leader(ctx: Context, name: str) -> Person:
    person = ctx.work.people.by_name(name)
    if person is None or Role.LEADER not in person.roles:
        raise NotFound("unit", name)
    return person


def listed(ctx: Context) -> Reply:
    """gl."""
    return Reply(say=(_list(ctx),))


def _list(ctx: Context) -> Card:
    found = [one for state in (CaseState.DRAFT, CaseState.OPEN) for one in ctx.work.cases.in_state(state)]
    return texts.listed([(one, ctx.work.cases.steps(one.id)) for one in found])


def show_one(ctx: Context) -> Reply:
    """gs:<case>."""
    return Reply(say=(_card(ctx, _case(ctx)),))


def evidence(ctx: Context) -> Reply:
    """ge:<case>."""
    case = _case(ctx)
    return Reply(say=(evidence_texts.evidence(case, read(case.evidence)),))


def evidence_page(ctx: Context, case_id: int, page: int) -> Card:
    """pg:evidence:<case>:<page>.

    Raises:
        NotAllowed: neither of the office nor an inspector.
    """
    if not ctx.may(Right.CASES):
        raise NotAllowed(Right.CASES)
    case = ctx.work.cases.get(case_id)
    return evidence_texts.evidence(case, read(case.evidence), page)


def letter(ctx: Context) -> Reply:
    """gt:<case> – words to begin with; nothing is sent."""
    case = _case(ctx)
    return Reply(say=(evidence_texts.letter(case, read(case.evidence)),))


def open_(ctx: Context) -> Reply:
    """go:<case> – a named person takes it up."""
    case = decide(ctx.work, _case(ctx).id, CaseState.OPEN, ctx.person, "", ctx.now)
    return Reply(replace=_card(ctx, case))


def drop(ctx: Context) -> Reply:
    """gd:<case> – not taken up; the reason stays on file."""
    return _await(ctx, {"what": "drop", "case": str(_case(ctx).id)}, texts.ask_reason())


def next_(ctx: Context) -> Reply:
    """gn:<case>:<link>[:<level>] – which level, then the words."""
    case, word = _case(ctx), ctx.pressed.word(1)
    if word not in set(Link) or not may_follow(Link(word), ctx.work.cases.steps(case.id)):
        raise StaleButton
    link = Link(word)
    if link in LEVELS and len(ctx.pressed.args) == 2:
        return Reply(replace=texts.which_level(case.id, link))
    level = ctx.pressed.word(2) if link in LEVELS else ""
    if level not in LEVELS.get(link, ("",)):
        raise StaleButton
    data = {"what": "step", "case": str(case.id), "link": link.value, "level": level}
    return _await(ctx, data, texts.ask(link, level))


def said(ctx: Context, asked: Dialogue) -> Reply:
    """The words after it: shown before they are recorded."""
    what = asked.data["what"]
    if what == "drop":
        case = decide(
            ctx.work, int(asked.data["case"]), CaseState.DROPPED, ctx.person, ctx.incoming.text, ctx.now
        )
        return Reply(say=(_card(ctx, case),))
    if what == "promise":
        return _promised(ctx, int(asked.data["step"]), int(asked.data["case"]))
    case, link, level = (
        ctx.work.cases.get(int(asked.data["case"])),
        Link(asked.data["link"]),
        asked.data["level"],
    )
    text = checked(ctx.incoming.text)
    _wait(ctx, {**asked.data, "what": "step", "text": text})
    return Reply(say=(texts.confirm(case, link, level, text, ctx.person),))


def keep(ctx: Context) -> Reply:
    """gc:<case> – what was shown is recorded under this name; a talk also has a promise and a day."""
    case, asked = _case(ctx), ctx.work.dialogues.get(ctx.person.id, ctx.now)
    data = asked.data if asked and asked.topic is Topic.CASE else {}
    if data.get("case") != str(case.id) or "text" not in data:
        raise StaleButton
    ctx.work.dialogues.clear(ctx.person.id)
    link = Link(data["link"])
    meant = Step(0, case.id, link, data["level"], data["text"], ctx.person.id, ctx.now)
    step = record(ctx.work, meant, ctx.person, ctx.calendar, ctx.now)
    if link is Link.TALK:
        _wait(ctx, {"what": "promise", "case": str(case.id), "step": str(step.id)})
        return Reply(replace=texts.ask_promise())
    return Reply(replace=_card(ctx, ctx.work.cases.get(case.id)))


def leave(ctx: Context) -> Reply:
    """gx:<case> – nothing is recorded."""
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=_card(ctx, _case(ctx)))


def _promised(ctx: Context, step_id: int, case_id: int) -> Reply:
    words = ctx.incoming.text.strip()
    if words not in (say("case.no_promise"), "无"):
        day, _, promise = words.partition(" ")
        try:
            on = date.fromisoformat(day)
        except ValueError:
            raise BadArgument("promise") from None
        promised(ctx.work, step_id, promise, on, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(_card(ctx, ctx.work.cases.get(case_id)),))


def _case(ctx: Context) -> Case:
    return ctx.work.cases.get(ctx.pressed.number(0))


def _card(ctx: Context, case: Case) -> Card:
    steps = ctx.work.cases.steps(case.id)
    ids = {step.by for step in steps} | {one for one in (case.opened_by, case.decided_by) if one}
    names = {one: ctx.work.people.get(one).name for one in ids}
    return texts.one(case, steps, names, read(case.evidence), ctx.calendar)


def _await(ctx: Context, data: dict[str, str], card: Card) -> Reply:
    _wait(ctx, data)
    return Reply(replace=card)


def _wait(ctx: Context, data: dict[str, str]) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.CASE, data, ctx.now + LASTS))
