"""Warnings of nodes among the office's choices (节点预警)."""

from __future__ import annotations

from bot.context import Context
from core.chat import Card
from core.errors import StaleButton
from core.milestones.warning_rules import CHOICES
from core.milestones.warnings import WARNINGS, choose_before, switch_weekly
from core.settings import chosen
from core.texts import milestones as texts
from core.texts import settings
from core.texts.catalogue import say

WEEKLY = "weekly"


def says(ctx: Context) -> str:
    return texts.warning_rules(chosen(ctx.work, WARNINGS))


def card(ctx: Context) -> Card:
    rules = chosen(ctx.work, WARNINGS)
    options = [(str(n), texts.days_before(days), days == rules.before) for n, days in enumerate(CHOICES)]
    return settings.switches("warnings", [*options, (WEEKLY, say("warnings.weekly"), rules.weekly)])


def press(ctx: Context, word: str) -> None:
    """The number of a choice, or the word of the switch."""
    if word == WEEKLY:
        switch_weekly(ctx.work, ctx.person.id, ctx.now)
    elif word in {str(n) for n in range(len(CHOICES))}:
        choose_before(ctx.work, CHOICES[int(word)], ctx.person.id, ctx.now)
    else:
        raise StaleButton
