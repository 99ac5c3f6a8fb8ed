"""The card's buttons and plain sentences (填报)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.context import Context
from core.chat import SILENCE, Card, Reply
from core.date_words import Lean, read_reply_date
from core.dates import one_day
from core.dialogue import Dialogue, Topic
from core.errors import BadDate, NothingOpen, NotYourButton, StaleButton
from core.presses import decode
from core.problems.follow import follow
from core.problems.model import Category
from core.roster.model import Node
from core.rounds.card import card_view
from core.rounds.correct import correct
from core.rounds.model import Answer, Finding, Prompt, Report, RoundState, Source
from core.rounds.record import Said, record
from core.rounds.understand import understand
from core.rounds.undo import undo as undo_last
from core.rounds.views import CardView, Line
from core.rounds.who import answerable, prompts_for
from core.texts import answers, cards
from core.texts.catalogue import say

TAPS = {"g": Answer.ON_TRACK, "u": Answer.NO_CHANGE}
DIALOGUE_LASTS = timedelta(hours=12)
CARD_VERBS = ("r", "ru", "rb", "rc", "rn")
LONGEST = 2000
"""Characters of a report sentence."""


def tap(ctx: Context) -> Reply:
    """r:<prompt>:<line>:<g|u|p|m> – one of the four taps of a project."""
    prompt, view = _card(ctx)
    line = _line(view, ctx.pressed.number(1))
    choice = ctx.pressed.word(2)
    if choice == "p":
        return Reply(replace=cards.category_card(view, line))
    if choice == "m":
        return Reply(replace=cards.node_card(view, line))
    if choice not in TAPS:
        raise StaleButton
    return _tapped(ctx, prompt, {line.no: Finding(TAPS[choice])}, page_of(view, line.no))


def unchanged(ctx: Context) -> Reply:
    """ru:<prompt> – nothing changed on every line still open."""
    prompt, view = _card(ctx)
    still = {line.no: Finding(Answer.NO_CHANGE) for line in view.lines if line.said is None}
    if not still:
        return Reply(replace=cards.card(view, ctx.calendar), toast=say("toast.done"))
    reply = _tapped(ctx, prompt, still, 0)
    return Reply(replace=reply.replace, toast=say("toast.all", n=len(still)))


def category(ctx: Context) -> Reply:
    """rc:<prompt>:<line>:<category> – the problem is kept at once; one sentence about it is welcome."""
    prompt, view = _card(ctx)
    line = _line(view, ctx.pressed.number(1))
    name = ctx.pressed.word(2)
    if name not in Category.__members__:
        raise StaleButton
    chosen = Category[name]
    reply = _tapped(ctx, prompt, {line.no: Finding(Answer.PROBLEM, chosen.value)}, page_of(view, line.no))
    _await(ctx, Topic.PROBLEM_TEXT, {"prompt": str(prompt.id), "no": str(line.no), "category": chosen.value})
    question = answers.problem_question(line.no, line.project.name, chosen.value)
    return Reply(say=(question,), replace=reply.replace, toast=reply.toast)


def node(ctx: Context) -> Reply:
    """rn:<prompt>:<line>:<node>:<t|o> – a node finished today, or on a day to be said."""
    prompt, view = _card(ctx)
    line = _line(view, ctx.pressed.number(1))
    name = ctx.pressed.word(2)
    if name not in Node.__members__:
        raise StaleButton
    done = Node[name]
    if ctx.pressed.word(3) == "t":
        finding = Finding(Answer.MILESTONE, node=done, node_on=one_day(ctx.today))
        return _tapped(ctx, prompt, {line.no: finding}, page_of(view, line.no))
    _await(ctx, Topic.NODE_DATE, {"prompt": str(prompt.id), "no": str(line.no), "node": name})
    question = answers.date_question(line.no, line.project.name, _node_word(done))
    return Reply(say=(question,), replace=cards.card(view, ctx.calendar, page_of(view, line.no)))


def page(ctx: Context) -> Reply:
    """rp:<prompt>:<page>."""
    _, view = _card(ctx)
    return Reply(replace=cards.card(view, ctx.calendar, ctx.pressed.number(1)))


def back(ctx: Context) -> Reply:
    """rb:<prompt> – the card again, in place of what was shown."""
    _, view = _card(ctx)
    return Reply(replace=cards.card(view, ctx.calendar))


def show(ctx: Context) -> Reply:
    """/report – the open card once more; a liaison of several leaders chooses."""
    prompts = _prompts(ctx)
    if len(prompts) > 1:
        return Reply(say=(answers.whose([(p, ctx.work.people.get(p.leader_id)) for p in prompts], "rb"),))
    view = card_view(ctx.work, prompts[0], ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(cards.card(view, ctx.calendar),))


def undo(ctx: Context) -> Reply:
    """/undo – the last tap or sentence is void; what counted before counts again."""
    reports = undo_last(ctx.work, ctx.person, ctx.calendar, ctx.now)
    follow(ctx.work, reports, ctx.now)
    names = {i: p.name for i, p in ctx.work.projects.many({r.project_id for r in reports}).items()}
    return Reply(say=(answers.undone(reports, names),))


def sentence(ctx: Context) -> Reply:
    """A plain sentence is a report: on the card it answers, else on the only open one."""
    prompts = _addressed(ctx) or _prompts(ctx)
    if len(prompts) > 1:
        _await(ctx, Topic.UNCLEAR_REPORT, {"text": ctx.incoming.text[:LONGEST], "message": ctx.message})
        return Reply(say=(answers.whose([(p, ctx.work.people.get(p.leader_id)) for p in prompts], "rw"),))
    return _heard(ctx, prompts[0], ctx.incoming.text, ctx.message)


def whose(ctx: Context) -> Reply:
    """rw:<prompt> – the sentence that waited belongs to this leader's card."""
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting is None or waiting.topic is not Topic.UNCLEAR_REPORT:
        raise StaleButton
    prompt, _ = _card(ctx)
    ctx.work.dialogues.clear(ctx.person.id)
    return _heard(ctx, prompt, waiting.data["text"], waiting.data["message"])


