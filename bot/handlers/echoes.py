"""The buttons under an echo: 确认, 修改, 都不是, and the answers to what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Context
from bot.handlers import contacts_said
from bot.handlers.answering import line_at, page_of, view_of, wait_for
from bot.handlers.sentences import echo_of, heard_instead, keep, shown, understood
from bot.handlers.which_problem import chosen
from core.chat import Reply
from core.dialogue import Dialogue, Topic
from core.errors import NotYourButton, RoundClosed, StaleButton
from core.figures.from_answers import confirm_stated, forget
from core.roster.learning import propose
from core.rounds.echo.drafting import drafted
from core.rounds.echo.model import Ask, Draft, Lost, Piece, Place, Question, Sentence, SentenceState
from core.rounds.echo.places import lines_of, places_of
from core.rounds.echo.settling import NOT_COUNTED, settle
from core.rounds.echo.understanding import without_unclear_tickets
from core.rounds.model import Answer, Finding, Prompt, RoundState
from core.rounds.reading.read import read_reply
from core.rounds.undo import take_back
from core.rounds.who import prompts_for
from core.texts import cards
from core.texts import echo as texts
from core.texts.catalogue import say


def confirm(ctx: Context) -> Reply:
    """sy:<sentence> – what it states is reported; open questions stay open."""
    sentence, places = _own(ctx)
    if sentence.state is not SentenceState.OPEN or not sentence.stated:
        return _as_it_stands(ctx, sentence, places)
    reports = [r for r in ctx.work.reports.of_message(sentence.message) if _is_his(r.project_id, places)]
    if not reports:
        raise StaleButton
    sentence = confirm_stated(ctx.work, sentence, reports, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=shown(ctx, sentence, places), toast=say("echo.reported"))


def none_of_it(ctx: Context) -> Reply:
    """sn:<sentence> – nothing of it counts; the words stay with the round.

    Raises:
        RoundClosed: it was said in time and the round has ended; what counted then stays.
    """
    sentence, places = _own(ctx)
    if sentence.state is not SentenceState.OPEN:
        return _as_it_stands(ctx, sentence, places)
    round_ = ctx.work.rounds.get(sentence.round_id)
    if round_.state is not RoundState.OPEN and sentence.said_at < round_.ends_at:
        raise RoundClosed(round_.ends_at)
    reports = [r for r in ctx.work.reports.of_message(sentence.message) if _is_his(r.project_id, places)]
    voided = take_back(ctx.work, reports, ctx.person, ctx.calendar, ctx.now)
    forget(ctx.work, voided, ctx.calendar, ctx.now)
    contacts_said.forget(ctx, sentence)
    sentence = replace(sentence, state=SentenceState.REJECTED, questions=(), stated=False)
    ctx.work.sentences.change(sentence)
    ctx.work.audit.note(ctx.now, ctx.person.id, "sentence.rejected", f"sentence:{sentence.id}", {})
    return Reply(replace=shown(ctx, sentence, places), toast=say("echo.taken_back"))


def change(ctx: Context) -> Reply:
    """se:<sentence> – say it again, or choose a line and tap."""
    sentence, places = _own(ctx)
    if sentence.state is not SentenceState.OPEN:
        return _as_it_stands(ctx, sentence, places)
    wait_for(ctx, Topic.REPORT_AGAIN, {"sentence": str(sentence.id)})
    return Reply(replace=texts.again(echo_of(ctx, sentence, places)))


def said_again(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after 修改. One in which nothing is understood replaces nothing; the question waits on."""
    before = ctx.work.sentences.get(int(asked.data["sentence"]))
    prompts = _cards_of(ctx, before)
    places = places_of(ctx.work, ctx.person, prompts, ctx.today)
    if not understood(ctx, ctx.incoming.text, before.round_id, places, ctx.message, before.message).drafts:
        wait_for(ctx, asked.topic, asked.data)
        return Reply(say=(texts.hint(),))
    earlier = ctx.work.reports.of_message(before.message)
    return heard_instead(ctx, ctx.incoming.text, before, earlier, prompts)


def line(ctx: Context) -> Reply:
    """sl:<sentence>:<project> – the card, at this line; a tap there replaces what the sentence said of it."""
    sentence, places = _own(ctx)
    place = _place(places, ctx.pressed.number(1))
    if sentence.state is SentenceState.OPEN and place.project.id not in sentence.retold:
        ctx.work.sentences.change(replace(sentence, retold=(*sentence.retold, place.project.id)))
    view = view_of(ctx, place.prompt)
    return Reply(replace=cards.card(view, ctx.calendar, page_of(view, line_at(view, place.no).no)))


def back(ctx: Context) -> Reply:
    """sb:<sentence> – the echo again."""
    sentence, places = _own(ctx)
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting and waiting.topic is Topic.REPORT_AGAIN and waiting.data["sentence"] == str(sentence.id):
        ctx.work.dialogues.clear(ctx.person.id)
    if sentence.retold and sentence.state is SentenceState.OPEN:
        sentence = replace(sentence, retold=())
        ctx.work.sentences.change(sentence)
    return Reply(replace=shown(ctx, sentence, places))


