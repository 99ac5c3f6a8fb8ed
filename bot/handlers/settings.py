"""/settings: what the office chooses for itself (设置). One row of ``ENTRIES`` is one choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.context import Context
from bot.handlers import (
    aliases,
    cadences,
    calendars,
    drafts,
    excuses,
    flags,
    leaders,
    letterheads,
    lights,
    nodes,
    previews,
    schemes,
    stages,
    statistics,
    warnings,
)
from bot.handlers.answering import wait_for
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import StaleButton
from core.figures.model import Group
from core.figures.policy import POSSIBLE, REVIEWED, REVIEWERS
from core.rights import Role
from core.settings import choose, chosen
from core.texts import settings as texts
from core.texts.catalogue import say


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice: ``says`` what counts now, ``card`` offers to change it with buttons ``sc:<name>:<word>``, which
    ``press`` carries out. What buttons cannot say is asked for by ``sw:<name>`` and taken by ``hear``, which
    may answer with another card than its own.

    Raises (press):
        StaleButton: a made-up word.
    Raises (hear):
        BadArgument: words that it cannot use.
    """

    name: str
    says: Callable[[Context], str]
    card: Callable[[Context], Card]
    press: Callable[[Context, str], None]
    hear: Callable[[Context, str], Card | None] | None = None


def show(ctx: Context) -> Reply:
    """/settings."""
    return Reply(say=(_first(ctx),))


def open_(ctx: Context) -> Reply:
    """st[:<name>] – one choice, or all of them."""
    if not ctx.pressed.args:
        return Reply(replace=_first(ctx))
    return Reply(replace=_entry(ctx).card(ctx))


def change(ctx: Context) -> Reply:
    """sc:<name>:<word>."""
    entry = _entry(ctx)
    entry.press(ctx, ctx.pressed.word(1))
    return Reply(replace=entry.card(ctx), toast=say("settings.saved"))


def ask(ctx: Context) -> Reply:
    """sw:<name> – the next sentence is the choice."""
    entry = _entry(ctx)
    if entry.hear is None:
        raise StaleButton
    wait_for(ctx, Topic.SETTING, {"name": entry.name})
    return Reply(say=(Card(say(f"setting.ask.{entry.name}")),))


def heard(ctx: Context, waiting: Dialogue) -> Reply:
    """The sentence; one that cannot be used is refused, and the question stays open."""
    entry = next((each for each in ENTRIES if each.name == waiting.data["name"]), None)
    if entry is None or entry.hear is None:
        raise StaleButton
    shown = entry.hear(ctx, ctx.incoming.text.strip())
    return Reply(say=(shown or entry.card(ctx),))


def _first(ctx: Context) -> Card:
    return texts.first([(entry.name, entry.says(ctx)) for entry in ENTRIES])


def _entry(ctx: Context) -> Entry:
    """
    Raises:
        StaleButton: made up.
    """
    entry = next((each for each in ENTRIES if each.name == ctx.pressed.word(0)), None)
    if entry is None:
        raise StaleButton
    return entry


def _reviewed(ctx: Context) -> str:
    on = chosen(ctx.work, REVIEWED)
    return texts.listed([texts.group(each) for each in Group if each in on])


def _reviewed_card(ctx: Context) -> Card:
    on = chosen(ctx.work, REVIEWED)
    return texts.switches("review", [(each.value, texts.group(each), each in on) for each in Group])


def _review(ctx: Context, word: str) -> None:
    if word not in set(Group):
        raise StaleButton
    choose(ctx.work, REVIEWED, chosen(ctx.work, REVIEWED) ^ {Group(word)}, ctx.person.id, ctx.now)


def _reviewers(ctx: Context) -> str:
    on = chosen(ctx.work, REVIEWERS)
    return texts.listed([texts.role(each) for each in (Role.OFFICE, *POSSIBLE) if each in on])


def _reviewers_card(ctx: Context) -> Card:
    on = chosen(ctx.work, REVIEWERS)
    return texts.switches("reviewers", [(each.value, texts.role(each), each in on) for each in POSSIBLE])


def _allow(ctx: Context, word: str) -> None:
    if word not in POSSIBLE:
        raise StaleButton
    choose(ctx.work, REVIEWERS, chosen(ctx.work, REVIEWERS) ^ {Role(word)}, ctx.person.id, ctx.now)


ENTRIES: tuple[Entry, ...] = (
    Entry("cadence", cadences.says, cadences.card, cadences.press, cadences.hear),
    Entry(
        "days",
        calendars.days_says,
        calendars.days_card,
        calendars.days_press,
        calendars.days_heard,
    ),
    Entry("hours", calendars.hours_says, calendars.hours_card, calendars.hours_press, calendars.hours_heard),
    Entry("review", _reviewed, _reviewed_card, _review),
    Entry("reviewers", _reviewers, _reviewers_card, _allow),
    Entry("alias", aliases.says, aliases.card, aliases.press),
    Entry("lights", lights.says, lights.card, lights.press),
    Entry("four_eyes", drafts.says, drafts.card, drafts.press),
    Entry("ladder", stages.says, stages.card, stages.press),
    Entry("warnings", warnings.says, warnings.card, warnings.press),
    Entry("flags", flags.says, flags.card, flags.press),
    Entry("cutoff", statistics.says, statistics.card, statistics.press),
    Entry("durations", nodes.says, nodes.card, nodes.press),
    Entry("scheme", schemes.says, schemes.card, schemes.press, schemes.hear),
    Entry("letterhead", letterheads.says, letterheads.card, letterheads.press),
    Entry("excuse", excuses.says, excuses.card, excuses.press),
    Entry("leaders", leaders.says, leaders.card, leaders.press),
    Entry("window", previews.says, previews.card, previews.press),
)
"""In the order of the first card."""
