"""The two questions after a tap: one sentence about a problem, the date of a node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from bot.context import Context
from bot.handlers.answering import (
    DIALOGUE_LASTS,
    line_at,
    open_card,
    page_of,
    replied_to,
    view_of,
    wait_for,
)
from bot.handlers.sentences import heard
from bot.handlers.tapping import keep, tapped
from core.chat import Card, Reply
from core.date_words import Lean, read_reply_date
from core.dates import PartialDate, one_day
from core.dialogue import Dialogue, Topic
from core.errors import BadDate, StaleButton
from core.presses import Press
from core.problems.model import Category
from core.roster.model import Node
from core.rounds.echo.places import is_report, places_of
from core.rounds.model import Answer, Done, Finding, Prompt, Report, Source
from core.rounds.views import Line
from core.texts import answers, cards
from core.texts.catalogue import say

TOPICS = {"p": Topic.PROBLEM_TEXT, "m": Topic.NODE_DATE}
LONGEST = 2000
"""Characters of a report sentence."""


def category(ctx: Context) -> Reply:
    """rc:<prompt>:<line>:<category> – the problem is kept at once; one sentence about it is welcome."""
    prompt, view = open_card(ctx)
    line = line_at(view, ctx.pressed.number(1))
    chosen = _member(Category, ctx.pressed.word(2))
    pressed_twice = _waits_for(ctx, Topic.PROBLEM_TEXT, _data(prompt, line, chosen.name))
    finding = Finding(Answer.PROBLEM, chosen.value)
    reply = tapped(ctx, prompt, {line.no: finding}, page_of(view, line.no))
    wait_for(ctx, Topic.PROBLEM_TEXT, _data(prompt, line, chosen.name))
    question = () if pressed_twice else (answers.problem_question(view, line, chosen),)
    return replace(reply, say=(*reply.say, *question))


def node(ctx: Context) -> Reply:
    """rn:<prompt>:<line>:<node>:<t|o> – a node finished today, or on a day to be said."""
    prompt, view = open_card(ctx)
    line = line_at(view, ctx.pressed.number(1))
    done = _member(Node, ctx.pressed.word(2))
    if ctx.pressed.word(3) == "t":
        finding = Finding(Answer.MILESTONE, nodes=(Done(done, one_day(ctx.today)),))
        return tapped(ctx, prompt, {line.no: finding}, page_of(view, line.no))
    data = _data(prompt, line, done.name)
    question = () if _waits_for(ctx, Topic.NODE_DATE, data) else (answers.date_question(view, line, done),)
    wait_for(ctx, Topic.NODE_DATE, data)
    return Reply(say=question, replace=cards.card(view, ctx.calendar, page_of(view, line.no)))


def leave(ctx: Context) -> Reply:
    """rk:<prompt>:<line>:<p|m>:<what> – the question need not be answered."""
    _, view = open_card(ctx)
    line = line_at(view, ctx.pressed.number(1))
    asked = _dialogue(ctx, ctx.pressed)
    _settle(ctx, asked)
    if asked.topic is Topic.NODE_DATE:
        return Reply(replace=answers.date_left(line, _member(Node, asked.data["what"])))
    return Reply(replace=answers.problem_left(line, _member(Category, asked.data["what"])))


def asked_in(ctx: Context) -> Dialogue | None:
    """The question of ours to which this sentence is a reply."""
    press = next((press for press in replied_to(ctx) if press.verb == "rk"), None)
    return _dialogue(ctx, press) if press else None


def answered(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after a question; one that names lines of the card is a report, and the question waits.

    Raises:
        BadDate: the date cannot be read; the question stays open.
    """
    prompt = ctx.work.rounds.prompt(int(asked.data["prompt"]))
    view = view_of(ctx, prompt)
    line = line_at(view, int(asked.data["no"]))
    places = places_of(ctx.work, ctx.person, [prompt], ctx.today)
    if is_report(ctx.incoming.text, places, ctx.today, line.no):
        wait_for(ctx, asked.topic, asked.data)
        return heard(ctx, ctx.incoming.text, [prompt])
    if asked.topic is Topic.NODE_DATE:
        return _date_given(ctx, asked, prompt, line)
    problem = _member(Category, asked.data["what"])
    finding = Finding(Answer.PROBLEM, problem.value, ctx.incoming.text[:LONGEST].strip())
    keep(ctx, prompt, {line.no: finding}, Source.SENTENCE, ctx.message)
    _settle(ctx, asked)
    return Reply(say=(answers.problem_kept(line, finding),))


