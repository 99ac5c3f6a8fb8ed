"""A change of a rule that waits for 保存: kept with the question that waits, shown with old and new value, then written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.handlers.answering import wait_for
from bot.handlers.rule_screens import overview, screen
from core.chat import Card, Reply
from core.dialogue import Topic
from core.errors import StaleButton, WrongState
from core.presses import encode
from core.rounds.ladder import check
from core.rounds.model import Rung
from core.rounds.periods import day_in, period_around
from core.rounds.planning import (
    Firing,
    checked,
    from_next_period,
    in_force,
    next_firings,
    overlapping,
    with_rule,
)
from core.rounds.portfolios import reach
from core.rounds.replan import change, running_rule, save
from core.rounds.timetable import Cadence
from core.rounds.written import from_words, in_words
from core.scoring.occasion import day_length
from core.texts import rule_changes as texts


def keep(ctx: Context, draft: Cadence, part: str) -> None:
    """The next sentence is about this draft, and so is every button of its screens."""
    wait_for(ctx, Topic.SETTING, {"name": "cadence", "part": part, "rule": in_words(draft)})


def draft(ctx: Context) -> tuple[Cadence, str]:
    """The draft and the part that is being changed.

    Raises:
        StaleButton: nothing waits any more.
    """
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting is None or waiting.topic is not Topic.SETTING or "rule" not in waiting.data:
        raise StaleButton
    return from_words(waiting.data["rule"]), waiting.data["part"]


def look(ctx: Context) -> Reply:
    """kq – what the draft would change."""
    changed, part = draft(ctx)
    return Reply(replace=proposal(ctx, changed, part))


def proposal(ctx: Context, changed: Cadence, part: str) -> Card:
    """Old and new value, whom it reaches, the next ten firings where days change; nothing is written.

    Raises:
        BadArgument, WrongState: it cannot be.
    """
    cadences = ctx.work.rounds.cadences()
    planned = _planned(ctx, changed)
    checked(planned, ctx.today)
    _sound(ctx, changed)
    keep(ctx, changed, part)
    old = next((each for each in cadences if each.id == changed.id), None) if changed.id else None
    lines = _lines(ctx, old, changed)
    before = next_firings(in_force(cadences, ctx.today), ctx.calendar, ctx.now)
    after = next_firings(planned, ctx.calendar, ctx.now)
    reached = reach(ctx.work, changed, ctx.today)
    turned = old is None or (old.whom, old.audience) != (changed.whom, changed.audience)
    if turned and changed.asks and not reached.leaders:
        raise WrongState("cadence", "nobody")
    remarks = _remarks(ctx, changed)
    back = encode("ke", changed.id, part) if changed.id else encode("kc" if changed.campaign_of else "kn")
    begins = changed.from_on if changed.campaign_of else from_next_period(changed, ctx.today).from_on
    dates = after if old is None or _named(after) != _named(before) else ()
    return texts.proposal(
        changed.name,
        lines,
        begins,
        reached if turned and changed.asks else None,
        dates,
        remarks,
        back,
        ctx.calendar,
    )


def _named(firings: Sequence[Firing]) -> list[tuple[str, str, datetime, datetime]]:
    return [(cadence.name, due.period, due.opens_at, due.deadline_at) for cadence, due in firings]


def _lines(ctx: Context, old: Cadence | None, changed: Cadence) -> list[str]:
    units = {unit.id: unit for unit in ctx.work.projects.units()}
    if old is not None:
        return texts.changed_lines(old, changed, units, day_length(ctx.calendar)) or [texts.nothing()]
    if changed.campaign_of and changed.from_on and changed.until_on:
        base = ctx.work.rounds.cadence(changed.campaign_of)
        line = texts.campaign_line(changed.from_on, changed.until_on, base, changed)
        return [line, texts.campaign_note(changed.note)]
    return [texts.new_rule(changed)]


def _remarks(ctx: Context, changed: Cadence) -> list[str]:
    """Steps that the deadline overtakes."""
    late = late_rungs(ctx, changed)
    return [texts.too_late(late, day_length(ctx.calendar))] if late else []


def late_rungs(ctx: Context, cadence: Cadence) -> list[Rung]:
    if not cadence.asks:
        return []
    period = period_around(cadence.every, from_next_period(cadence, ctx.today).from_on or ctx.today)
    opens = ctx.calendar.at(day_in(period, cadence.opens), cadence.opens.at)
    closes = ctx.calendar.at(day_in(period, cadence.closes), cadence.closes.at)
    time_there_is = ctx.calendar.working_between(opens, closes)
    return [rung for rung in cadence.ladder if rung.after >= time_there_is]


def _sound(ctx: Context, changed: Cadence) -> None:
    """
    Raises:
        BadArgument: the ladder cannot be.
        WrongState: it makes nothing, or closes before it opens.
    """
    if not changed.products:
        raise WrongState("cadence", "nothing")
    old = ctx.work.rounds.cadence(changed.id) if changed.id else None
    if changed.asks and old and old.ladder != changed.ladder:
        check(changed.ladder, day_length(ctx.calendar))
    period = period_around(changed.every, ctx.today)
    ends = [(day_in(period, when), when.at) for when in (changed.opens, changed.closes)]
    if ends[0] >= ends[1]:
        raise WrongState("cadence", "past")


def _planned(ctx: Context, changed: Cadence) -> list[Cadence]:
    """
    Raises:
        StaleButton: the rule has ended meanwhile.
        WrongState: another campaign runs in these days.
    """
    cadences = ctx.work.rounds.cadences()
    if changed.id:
        running_rule(cadences, changed.id, ctx.today)
        return with_rule(cadences, changed, ctx.today)
    running = in_force(cadences, ctx.today)
    if changed.campaign_of:
        if overlapping(running, changed):
            raise WrongState("cadence", "overlaps")
        return [*running, changed]
    return [*running, from_next_period(changed, ctx.today)]


def written(ctx: Context) -> Reply:
    """ky – what the preview showed; by then it may have become impossible, which is said."""
    changed, _ = draft(ctx)
    planned = _planned(ctx, changed)
    checked(planned, ctx.today)
    _sound(ctx, changed)
    old = ctx.work.rounds.cadence(changed.id) if changed.id else None
    ctx.work.dialogues.clear(ctx.person.id)
    if old == changed:
        return Reply(replace=screen(ctx, old), toast=texts.nothing())
    if changed.id:
        kept = change(ctx.work, changed, ctx.person.id, ctx.calendar, ctx.now)
    else:
        save(ctx.work, planned, ctx.person.id, ctx.now)
        kept = max(ctx.work.rounds.cadences(), key=lambda each: each.id)
    return Reply(replace=screen(ctx, kept), toast=texts.saved(kept))


def given_up(ctx: Context) -> Reply:
    """kz – nothing has changed."""
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    open_ = waiting is not None and waiting.topic is Topic.SETTING and "rule" in waiting.data
    changed = draft(ctx)[0] if open_ else None
    ctx.work.dialogues.clear(ctx.person.id)
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    found = next((each for each in running if changed and each.id == changed.id), None)
    if found is None:
        return Reply(replace=overview(ctx))
    return Reply(replace=screen(ctx, found))
