"""What happens when, among the office's choices (调度频次): looked at first, then saved for the next period."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.context import Context
from core.chat import Card, Reply
from core.day_words import read_days
from core.errors import BadArgument, StaleButton
from core.rounds.planning import (
    asking,
    campaign,
    in_force,
    is_preset,
    next_firings,
    read_written,
    with_preset,
    with_rule,
)
from core.rounds.replan import PRESET, save, stop
from core.rounds.rule_words import read_rule
from core.rounds.timetable import Cadence, Every, When
from core.settings import chosen
from core.texts import timetable as texts
from core.texts.catalogue import say

CAMPAIGN = "攻坚"


def says(ctx: Context) -> str:
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    usual = [each for each in running if each.asks and not each.campaign_of]
    return texts.short(chosen(ctx.work, PRESET), usual[-1] if usual else None)


def card(ctx: Context) -> Card:
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    return texts.listed(running, chosen(ctx.work, PRESET), list(ctx.office.presets), ctx.today)


def press(_: Context, __: str) -> None:
    """Its buttons have verbs of their own.

    Raises:
        StaleButton: always.
    """
    raise StaleButton


def hear(ctx: Context, text: str) -> Card:
    """每周一9:00至周五17:00, with the rule's name in front where it is not the one with cards; 攻坚 with its days.

    Raises:
        BadArgument: not of that form.
    """
    if CAMPAIGN in text:
        head, _, words = text.partition("每")
        days, rule = read_days(head, ctx.today), read_rule(f"每{words}")
        if days is None or rule is None or days.last < ctx.today:
            raise BadArgument("campaign")
        return _campaign_preview(ctx, rule.every, rule.opens, rule.closes, days.first, days.last)
    rule = read_rule(text)
    if rule is None:
        raise BadArgument("cadence")
    changed = replace(_named(ctx, text), every=rule.every, opens=rule.opens, closes=rule.closes)
    firings = next_firings(with_rule(ctx.work.rounds.cadences(), changed, ctx.today), ctx.calendar, ctx.now)
    return texts.rule_preview(changed, firings, ctx.calendar)


def firings(ctx: Context) -> Reply:
    """kf – what comes next as it stands."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    return Reply(replace=texts.firings(next_firings(running, ctx.calendar, ctx.now), ctx.calendar))


def preset_preview(ctx: Context) -> Reply:
    """kp:<preset>."""
    name, planned = _preset(ctx)
    return Reply(
        replace=texts.preset_preview(name, next_firings(planned, ctx.calendar, ctx.now), ctx.calendar)
    )


def preset_save(ctx: Context) -> Reply:
    """ks:<preset> – pressed again it changes nothing; after other days were written it brings its own back."""
    name, planned = _preset(ctx)
    same = chosen(ctx.work, PRESET) == name
    if not (same and is_preset(ctx.work.rounds.cadences(), ctx.office.presets[name], ctx.today)):
        save(ctx.work, planned, ctx.person.id, ctx.now, name)
    return _saved(ctx)


def rule_save(ctx: Context) -> Reply:
    """kv:<cadence>:<every>:<opens>:<closes>; pressed again it changes nothing."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    wanted = next((each for each in running if each.id == ctx.pressed.number(0)), None)
    if wanted is None or wanted.until_on:
        raise StaleButton
    changed = replace(wanted, every=_every(ctx, 1), opens=_when(ctx, 2), closes=_when(ctx, 3))
    if changed != wanted:
        save(ctx.work, with_rule(running, changed, ctx.today), ctx.person.id, ctx.now)
    return _saved(ctx)


def campaign_save(ctx: Context) -> Reply:
    """ka:<first>:<last>:<every>:<opens>:<closes>."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    first, last = _day(ctx.pressed.word(0)), _day(ctx.pressed.word(1))
    made = _campaign(ctx, _every(ctx, 2), _when(ctx, 3), _when(ctx, 4), first, last)
    if any(each.campaign_of and each.from_on == first and each.until_on == made.until_on for each in running):
        return _saved(ctx)
    save(ctx.work, [*running, made], ctx.person.id, ctx.now)
    return _saved(ctx)


def stopped(ctx: Context) -> Reply:
    """ko:<cadence>."""
    stop(ctx.work, ctx.pressed.number(0), ctx.person.id, ctx.calendar, ctx.now)
    return _saved(ctx)


def _saved(ctx: Context) -> Reply:
    return Reply(replace=card(ctx), toast=say("settings.saved"))


def _preset(ctx: Context) -> tuple[str, list[Cadence]]:
    name = ctx.pressed.word(0)
    if name not in ctx.office.presets:
        raise StaleButton
    return name, with_preset(ctx.work.rounds.cadences(), ctx.office.presets[name], ctx.today)


def _campaign_preview(ctx: Context, every: Every, opens: When, closes: When, first: date, last: date) -> Card:
    made = _campaign(ctx, every, opens, closes, first, last)
    planned = [*in_force(ctx.work.rounds.cadences(), ctx.today), made]
    return texts.campaign_preview(
        made, first, last, next_firings(planned, ctx.calendar, ctx.now), ctx.calendar
    )


def _campaign(ctx: Context, every: Every, opens: When, closes: When, first: date, last: date) -> Cadence:
    base = asking(ctx.work.rounds.cadences(), ctx.today)
    return campaign(base, texts.campaign_name(), every, opens, closes, first, last)


def _named(ctx: Context, text: str) -> Cadence:
    """The rule whose name stands in the text, else the one with cards."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    named = [each for each in running if each.name in text and not each.campaign_of and not each.until_on]
    return named[-1] if named else asking(running, ctx.today)


def _every(ctx: Context, index: int) -> Every:
    word = ctx.pressed.word(index)
    if word not in set(Every):
        raise StaleButton
    return Every(word)


def _when(ctx: Context, index: int) -> When:
    return read_written(ctx.pressed.word(index))


def _day(word: str) -> date:
    if not re.fullmatch(r"\d{8}", word):
        raise StaleButton
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise StaleButton from None
