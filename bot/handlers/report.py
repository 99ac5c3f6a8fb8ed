"""The card's buttons and plain sentences (填报)."""

from __future__ import annotations

from bot.context import Context
from bot.handlers import questions
from bot.handlers.answering import (
    addressed,
    keep,
    line_at,
    open_card,
    own_prompts,
    page_of,
    said,
    tapped,
    view_of,
    wait_for,
)
from core.chat import Card, Reply
from core.dialogue import Topic
from core.errors import NothingOpen, StaleButton
from core.problems.follow import follow
from core.rounds.correct import correct
from core.rounds.model import Answer, Finding, Prompt, Report, Source
from core.rounds.understand import Understood, understand
from core.rounds.undo import undo as undo_last
from core.rounds.views import CardView
from core.texts import answers, cards
from core.texts.catalogue import say

TAPS = {"g": Answer.ON_TRACK, "u": Answer.NO_CHANGE}
LONGEST = questions.LONGEST


def tap(ctx: Context) -> Reply:
    """r:<prompt>:<line>:<g|u|p|m> – one of the four taps of a project."""
    prompt, view = open_card(ctx)
    line = line_at(view, ctx.pressed.number(1))
    choice = ctx.pressed.word(2)
    if choice == "p":
        return Reply(replace=cards.category_card(view, line))
    if choice == "m":
        return Reply(replace=cards.node_card(view, line))
    if choice not in TAPS:
        raise StaleButton
    return tapped(ctx, prompt, {line.no: Finding(TAPS[choice])}, page_of(view, line.no))


def unchanged(ctx: Context) -> Reply:
    """ru:<prompt> – nothing changed on every line still open."""
    prompt, view = open_card(ctx)
    still = {line.no: Finding(Answer.NO_CHANGE) for line in view.lines if line.said is None}
    if not still:
        return Reply(replace=cards.card(view, ctx.calendar), toast=say("toast.done"))
    return tapped(ctx, prompt, still, 0)


def page(ctx: Context) -> Reply:
    """rp:<prompt>:<page>."""
    _, view = open_card(ctx)
    return Reply(replace=cards.card(view, ctx.calendar, ctx.pressed.number(1)))


def back(ctx: Context) -> Reply:
    """rb:<prompt> – the card again, in place of what was shown."""
    _, view = open_card(ctx)
    return Reply(replace=cards.card(view, ctx.calendar))


def show(ctx: Context) -> Reply:
    """/report – the open card once more; a liaison of several leaders chooses."""
    prompts = own_prompts(ctx)
    if len(prompts) > 1:
        return Reply(say=(_whose_is_it(ctx, prompts, "rb"),))
    return Reply(say=(cards.card(view_of(ctx, prompts[0]), ctx.calendar),))


def undo(ctx: Context) -> Reply:
    """/undo – the last tap or sentence is void; what counted before counts again."""
    reports = undo_last(ctx.work, ctx.person, ctx.calendar, ctx.now)
    follow(ctx.work, reports, ctx.now)
    names = {i: p.name for i, p in ctx.work.projects.many({r.project_id for r in reports}).items()}
    return Reply(say=(answers.undone(reports, names),))


def sentence(ctx: Context) -> Reply:
    """A plain sentence is a report: on the card or the question it answers, else on the only open card."""
    asked = questions.asked_in(ctx)
    if asked:
        return questions.answered(ctx, asked)
    prompts = addressed(ctx) or own_prompts(ctx)
    if len(prompts) == 1:
        return Reply(say=(_heard(ctx, prompts[0], ctx.incoming.text, ctx.message),))
    if not any(_read(ctx, view_of(ctx, prompt), ctx.incoming.text).findings for prompt in prompts):
        return Reply(say=(Card(answers.ask_back([ctx.incoming.text])),))
    wait_for(ctx, Topic.UNCLEAR_REPORT, {"text": ctx.incoming.text[:LONGEST], "message": ctx.message})
    return Reply(say=(_whose_is_it(ctx, prompts, "rw"),))


def whose(ctx: Context) -> Reply:
    """rw:<prompt> – the sentence that waited belongs to this leader's card."""
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting is None or waiting.topic is not Topic.UNCLEAR_REPORT:
        raise StaleButton
    prompt, _ = open_card(ctx)
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=_heard(ctx, prompt, waiting.data["text"], waiting.data["message"]))


def edited(ctx: Context) -> Reply:
    """A sentence was edited: what it says now counts."""
    reports = ctx.work.reports.of_message(ctx.message)
    if not reports:
        return sentence(ctx)
    prompt = ctx.work.rounds.prompt(_prompt_of(ctx, reports[0]).id)
    view = view_of(ctx, prompt)
    read = _read(ctx, view, ctx.incoming.text)
    findings = questions.edited(ctx, reports, view, read)
    unclear = read.unclear if findings is read.findings else ()
    touched = correct(ctx.work, prompt, findings, said(ctx, Source.EDIT, ctx.message), ctx.calendar)
    follow(ctx.work, touched, ctx.now)
    if not findings:
        return Reply(say=(Card(say("receipt.edited_gone", quoted=ctx.incoming.text[:80])),))
    projects = {report.project_id for report in touched}
    gone = [line.no for line in view.lines if line.project.id in projects and line.no not in findings]
    return Reply(say=(answers.receipt(view_of(ctx, prompt), findings, unclear, ctx.calendar, gone),))


def _heard(ctx: Context, prompt: Prompt, text: str, message: str) -> Card:
    read = _read(ctx, view_of(ctx, prompt), text)
    if read.findings:
        keep(ctx, prompt, read.findings, Source.SENTENCE, message)
    return answers.receipt(view_of(ctx, prompt), read.findings, read.unclear, ctx.calendar)


def _read(ctx: Context, view: CardView, text: str) -> Understood:
    unanswered = [line.no for line in view.lines if line.said is None]
    return understand(text, [line.no for line in view.lines], ctx.today, unanswered)


def _whose_is_it(ctx: Context, prompts: tuple[Prompt, ...], verb: str) -> Card:
    return answers.whose([(p, ctx.work.people.get(p.leader_id)) for p in prompts], verb)


def _prompt_of(ctx: Context, report: Report) -> Prompt:
    """The card through which a report was given."""
    for prompt in ctx.work.rounds.prompts_with(report.round_id, report.project_id):
        if prompt.leader_id in (report.said_for, report.said_by):
            return prompt
    raise NothingOpen
