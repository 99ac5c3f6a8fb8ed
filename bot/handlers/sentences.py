"""Sentences: read, kept at once, shown back; figures wait for 确认, doubts are asked one by one (回显确认)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.context import Context
from bot.handlers import contacts_said
from bot.handlers.answering import said
from bot.handlers.which_problem import open_tickets
from core.chat import Card, Reply
from core.figures.from_answers import follow_up, forget
from core.figures.keep import withdraw
from core.figures.model import Figure, FigureState
from core.rounds.correct import correct
from core.rounds.echo import understanding
from core.rounds.echo.model import Ask, Draft, Lost, Piece, Place, Sentence, SentenceState
from core.rounds.echo.places import places_of
from core.rounds.echo.understanding import Understood
from core.rounds.model import Finding, Prompt, Report, Source
from core.rounds.record import record
from core.texts import echo as texts
from core.texts.echo import Echo


def heard(ctx: Context, text: str, prompts: Sequence[Prompt]) -> Reply:
    """A new sentence about the lines of these cards."""
    places, round_id = places_of(ctx.work, ctx.person, prompts, ctx.today), prompts[0].round_id
    found = understood(ctx, text, round_id, places, ctx.message)
    if not (found.drafts or found.questions or found.lost):
        return Reply(say=(texts.hint(),))
    waits = keep(ctx, ctx.message, ctx.now, found.drafts)
    sentence = ctx.work.sentences.add(_new(ctx, text, round_id, found, stated=waits))
    return Reply(say=(shown(ctx, sentence, places),))


def heard_instead(
    ctx: Context, text: str, before: Sentence | None, earlier: Sequence[Report], prompts: Sequence[Prompt]
) -> Reply:
    """The sentence replaces what was said ``before``: it was edited, or said again after 修改."""
    source = Source.EDIT if before is None or before.message == ctx.message else Source.SENTENCE
    places, round_id = places_of(ctx.work, ctx.person, prompts, ctx.today), prompts[0].round_id
    found = understood(ctx, text, round_id, places, ctx.message, *(report.message for report in earlier))
    if not (found.drafts or found.questions or found.lost):
        found = Understood(lost=(Piece(Lost.NOTHING, text),))
    if before:
        ctx.work.sentences.change(replace(before, state=SentenceState.REPLACED))
        contacts_said.forget(ctx, before)
    groups = _by_card(ctx, found.drafts)
    voided, kept = correct(ctx.work, earlier, groups, said(ctx, source, ctx.message), ctx.calendar)
    known = {report.id for report in earlier}
    withdraw(ctx.work, known - {report.id for report in kept}, ctx.now)
    forget(ctx.work, voided, ctx.calendar, ctx.now)
    contacts_said.keep(ctx, ctx.message, ctx.now, found.drafts)
    new = [r for r in kept if r.id not in known]
    figures = follow_up(ctx.work, new, ctx.calendar, ctx.now, confirmed=False)
    figures += tuple(ctx.work.figures.of_reports([r.id for r in kept if r.id in known]))
    names = {place.project.id: place.project.name for place in places}
    gone = [names[r.project_id] for r in reversed(voided) if r.project_id in names]
    new_one = _new(ctx, text, round_id, found, stated=_said(figures), gone=tuple(dict.fromkeys(gone)))
    return Reply(say=(shown(ctx, ctx.work.sentences.add(new_one), places),))


def understood(ctx: Context, text: str, round_id: int, places: Sequence[Place], *messages: str) -> Understood:
    """``messages``: as in ``core.rounds.echo.understanding``."""
    return understanding.understood(ctx.work, text, round_id, places, messages, ctx.today, ctx.office.sound)


def _new(
    ctx: Context, text: str, round_id: int, found: Understood, *, stated: bool, gone: tuple[str, ...] = ()
) -> Sentence:
    return Sentence(
        0, round_id, ctx.person.id, ctx.message, text, ctx.now, SentenceState.OPEN,
        found.drafts, found.questions, found.lost, stated=stated, gone=gone,
    )  # fmt: skip


def keep(
    ctx: Context, message: str, said_at: datetime, drafts: Sequence[Draft], *, confirmed: bool = False
) -> bool:
    """Keep what these drafts of the sentence say: the answers count, their figures wait unless the person has
    ``confirmed`` each. Whether any of them waits."""
    reports: tuple[Report, ...] = ()
    for prompt, findings in _by_card(ctx, drafts):
        now = said(ctx, Source.SENTENCE, message)
        reports += record(ctx.work, prompt, findings, now, ctx.calendar)
    contacts_said.keep(ctx, message, said_at, drafts)
    return _said(follow_up(ctx.work, reports, ctx.calendar, ctx.now, confirmed=confirmed))


def _said(figures: Sequence[Figure]) -> bool:
    return any(one.state is FigureState.SAID for one in figures)


def _by_card(ctx: Context, drafts: Sequence[Draft]) -> list[tuple[Prompt, Mapping[int, Finding]]]:
    groups: dict[int, dict[int, Finding]] = {}
    for draft in drafts:
        groups.setdefault(draft.prompt_id, {})[draft.no] = draft.finding
    return [(ctx.work.rounds.prompt(prompt_id), findings) for prompt_id, findings in groups.items()]


def echo_of(ctx: Context, sentence: Sentence, places: Sequence[Place]) -> Echo:
    answered = ctx.work.reports.current(sentence.round_id, [place.project.id for place in places])
    round_, left = ctx.work.rounds.get(sentence.round_id), len(places) - len(answered)
    tickets = open_tickets(ctx, sentence.question)
    met = contacts_said.told_in(ctx, sentence.said_at, sentence.drafts)
    return Echo(sentence, round_, places, left, tickets, met)


def shown(ctx: Context, sentence: Sentence, places: Sequence[Place]) -> Card:
    """The echo as it stands."""
    echo = echo_of(ctx, sentence, places)
    leaders = []
    if (question := sentence.question) and question.ask is Ask.WHOSE:
        prompts = {place.prompt.id: place.prompt for place in places}
        leaders = [(prompt, ctx.work.people.get(prompt.leader_id)) for prompt in prompts.values()]
    return texts.card(echo, ctx.calendar, leaders)


def withdrawn(ctx: Context, message: str) -> None:
    """The answers of this message were taken back: its echo is over."""
    sentence = ctx.work.sentences.of_message(message)
    if sentence:
        contacts_said.forget(ctx, sentence)
        over = replace(sentence, state=SentenceState.REJECTED, questions=(), stated=False)
        ctx.work.sentences.change(over)
