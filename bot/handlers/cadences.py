"""What happens when, among the office's choices (调度频次): all rules, whole plans, and what is said about them in a sentence."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.handlers import campaigns, rule_parts
from bot.handlers.rule_drafts import draft, proposal
from bot.handlers.rule_screens import as_before, overview
from core.chat import Card, Reply
from core.errors import StaleButton
from core.rounds.planning import asking, checked, in_force, is_preset, next_firings, stopped, with_preset
from core.rounds.replan import PRESET, save
from core.rounds.timetable import Cadence
from core.settings import chosen
from core.texts import rule_screens, timetable
from core.texts.catalogue import say


def says(ctx: Context) -> str:
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    usual = [each for each in running if each.asks and not each.campaign_of]
    return timetable.short(chosen(ctx.work, PRESET), usual[-1] if usual else None)


def card(ctx: Context) -> Card:
    return overview(ctx)


def press(_: Context, __: str) -> None:
    """Its buttons have verbs of their own.

    Raises:
        StaleButton: always.
    """
    raise StaleButton


def hear(ctx: Context, text: str) -> Card:
    """A sentence about a rule (the one it names, else the one with cards), about the draft that waits, or a campaign.

    Raises:
        BadArgument: it is not understood.
    """
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    part = waiting.data.get("part", "") if waiting else ""
    if campaigns.WORD in text or part == "campaign":
        return campaigns.heard(ctx, text)
    try:
        changed, part = draft(ctx)
    except StaleButton:
        changed = _named(ctx, text)
    return rule_parts.heard(ctx, changed, text, part)


def further(ctx: Context) -> Reply:
    """kg."""
    return Reply(replace=rule_screens.further(list(ctx.office.presets)))


def firings(ctx: Context) -> Reply:
    """kf[:<cadence>] – what comes next as it stands, of all rules or of one."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    wanted = {ctx.pressed.number(0)} if ctx.pressed.args else {each.id for each in running}
    found = next_firings(running, ctx.calendar, ctx.now, of=wanted)
    return Reply(replace=timetable.firings(found, ctx.calendar))


def new(ctx: Context) -> Reply:
    """kn – rules to add; kn:<preset>.<number> – one of them, looked at before it is saved."""
    offered = _templates(ctx)
    if not ctx.pressed.args:
        over = stopped(ctx.work.rounds.cadences(), ctx.today)
        return Reply(replace=rule_screens.templates(list(offered.items()), over))
    if ctx.pressed.word(0) not in offered:
        raise StaleButton
    return Reply(replace=proposal(ctx, offered[ctx.pressed.word(0)], "time"))


def _templates(ctx: Context) -> dict[str, Cadence]:
    """The rules of all presets whose names are not in use, each name once."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    over = stopped(ctx.work.rounds.cadences(), ctx.today)
    seen = {each.name for each in (*running, *over)}
    found = {}
    for preset, rules in ctx.office.presets.items():
        for number, each in enumerate(rules):
            if each.name not in seen:
                seen.add(each.name)
                found[f"{preset}.{number}"] = each
    return found


def resumed(ctx: Context) -> Reply:
    """ki:<cadence> – a rule that was switched off, from its next period on."""
    over = {each.id: each for each in stopped(ctx.work.rounds.cadences(), ctx.today)}
    wanted = over.get(ctx.pressed.number(0))
    if wanted is None:
        raise StaleButton
    again = replace(wanted, id=0, enabled=True, until_on=None, enabled_from=None, follows=None)
    return Reply(replace=proposal(ctx, again, "time"))


def before(ctx: Context) -> Reply:
    """kh:<cadence> – as it was before its last change."""
    return Reply(replace=proposal(ctx, as_before(ctx), "time"))


def preset_preview(ctx: Context) -> Reply:
    """kp:<preset>."""
    name, planned = _preset(ctx)
    return Reply(
        replace=timetable.preset_preview(name, next_firings(planned, ctx.calendar, ctx.now), ctx.calendar)
    )


def preset_save(ctx: Context) -> Reply:
    """ks:<preset> – pressed again it changes nothing; after other days were written it brings its own back."""
    name, planned = _preset(ctx)
    same = chosen(ctx.work, PRESET) == name
    if not (same and is_preset(ctx.work.rounds.cadences(), ctx.office.presets[name], ctx.today)):
        checked(planned, ctx.today)
        save(ctx.work, planned, ctx.person.id, ctx.now, name)
    return Reply(replace=card(ctx), toast=say("settings.saved"))


def _preset(ctx: Context) -> tuple[str, list[Cadence]]:
    name = ctx.pressed.word(0)
    if name not in ctx.office.presets:
        raise StaleButton
    return name, with_preset(ctx.work.rounds.cadences(), ctx.office.presets[name], ctx.today)


def _named(ctx: Context, text: str) -> Cadence:
    """The rule whose name stands in the text, else the one with cards."""
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    named = [each for each in running if each.name in text and not each.campaign_of and not each.until_on]
    return named[-1] if named else asking(running, ctx.today)
