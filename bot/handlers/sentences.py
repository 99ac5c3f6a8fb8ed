"""Sentences: read, kept at once, shown back; figures wait for 确认, doubts are asked one by one (回显确认)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.context import Context
from bot.handlers import contacts_said
from bot.handlers.answering import said
from bot.handlers.which_problem import asked_about, open_tickets
from core.chat import Card, Reply
from core.figures.from_answers import follow_up, forget
from core.figures.keep import withdraw
from core.figures.model import Figure, FigureState
from core.rounds.correct import correct
from core.rounds.echo.drafting import Drafted, drafted
from core.rounds.echo.model import Ask, Draft, Lost, Piece, Place, Question, Sentence, SentenceState
from core.rounds.echo.places import about_everything, fitting, places_of, read
from core.rounds.echo.standing import with_what_stands
from core.rounds.model import Finding, Prompt, Report, Source
from core.rounds.record import record
from core.texts import echo as texts
from core.texts.echo import Echo


def heard(ctx: Context, text: str, prompts: Sequence[Prompt]) -> Reply:
    """A new sentence about the lines of these cards."""
    places = places_of(ctx.work, ctx.person, prompts, ctx.today)
    fresh = _new(ctx, text, prompts[0].round_id)
    sentence = understood(ctx, fresh, places, prompts)
    if not (sentence.drafts or sentence.questions or sentence.lost):
        return Reply(say=(texts.hint(),))
    sentence = ctx.work.sentences.add(keep(ctx, sentence, sentence.drafts))
    return Reply(say=(shown(ctx, sentence, places),))


def heard_instead(
    ctx: Context, text: str, before: Sentence | None, earlier: Sequence[Report], prompts: Sequence[Prompt]
) -> Reply:
    """The sentence replaces what was said ``before``: it was edited, or said again after 修改."""
    source = Source.EDIT if before is None or before.message == ctx.message else Source.SENTENCE
    places = places_of(ctx.work, ctx.person, prompts, ctx.today)
    fresh = _new(ctx, text, prompts[0].round_id)
    sentence = understood(ctx, fresh, places, prompts, [report.message for report in earlier])
    if not (sentence.drafts or sentence.questions or sentence.lost):
        sentence = replace(sentence, lost=(Piece(Lost.NOTHING, text),))
    if before:
        ctx.work.sentences.change(replace(before, state=SentenceState.REPLACED))
        contacts_said.forget(ctx, before)
    groups = _by_card(ctx, sentence.drafts)
    voided, kept = correct(ctx.work, earlier, groups, said(ctx, source, ctx.message), ctx.calendar)
    known = {report.id for report in earlier}
    withdraw(ctx.work, known - {report.id for report in kept}, ctx.now)
    forget(ctx.work, voided, ctx.calendar, ctx.now)
    contacts_said.keep(ctx, sentence, sentence.drafts)
    new = [r for r in kept if r.id not in known]
    figures = follow_up(ctx.work, new, ctx.calendar, ctx.now, confirmed=False)
    figures += tuple(ctx.work.figures.of_reports([r.id for r in kept if r.id in known]))
    names = {place.project.id: place.project.name for place in places}
    gone = [names[r.project_id] for r in reversed(voided) if r.project_id in names]
    sentence = replace(sentence, stated=_said(figures), gone=tuple(dict.fromkeys(gone)))
    return Reply(say=(shown(ctx, ctx.work.sentences.add(sentence), places),))


def _new(ctx: Context, text: str, round_id: int) -> Sentence:
    return Sentence(0, round_id, ctx.person.id, ctx.message, text, ctx.now)


def understood(
    ctx: Context,
    sentence: Sentence,
    places: Sequence[Place],
    prompts: Sequence[Prompt],
    replaced: Sequence[str] = (),
) -> Sentence:
    """The sentence with what is certain of it and what must be asked; nothing is stored.

    ``replaced``: messages whose answers this one replaces, so that their lines count as open.
    """
    text, ours = sentence.text, {sentence.message, *replaced}
    ids = [place.project.id for place in places]
    current = ctx.work.reports.current(sentence.round_id, ids)
    answered = {i for i, report in current.items() if report.message not in ours or not report.message}
    reading = read(text, places, answered, ctx.today, ctx.office.sound)
    lines = {place.said: place.project for place in places}
    result = asked_about(ctx, drafted(reading, text, lines, ctx.today), lines)
    cards = _cards(places)
    unnamed = any(question.ask is Ask.PROJECT for question in result.questions)
    if len(cards) > 1 and unnamed:
        fits = fitting(text, cards)
        if len(fits) == 1:
            own = [replace(place, said=place.no) for place in cards[fits[0]]]
            return understood(ctx, sentence, own, [p for p in prompts if p.id == fits[0]], replaced)
        if fits:
            return replace(sentence, questions=(Question(Ask.WHOSE, text),))
    if len(cards) > 1 and about_everything(text, places, reading):
        return replace(sentence, questions=(Question(Ask.WHOSE, text),))
    standing = {
        i: report for i, report in current.items() if report.message not in ours or not report.message
    }
    return replace(
        sentence, drafts=_drafts(result, places, standing), questions=result.questions, lost=result.lost
    )


def _cards(places: Sequence[Place]) -> Mapping[int, list[Place]]:
    cards: dict[int, list[Place]] = {}
    for place in places:
        cards.setdefault(place.prompt.id, []).append(place)
    return cards


def _drafts(result: Drafted, places: Sequence[Place], standing: Mapping[int, Report]) -> tuple[Draft, ...]:
    return tuple(
        Draft(
            place.prompt.id,
            place.no,
            place.project.id,
            with_what_stands(result.findings[place.said], standing.get(place.project.id)),
        )
        for place in places
        if place.said in result.findings
    )


def keep(ctx: Context, sentence: Sentence, drafts: Sequence[Draft], *, confirmed: bool = False) -> Sentence:
    """Keep what these drafts say: the answers count, their figures wait unless the person has ``confirmed``
    each. Returns the sentence, not stored: whether figures of it wait may have changed."""
    reports: tuple[Report, ...] = ()
    for prompt, findings in _by_card(ctx, drafts):
        now = said(ctx, Source.SENTENCE, sentence.message)
        reports += record(ctx.work, prompt, findings, now, ctx.calendar)
    contacts_said.keep(ctx, sentence, drafts)
    figures = follow_up(ctx.work, reports, ctx.calendar, ctx.now, confirmed=confirmed)
    return replace(sentence, stated=_said(figures) or sentence.stated)


def _said(figures: Sequence[Figure]) -> bool:
    return any(one.state is FigureState.SAID for one in figures)


def _by_card(ctx: Context, drafts: Sequence[Draft]) -> list[tuple[Prompt, Mapping[int, Finding]]]:
    groups: dict[int, dict[int, Finding]] = {}
    for draft in drafts:
        groups.setdefault(draft.prompt_id, {})[draft.no] = draft.finding
    return [(ctx.work.rounds.prompt(prompt_id), findings) for prompt_id, findings in groups.items()]


def echo_of(ctx: Context, sentence: Sentence, places: Sequence[Place]) -> Echo:
    answered = ctx.work.reports.current(sentence.round_id, [place.project.id for place in places])
    echo = Echo(sentence, ctx.work.rounds.get(sentence.round_id), places, len(places) - len(answered))
    met = contacts_said.told_in(ctx, sentence, sentence.drafts)
    return replace(echo, tickets=open_tickets(ctx, echo.question), met=met)


def shown(ctx: Context, sentence: Sentence, places: Sequence[Place]) -> Card:
    """The echo as it stands."""
    echo = echo_of(ctx, sentence, places)
    leaders = []
    if echo.question and echo.question.ask is Ask.WHOSE:
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