def _date_given(ctx: Context, asked: Dialogue, prompt: Prompt, line: Line) -> Reply:
    given = _date(ctx)
    if given is None:
        raise BadDate(ctx.incoming.text)
    if given.first > ctx.today:
        wait_for(ctx, Topic.NODE_DATE, asked.data)
        return Reply(say=(Card(say("receipt.date_future")),))
    done = Done(_member(Node, asked.data["what"]), given)
    findings = {line.no: Finding(Answer.MILESTONE, nodes=(done,))}
    keep(ctx, prompt, findings, Source.SENTENCE, ctx.message)
    _settle(ctx, asked)
    return Reply(say=(answers.receipt(view_of(ctx, prompt), findings, ctx.calendar),))


def edited(ctx: Context, reports: Sequence[Report]) -> Reply | None:
    """The answer to one of our two questions was edited: the new words answer it again. None: it is a report."""
    kept = reports[-1]
    cards = ctx.work.rounds.prompts_with(kept.round_id, kept.project_id)
    prompt = next((p for p in cards if p.leader_id in (kept.said_for, kept.said_by)), None)
    if prompt is None or len({report.project_id for report in reports}) > 1:
        return None
    view = view_of(ctx, ctx.work.rounds.prompt(prompt.id))
    line = next((line for line in view.lines if line.project.id == kept.project_id), None)
    places = places_of(ctx.work, ctx.person, [prompt], ctx.today)
    if line is None or is_report(ctx.incoming.text, places, ctx.today, line.no):
        return None
    finding = _reworded(ctx, kept)
    if finding is None:
        return None
    keep(ctx, prompt, {line.no: finding}, Source.EDIT, ctx.message)
    return Reply(say=(answers.receipt(view_of(ctx, prompt), {line.no: finding}, ctx.calendar),))


def _reworded(ctx: Context, kept: Report) -> Finding | None:
    if _follows_a_tap(ctx, kept):
        return replace(kept.finding, text=ctx.incoming.text[:LONGEST].strip())
    given = _date(ctx) if kept.finding.nodes else None
    if given and given.first <= ctx.today:
        return replace(kept.finding, nodes=(Done(kept.finding.nodes[0].node, given),))
    return None


def _follows_a_tap(ctx: Context, kept: Report) -> bool:
    """Whether the words were added to a problem that had been tapped, and so were kept verbatim."""
    bare = replace(kept.finding, text="")
    versions = (r for r in ctx.work.reports.history(kept.project_id, 50) if r.round_id == kept.round_id)
    taps = (r for r in versions if r.version < kept.version and r.finding.text == "" and not r.message)
    return kept.finding.answer is Answer.PROBLEM and any(tap.finding == bare for tap in taps)


def _date(ctx: Context) -> PartialDate | None:
    return read_reply_date(ctx.incoming.text[:40], ctx.today, Lean.PAST).value


def _data(prompt: Prompt, line: Line, what: str) -> dict[str, str]:
    return {"prompt": str(prompt.id), "no": str(line.no), "what": what}


def _dialogue(ctx: Context, press: Press) -> Dialogue:
    """The question behind its own button."""
    if press.word(2) not in TOPICS:
        raise StaleButton
    data = {"prompt": str(press.number(0)), "no": str(press.number(1)), "what": press.word(3)}
    return Dialogue(ctx.person.id, TOPICS[press.word(2)], data, ctx.now + DIALOGUE_LASTS)


def _waits_for(ctx: Context, topic: Topic, data: dict[str, str]) -> bool:
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    return waiting is not None and (waiting.topic, dict(waiting.data)) == (topic, data)


def _settle(ctx: Context, asked: Dialogue) -> None:
    """The question waits no more, if it still did; a newer one stays."""
    if _waits_for(ctx, asked.topic, dict(asked.data)):
        ctx.work.dialogues.clear(ctx.person.id)


M = TypeVar("M", bound=Enum)


def _member(kind: type[M], name: str) -> M:
    """
    Raises:
        StaleButton: no such member.
    """
    try:
        return kind[name]
    except KeyError:
        raise StaleButton from None