def edited(ctx: Context) -> Reply:
    """A sentence was edited: what it says now counts."""
    reports = ctx.work.reports.of_message(ctx.message)
    if not reports:
        return sentence(ctx)
    prompt = _prompt_of(ctx, reports[0])
    view = card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)
    read = understand(ctx.incoming.text, [line.no for line in view.lines], ctx.today)
    said = Said(ctx.person, Source.EDIT, ctx.message, ctx.now)
    follow(ctx.work, correct(ctx.work, prompt, read.findings, said, ctx.calendar), ctx.now)
    view = card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)
    if not read.findings:
        return Reply(say=(Card(say("receipt.edited_gone", quoted=ctx.incoming.text[:80])),))
    return Reply(say=(answers.receipt(view, read.findings, read.unclear, ctx.calendar),))


def problem_text(ctx: Context, waiting: Dialogue) -> Reply:
    """The sentence after a category: kept with the problem, verbatim."""
    prompt = ctx.work.rounds.prompt(int(waiting.data["prompt"]))
    finding = Finding(Answer.PROBLEM, waiting.data["category"], ctx.incoming.text[:LONGEST].strip())
    _record(ctx, prompt, {int(waiting.data["no"]): finding}, Source.SENTENCE, ctx.message)
    return Reply(say=(Card(say("receipt.problem_kept")),))


def node_date(ctx: Context, waiting: Dialogue) -> Reply:
    """The date after 其他日期.

    Raises:
        BadDate: it cannot be read; the question stays open.
    """
    reading = read_reply_date(ctx.incoming.text[:40], ctx.today, Lean.PAST)
    if reading.value is None:
        raise BadDate(ctx.incoming.text)
    if reading.value.first > ctx.today:
        _await(ctx, Topic.NODE_DATE, waiting.data)
        return Reply(say=(Card(say("receipt.date_future")),))
    prompt = ctx.work.rounds.prompt(int(waiting.data["prompt"]))
    done = Node[waiting.data["node"]]
    findings = {int(waiting.data["no"]): Finding(Answer.MILESTONE, node=done, node_on=reading.value)}
    _record(ctx, prompt, findings, Source.SENTENCE, ctx.message)
    view = card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(answers.receipt(view, findings, (), ctx.calendar),))


