"""/round, /missing, /remind: the office runs the week (调度)."""

from __future__ import annotations

from bot.context import Context
from bot.handlers import leaves
from core.bulletins.close import close_round
from core.chat import Card, Reply
from core.errors import NothingOpen, WrongState
from core.rounds.missing import current_round, round_state, urge, who_hears
from core.rounds.model import RoundState
from core.rounds.open_round import open_by_hand, preview_round
from core.rounds.views import State
from core.texts import leave as leave_texts
from core.texts import office, words
from core.texts.catalogue import say
from core.texts.paging import paged

UNPLACED = 10
"""Words about no project on one list; the others are counted."""
LOOKED_AT = 500
"""Sentences of one round, the newest."""


def show(ctx: Context) -> Reply:
    """/round – the open round's state, or the preview of a new one."""
    if ctx.work.rounds.in_state(RoundState.OPEN):
        return Reply(say=(_state(ctx),))
    return Reply(say=(_preview(ctx),))


def preview(ctx: Context) -> Reply:
    """on – the preview in place."""
    return Reply(replace=_preview(ctx))


def open_(ctx: Context) -> Reply:
    """oo – confirmed: the round opens."""
    opened = open_by_hand(ctx.work, ctx.person.id, ctx.calendar, ctx.now)
    cards = len(ctx.work.rounds.prompts(opened.id))
    return Reply(replace=office.round_opened(opened, cards, ctx.calendar))


def close_question(ctx: Context) -> Reply:
    """oq:<round>."""
    round_ = ctx.work.rounds.get(ctx.pressed.number(0))
    if round_.state is not RoundState.OPEN:
        raise WrongState("round", "closed")
    state = round_state(ctx.work, round_, ctx.calendar, ctx.now)
    return Reply(replace=office.close_question(round_, len(state.silent)))


def close(ctx: Context) -> Reply:
    """ox:<round>.

    Raises:
        WrongState: the clock or a colleague was first.
    """
    round_ = ctx.work.rounds.get(ctx.pressed.number(0))
    if not close_round(ctx.work, round_.id, ctx.person.id, ctx.calendar, ctx.now):
        raise WrongState("round", "closed")
    return Reply(replace=Card(say("round.closed", week=words.period(round_.period))))


def missing(ctx: Context, page: int = 0) -> Card:
    """Who has not answered, who cannot be reached."""
    state = _current(ctx)
    entries = office.missing_entries(
        [(s.leader, s.left, s.lines, s.unreachable, s.liaisons) for s in state.silent]
    )
    title = say("missing.title", week=words.period(state.round.period), n=len(entries))
    gone = [leave_texts.not_counted(leaves.named(ctx, state.away))] if state.away else []
    entries = [*(entries or [say("missing.none")]), *gone, *_unplaced(ctx, state.round.id)]
    return paged(title, entries, page, "missing")


def _unplaced(ctx: Context, round_id: int) -> list[str]:
    """What was said of no project, the last first: nothing that was said is out of sight."""
    said = [
        (one, quote) for one in ctx.work.sentences.of_round(round_id, LOOKED_AT) for quote in one.unplaced
    ]
    rows = [(ctx.work.people.get(one.person_id), one.said_at, quote) for one, quote in said[:UNPLACED]]
    return office.unplaced_entries(rows, len(said), ctx.calendar)


def missing_shown(ctx: Context) -> Reply:
    """om."""
    return Reply(say=(missing(ctx),))


def remind(ctx: Context) -> Reply:
    """/remind – whom it would remind; nothing leaves yet."""
    return Reply(say=(_question(ctx),))


def remind_done(ctx: Context) -> Reply:
    """or – confirmed."""
    written, nobody = urge(ctx.work, ctx.person, ctx.calendar, ctx.now)
    key = "remind.done_nobody" if nobody else "remind.done"
    return Reply(replace=Card(say(key, n=written, nobody=nobody)))


def _question(ctx: Context) -> Card:
    state = _current(ctx)
    if state.round.state is not RoundState.OPEN:
        raise NothingOpen
    if not state.silent:
        return Card(say("missing.none"))
    lost = [s for s in state.silent if s.unreachable]
    nobody = [s.leader for s in lost if not who_hears(ctx.work, s)]
    return office.remind_question(len(state.silent), len(lost) - len(nobody), nobody)


def _current(ctx: Context) -> State:
    return round_state(ctx.work, current_round(ctx.work), ctx.calendar, ctx.now)


def _state(ctx: Context) -> Card:
    state = _current(ctx)
    unreachable = sum(bool(s.unreachable) for s in state.silent)
    return office.round_state(state.round, state.cards, state.complete, unreachable, ctx.calendar)


def _preview(ctx: Context) -> Card:
    plan = preview_round(ctx.work, ctx.calendar, ctx.now)
    return office.round_preview(
        plan.period, len(plan.leaders), plan.projects, plan.deadline_at, plan.silent, ctx.calendar
    )