def answer(ctx: Context) -> Reply:
    """sq:<sentence>:<step>:<choice> – the answer to the question that is being asked."""
    sentence, places = _own(ctx)
    stale = sentence.state is not SentenceState.OPEN or not sentence.questions
    if stale or ctx.pressed.number(1) != sentence.step:
        return _as_it_stands(ctx, sentence, places)
    question, left = sentence.questions[0], sentence.questions[1:]
    ready = replace(sentence, questions=left, step=sentence.step + 1)
    match question.ask:
        case Ask.WHOSE:
            places = _of_card(places, ctx.pressed.number(2))
            found = understood(ctx, sentence.text, sentence.round_id, places, sentence.message)
            settled = replace(ready, drafts=found.drafts, questions=found.questions, lost=found.lost)
        case Ask.PROJECT:
            settled = _project_chosen(ctx, ready, question, places)
        case Ask.TICKET:
            _place(places, question.project_id)
            settled = chosen(ctx, ready, question)
        case _:
            settled = _settled(ctx, ready, question, places)
    return _kept(ctx, sentence, settled, places)


def _settled(ctx: Context, sentence: Sentence, question: Question, places: Sequence[Place]) -> Sentence:
    place = _place(places, question.project_id)
    draft = next(one for one in sentence.drafts if one.project_id == question.project_id)
    settled = settle(question, ctx.pressed.word(2), draft.finding, place.project)
    drafts = tuple(replace(one, finding=settled.finding) if one is draft else one for one in sentence.drafts)
    further = (settled.next,) if settled.next else ()
    return replace(sentence, drafts=drafts, questions=(*further, *sentence.questions))


def _project_chosen(
    ctx: Context, sentence: Sentence, question: Question, places: Sequence[Place]
) -> Sentence:
    """Read the piece anew, together with what was said about that project before."""
    if ctx.pressed.word(2) == NOT_COUNTED:
        return replace(sentence, lost=(*sentence.lost, Piece(Lost.PROJECT, question.quote)))
    place = _place(places, ctx.pressed.number(2))
    propose(ctx.work, place.project, question.quote, ctx.person.id, ctx.now)
    before = next((one for one in sentence.drafts if one.project_id == place.project.id), None)
    text = "，".join(filter(None, (before.finding.quote if before else "", question.quote)))
    own = replace(place, said=place.no)
    lines = {own.said: own.project}
    result = drafted(read_reply(text, lines_of([own]), ctx.today), text, lines, ctx.today)
    result = without_unclear_tickets(ctx.work, result, lines)
    finding = result.findings.get(own.said) or Finding(Answer.ON_TRACK, progress=question.quote, quote=text)
    draft = Draft(place.prompt.id, place.no, place.project.id, finding)
    others = [one for one in sentence.drafts if one is not before]
    order = {each.project.id: index for index, each in enumerate(places)}
    asked = [one for one in sentence.questions if one.project_id != place.project.id]
    asked += [one for one in result.questions if one.ask is not Ask.PROJECT]
    return replace(
        sentence,
        drafts=tuple(sorted((*others, draft), key=lambda one: order.get(one.project_id, 0))),
        questions=tuple(asked),
        lost=sentence.lost + result.lost,
    )


def _kept(ctx: Context, before: Sentence, after: Sentence, places: Sequence[Place]) -> Reply:
    """Keep what has changed. A figure that was tapped needs no 确认 besides, unless others of the sentence do."""
    by_taps = before.questions[0].ask not in (Ask.WHOSE, Ask.PROJECT) and not before.stated
    new = [one for one in after.drafts if one not in before.drafts]
    waits = keep(ctx, after.message, after.said_at, new, confirmed=by_taps)
    kept = replace(after, stated=waits or before.stated)
    if by_taps and not kept.questions:
        kept = replace(kept, state=SentenceState.CONFIRMED)
    ctx.work.sentences.change(kept)
    return Reply(replace=shown(ctx, kept, places))


def _own(ctx: Context) -> tuple[Sentence, tuple[Place, ...]]:
    """The sentence behind a button, and the lines that are this person's today.

    Raises:
        NotYourButton: somebody else's, or nothing is his any more.
    """
    sentence = ctx.work.sentences.get(ctx.pressed.number(0))
    if sentence.person_id != ctx.person.id:
        raise NotYourButton
    places = places_of(ctx.work, ctx.person, _cards_of(ctx, sentence), ctx.today)
    if not places:
        raise NotYourButton
    return sentence, places


def _cards_of(ctx: Context, sentence: Sentence) -> tuple[Prompt, ...]:
    return prompts_for(ctx.work, ctx.person, sentence.round_id, ctx.today)


def _place(places: Sequence[Place], project_id: int) -> Place:
    """
    Raises:
        StaleButton: not his.
    """
    for place in places:
        if place.project.id == project_id:
            return place
    raise StaleButton


def _of_card(places: Sequence[Place], prompt_id: int) -> tuple[Place, ...]:
    """
    Raises:
        StaleButton: none of that card is his.
    """
    found = tuple(replace(place, said=place.no) for place in places if place.prompt.id == prompt_id)
    if not found:
        raise StaleButton
    return found


def _as_it_stands(ctx: Context, sentence: Sentence, places: Sequence[Place]) -> Reply:
    """A button that was pressed twice, or whose time is over."""
    stale = sentence.state is SentenceState.REPLACED
    return Reply(
        replace=shown(ctx, sentence, places),
        toast=say("echo.stale" if stale else "echo.settled"),
        alert=stale,
    )


def _is_his(project_id: int, places: Sequence[Place]) -> bool:
    return any(place.project.id == project_id for place in places)
