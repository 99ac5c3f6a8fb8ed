"""A campaign (攻坚): why, from when to when, how often; looked at, then saved like any change of a rule."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.context import Context
from bot.handlers.answering import wait_for
from bot.handlers.rule_drafts import proposal
from core.chat import Card, Reply
from core.day_words import read_days
from core.dialogue import Topic
from core.errors import BadArgument, StaleButton
from core.rounds.planning import asking, campaign, in_force
from core.rounds.rule_words import CLOSES, OPENS, Rule, read_rule
from core.rounds.timetable import Cadence, Every, When
from core.texts import rule_changes as texts
from core.texts import timetable, words
from core.texts.catalogue import say

WORD = "攻坚"
NOTE = 16
"""Characters of its purpose: it stands on every card."""
_DAILY = {"all": (), "135": (1, 3, 5), "24": (2, 4)}
_EDGES = re.compile(r"^[\s，,。:：为因]+|[\s，,。:：]+$|期间$")


def ask(ctx: Context) -> Reply:
    """kc – the next sentence says why and from when to when."""
    base = asking(ctx.work.rounds.cadences(), ctx.today)
    wait_for(ctx, Topic.SETTING, {"name": "cadence", "part": "campaign"})
    return Reply(replace=texts.ask_campaign(base))


def heard(ctx: Context, text: str) -> Card:
    """攻坚 西交会筹备 11月30日至12月31日 每周一、三、五9:00至17:00; without the last part it is asked with buttons.

    Raises:
        BadArgument: no days, or it is not tighter than its rule.
    """
    base = _base(ctx, text)
    head, found, tail = text.replace(base.name, "").replace(WORD, "", 1).partition("每")
    days = read_days(head, ctx.today)
    if days is None or days.last < ctx.today:
        raise BadArgument("campaign_dates")
    rule = read_rule(f"每{tail}") if found else None
    if found and rule is None:
        raise BadArgument("campaign")
    note = words.clip(_EDGES.sub("", _EDGES.sub("", days.rest)) or say("campaign.purpose"), NOTE)
    first = max(days.first, ctx.today)
    if rule is None:
        data = {"base": str(base.id), "first": first.isoformat(), "last": days.last.isoformat(), "note": note}
        wait_for(ctx, Topic.SETTING, {"name": "cadence", "part": "campaign", **data})
        return texts.how_tight(f"{words.day(first)}–{words.day(days.last)}")
    return _proposed(ctx, base, rule, first, days.last, note)


def tight(ctx: Context) -> Reply:
    """kd:<how often>."""
    waiting, word = ctx.work.dialogues.get(ctx.person.id, ctx.now), ctx.pressed.word(0)
    if waiting is None or waiting.topic is not Topic.SETTING or "first" not in waiting.data:
        raise StaleButton
    data = waiting.data
    base = next((each for each in _asking_rules(ctx) if each.id == int(data["base"])), None)
    if base is None or word not in (*_DAILY, "week"):
        raise StaleButton
    if word == "week":
        rule = Rule(Every.WEEK, When(1, OPENS), When(3 if base.every is Every.WEEK else 5, CLOSES))
    else:
        rule = Rule(Every.DAY, When(1, OPENS), When(1, CLOSES), _DAILY[word])
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    return Reply(replace=_proposed(ctx, base, rule, first, last, data["note"]))


def _proposed(ctx: Context, base: Cadence, rule: Rule, first: date, last: date, note: str) -> Card:
    made = campaign(base, timetable.campaign_name(), rule, first, last, note)
    return proposal(ctx, replace(made, follows=None), "time")


def _base(ctx: Context, text: str) -> Cadence:
    """The rule with cards that is named, else the one that lasts."""
    named = [each for each in _asking_rules(ctx) if each.name in text]
    return named[-1] if named else asking(ctx.work.rounds.cadences(), ctx.today)


def _asking_rules(ctx: Context) -> list[Cadence]:
    running = in_force(ctx.work.rounds.cadences(), ctx.today)
    return [each for each in running if each.asks and not each.campaign_of and each.until_on is None]
