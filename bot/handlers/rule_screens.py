"""One rule of the office: everything it is, what has been decided about it, switching it off and taking things back."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from core.chat import Button, Card, Reply
from core.errors import StaleButton
from core.presses import encode
from core.rounds.planning import ended, follower_of, in_force, leading, next_firings
from core.rounds.portfolios import reach
from core.rounds.replan import PRESET, revocable, running_rule, stop, take_back
from core.rounds.timetable import Cadence
from core.scoring.occasion import day_length
from core.settings import chosen
from core.texts import rule_changes, timetable
from core.texts import rule_screens as texts
from core.texts.catalogue import say


def show(ctx: Context) -> Reply:
    """kr:<cadence>."""
    return Reply(replace=screen(ctx, wanted(ctx)))


def wanted(ctx: Context) -> Cadence:
    """
    Raises:
        StaleButton: it has ended.
    """
    return running_rule(ctx.work.rounds.cadences(), ctx.pressed.number(0), ctx.today)


def changing(ctx: Context, cadence: Cadence) -> Cadence:
    """What a further change starts from: the change that waits, if there is one."""
    return follower_of(ctx.work.rounds.cadences(), cadence, ctx.today) or cadence


def screen(ctx: Context, cadence: Cadence) -> Card:
    """A change that waits is shown on the rule that it is a change of."""
    cadences = ctx.work.rounds.cadences()
    before = [each for each in in_force(cadences, ctx.today) if each.id == cadence.follows]
    cadence = before[0] if before else cadence
    units = {unit.id: unit for unit in ctx.work.projects.units()}
    day = day_length(ctx.calendar)
    follower = follower_of(cadences, cadence, ctx.today)
    pending = []
    if follower:
        lines = rule_changes.becomes(cadence, follower, units, day)
        pending = [texts.pending_line(follower, lines)]
    return texts.one(cadence, reach(ctx.work, cadence, ctx.today), pending, units, day, ctx.today)


def more(ctx: Context) -> Reply:
    """km:<cadence> – stop it, take back what was decided, as it was before."""
    cadence, cadences = wanted(ctx), ctx.work.rounds.cadences()
    revokes = revocable(cadences, cadence, ctx.today)
    stops = not revokes and (cadence.until_on is None or cadence.campaign_of is not None)
    goes_back = not revokes and cadence.follows is not None and cadence.until_on is None
    return Reply(replace=texts.more(cadence, stops=stops, revokes=revokes, goes_back=goes_back))


def stop_question(ctx: Context) -> Reply:
    """ko:<cadence> – what would come of it."""
    cadence = wanted(ctx)
    others = [each for each in in_force(ctx.work.rounds.cadences(), ctx.today) if each.id != cadence.id]
    firings = next_firings([*others, ended(cadence, ctx.today)], ctx.calendar, ctx.now)
    lines = [say("rule.if_stop", name=cadence.name), say("rule.firings")]
    text = "\n".join([*lines, *timetable.firing_lines(firings, ctx.calendar)])
    row = (
        Button(say("button.stop_yes"), encode("kx", cadence.id)),
        Button(say("button.back"), encode("km", cadence.id)),
    )
    return Reply(replace=Card(text, title=cadence.name, buttons=(row,)))


def stopped(ctx: Context) -> Reply:
    """kx:<cadence>."""
    kept = stop(ctx.work, ctx.pressed.number(0), ctx.person.id, ctx.calendar, ctx.now)
    running = kept in in_force(ctx.work.rounds.cadences(), ctx.today)
    return Reply(replace=screen(ctx, kept) if running else overview(ctx), toast=say("settings.saved"))


def taken_back(ctx: Context) -> Reply:
    """kb:<cadence> – what was decided and does not count yet."""
    goes_on = take_back(ctx.work, ctx.pressed.number(0), ctx.person.id, ctx.calendar, ctx.now)
    shown = screen(ctx, goes_on) if goes_on else overview(ctx)
    return Reply(replace=shown, toast=say("rule.taken_back"))


def as_before(ctx: Context) -> Cadence:
    """The rule with the terms of the one that it was a change of; nothing is written.

    Raises:
        StaleButton: it never was another.
    """
    cadence = wanted(ctx)
    if cadence.follows is None:
        raise StaleButton
    before = ctx.work.rounds.cadence(cadence.follows)
    return replace(
        before, id=cadence.id, version=cadence.version, enabled=True, enabled_from=cadence.enabled_from,
        from_on=cadence.from_on, until_on=cadence.until_on, follows=cadence.follows,
    )  # fmt: skip


def overview(ctx: Context) -> Card:
    """All rules."""
    rules = leading(ctx.work.rounds.cadences(), ctx.today)
    return texts.listed(rules, chosen(ctx.work, PRESET), ctx.today)
