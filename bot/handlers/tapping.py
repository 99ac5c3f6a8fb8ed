"""What is tapped on a card is kept, in place of the words before it where the person chose to tap instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.context import Context
from bot.handlers.answering import follow_up, said, view_of
from bot.handlers.sentences import shown
from core.chat import Card, Reply
from core.dialogue import Topic
from core.figures.keep import withdraw
from core.figures.model import FigureState
from core.rounds.echo.model import Sentence
from core.rounds.echo.places import places_of
from core.rounds.model import Finding, Prompt, Report, Source
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
    retold = _taken_over(ctx, before.values())
    follow_up(ctx, [report for report in reports if report.id not in known], confirmed=True)
    return retold


def _taken_over(ctx: Context, before: Iterable[Report]) -> tuple[Sentence, ...]:
    """After 修改 and the choice of a line, its tap replaces what the sentence said of it, with its figures."""
    left: dict[int, Sentence] = {}
    for report in before:
        sentence = ctx.work.sentences.of_message(report.message) if report.message else None
        if not sentence or sentence.person_id != ctx.person.id or report.project_id not in sentence.retold:
            continue
        said = ctx.work.reports.of_message(sentence.message)
        withdraw(ctx.work, [one.id for one in said if one.project_id == report.project_id], ctx.now)
        figures = ctx.work.figures.of_reports([one.id for one in said])
        waits = any(one.state is FigureState.SAID for one in figures)
        left[sentence.id] = replace(sentence.without(report.project_id), stated=waits)
        ctx.work.sentences.change(left[sentence.id])
        waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
        if waiting and (waiting.topic, waiting.data.get("sentence")) == (
            Topic.REPORT_AGAIN,
            str(sentence.id),
        ):
            ctx.work.dialogues.clear(ctx.person.id)
    return tuple(left.values())


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