def voice(ctx: Context) -> Reply:
    return Reply(say=(Card(say("receipt.voice")),)) if ctx.incoming.private else SILENCE


def photo(ctx: Context) -> Reply:
    """A photo is welcome, never demanded; its caption is a report like any other sentence."""
    if not ctx.incoming.private:
        return SILENCE
    return sentence(ctx) if ctx.incoming.text else Reply(say=(Card(say("receipt.photo")),))


def _heard(ctx: Context, prompt: Prompt, text: str, message: str) -> Reply:
    view = card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)
    read = understand(text, [line.no for line in view.lines], ctx.today)
    if read.findings:
        _record(ctx, prompt, read.findings, Source.SENTENCE, message)
        view = card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(answers.receipt(view, read.findings, read.unclear, ctx.calendar),))


def _record(
    ctx: Context, prompt: Prompt, findings: Mapping[int, Finding], source: Source, message: str
) -> tuple[Report, ...]:
    said = Said(ctx.person, source, message, ctx.now)
    reports = record(ctx.work, prompt, findings, said, ctx.calendar)
    follow(ctx.work, reports, ctx.now)
    return reports


def _tapped(ctx: Context, prompt: Prompt, findings: Mapping[int, Finding], at_page: int) -> Reply:
    reports = _record(ctx, prompt, findings, Source.TAP, "")
    view = card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)
    toast = answers.tapped(reports[0].finding, late=reports[0].late)
    return Reply(replace=cards.card(view, ctx.calendar, at_page), toast=toast)


def _card(ctx: Context) -> tuple[Prompt, CardView]:
    """The card behind a button, as this person may answer it."""
    prompt = ctx.work.rounds.prompt(ctx.pressed.number(0))
    if not answerable(ctx.work, ctx.person, prompt, ctx.today):
        raise NotYourButton
    return prompt, card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)


def _line(view: CardView, no: int) -> Line:
    for line in view.lines:
        if line.no == no:
            return line
    raise StaleButton


def page_of(view: CardView, no: int) -> int:
    """The page on which a line stands."""
    return next((i for i, line in enumerate(view.lines) if line.no == no), 0) // cards.PAGE


def _prompts(ctx: Context) -> tuple[Prompt, ...]:
    """Cards this person may answer now: of the open round, else of the last closed one (late).

    Raises:
        NothingOpen: none.
    """
    for state in (RoundState.OPEN, RoundState.CLOSED):
        for round_ in ctx.work.rounds.in_state(state)[:1]:
            prompts = prompts_for(ctx.work, ctx.person, round_.id, ctx.today)
            if prompts:
                return prompts
    raise NothingOpen


def _addressed(ctx: Context) -> tuple[Prompt, ...]:
    """The card to which the sentence is a reply, if it is one and may be answered."""
    if not ctx.incoming.reply_to:
        return ()
    card = ctx.work.outbox.card_at(ctx.address, ctx.incoming.reply_to)
    presses = [decode(button.data) for row in card.buttons for button in row if button.data] if card else []
    ours = next((press for press in presses if press.verb in CARD_VERBS), None)
    if ours is None:
        return ()
    prompt = ctx.work.rounds.prompt(ours.number(0))
    return (prompt,) if answerable(ctx.work, ctx.person, prompt, ctx.today) else ()


def _prompt_of(ctx: Context, report: Report) -> Prompt:
    """The card through which a report was given."""
    for prompt in ctx.work.rounds.prompts_with(report.round_id, report.project_id):
        if prompt.leader_id in (report.said_for, report.said_by):
            return prompt
    raise NothingOpen


def _await(ctx: Context, topic: Topic, data: Mapping[str, str]) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, topic, data, ctx.now + DIALOGUE_LASTS))


def _node_word(done: Node) -> str:
    return say(f"node.{done.name.lower()}")
