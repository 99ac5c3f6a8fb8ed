"""The card's buttons and plain sentences (填报)."""

from __future__ import annotations

from bot.context import Context
from bot.handlers import questions, stalls
from bot.handlers.answering import (
    addressed,
    line_at,
    open_card,
    own_prompts,
    page_of,
    view_of,
)
from bot.handlers.sentences import heard, heard_instead, withdrawn
from bot.handlers.tapping import tapped
from core.chat import Card, Reply
from core.errors import NothingOpen, StaleButton
from core.figures.from_answers import forget
from core.rounds.model import Answer, Finding, Prompt
from core.rounds.undo import undo as undo_last
from core.rounds.who import prompts_for
from core.texts import answers, cards
from core.texts.catalogue import say

TAPS = {"g": Answer.ON_TRACK, "u": Answer.NO_CHANGE}


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
    reply = tapped(ctx, prompt, {line.no: Finding(TAPS[choice])}, page_of(view, line.no))
    return stalls.with_question(ctx, prompt, [line.no], reply) if choice == "u" else reply


def unchanged(ctx: Context) -> Reply:
    """ru:<prompt> – nothing changed on every line still open."""
    prompt, view = open_card(ctx)
    still = {line.no: Finding(Answer.NO_CHANGE) for line in view.lines if line.said is None}
    if not still:
        return Reply(replace=cards.card(view, ctx.calendar), toast=say("toast.done"))
    return stalls.with_question(ctx, prompt, still, tapped(ctx, prompt, still, 0))


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
    for message in {report.message for report in reports} - {""}:
        withdrawn(ctx, message)
    forget(ctx.work, reports, ctx.calendar, ctx.now)
    names = {i: p.name for i, p in ctx.work.projects.many({r.project_id for r in reports}).items()}
    return Reply(say=(answers.undone(reports, names),))


def sentence(ctx: Context) -> Reply:
    """A plain sentence is a report: on the card or the question it answers, else on the only open card."""
    prompts: tuple[Prompt, ...] = ()
    if ctx.incoming.reply_to:
        if asked := questions.asked_in(ctx):
            return questions.answered(ctx, asked)
        prompts = addressed(ctx)
    prompts = prompts or own_prompts(ctx)
    return stalls.after_words(ctx, prompts, heard(ctx, ctx.incoming.text, prompts))


def edited(ctx: Context) -> Reply:
    """A sentence was edited: what it says now counts."""
    before = ctx.work.sentences.of_message(ctx.message)
    reports = ctx.work.reports.of_message(ctx.message)
    if before is None and not reports:
        return sentence(ctx)
    if before is None and (answered := questions.edited(ctx, reports)):
        return answered
    round_id = before.round_id if before else reports[0].round_id
    prompts = prompts_for(ctx.work, ctx.person, round_id, ctx.today)
    if not prompts:
        raise NothingOpen
    return heard_instead(ctx, ctx.incoming.text, before, reports, prompts)


def _whose_is_it(ctx: Context, prompts: tuple[Prompt, ...], verb: str) -> Card:
    return answers.whose([(p, ctx.work.people.get(p.leader_id)) for p in prompts], verb)
