"""What is tapped on a card is kept, in place of the words before it where the person chose to tap instead."""

from __future__ import annotations

from collections.abc import Mapping

from bot.context import Context
from bot.handlers.answering import said, view_of
from bot.handlers.sentences import shown
from core.chat import Card, Reply
from core.figures.from_answers import follow_up, take_over
from core.rounds.echo.model import Sentence
from core.rounds.echo.places import places_of
from core.rounds.model import Finding, Prompt, Source
from core.rounds.record import record
from core.rounds.who import prompts_for
from core.texts import answers, cards


def keep(
    ctx: Context, prompt: Prompt, findings: Mapping[int, Finding], source: Source, message: str
) -> tuple[Sentence, ...]:
    """A tap, or the words after one: what it states needs no confirmation.

    What was said before and only stays needs it as it did. Returns the sentences of which it took a line over.
    """
    projects = {item.project_id for item in ctx.work.rounds.items(prompt.id) if item.no in findings}
    before = ctx.work.reports.current(prompt.round_id, projects)
    known = {report.id for report in before.values()}
    reports = record(ctx.work, prompt, findings, said(ctx, source, message), ctx.calendar)
    retold = take_over(ctx.work, before.values(), ctx.person, ctx.now)
    new = [report for report in reports if report.id not in known]
    follow_up(ctx.work, new, ctx.calendar, ctx.now, confirmed=True)
    return retold


def tapped(ctx: Context, prompt: Prompt, findings: Mapping[int, Finding], at_page: int) -> Reply:
    """Keep what was tapped; the card in place shows it. A question about the same line is settled."""
    retold = keep(ctx, prompt, findings, Source.TAP, "")
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    asked = waiting and waiting.data.get("prompt") == str(prompt.id) and waiting.data.get("no")
    if asked and int(asked) in findings:
        ctx.work.dialogues.clear(ctx.person.id)
    view = view_of(ctx, prompt)
    toast = answers.tapped(view, findings, ctx.calendar)
    echoes = tuple(_echo(ctx, one) for one in retold if one.stated or one.questions)
    return Reply(say=echoes, replace=cards.card(view, ctx.calendar, at_page), toast=toast)


def _echo(ctx: Context, sentence: Sentence) -> Card:
    """What else the sentence said still waits: its echo gave way to the card."""
    prompts = prompts_for(ctx.work, ctx.person, sentence.round_id, ctx.today)
    return shown(ctx, sentence, places_of(ctx.work, ctx.person, prompts, ctx.today))
