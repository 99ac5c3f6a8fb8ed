"""/excuse: what is not held against a unit for a while (免责): asked by the office, granted by a named person."""

from __future__ import annotations

from datetime import date

from bot.context import Context
from core.chat import Card, Reply
from core.errors import BadArgument, NotFound, StaleButton
from core.roster.model import Project
from core.roster.seeing import find_project
from core.scoring.excuse import Excuse, ExcuseKind, ExcuseState
from core.scoring.excusing import TWO_PEOPLE, ask_excuse, decide_excuse
from core.settings import choose, chosen
from core.texts import excuses as texts
from core.texts import settings as settings_texts
from core.texts.catalogue import say

PARTS = 4
"""免责 项目或单位 类型 截止日期 原因."""


def show(ctx: Context) -> Reply:
    """/excuse lists what is asked for and in force; /excuse X KIND DATE REASON asks.

    Raises:
        BadArgument: not of that form.
    """
    if not ctx.arg:
        found = [
            e for state in (ExcuseState.ASKED, ExcuseState.GRANTED) for e in ctx.work.excuses.in_state(state)
        ]
        return Reply(say=(texts.listed([(e, _about(ctx, e)) for e in found if e.until_on >= ctx.today]),))
    parts = ctx.arg.split(maxsplit=PARTS - 1)
    if len(parts) < PARTS:
        raise BadArgument("excuse")
    wanted, word, day, reason = parts
    kind = next((kind for kind in ExcuseKind if word in texts.words_of(kind)), None)
    if kind is None:
        raise BadArgument("excuse")
    made = ask_excuse(ctx.work, kind, _meant(ctx, wanted), reason, _day(day), ctx.person, ctx.today, ctx.now)
    return Reply(say=(_card(ctx, made),))


def decide(ctx: Context) -> Reply:
    """xg:<excuse>:<state> – grant, refuse or end it."""
    word = ctx.pressed.word(1)
    if word not in set(ExcuseState) - {ExcuseState.ASKED}:
        raise BadArgument("excuse")
    decided = decide_excuse(ctx.work, ctx.pressed.number(0), ExcuseState(word), ctx.person, ctx.now)
    return Reply(replace=_card(ctx, decided))


def says(ctx: Context) -> str:
    """/settings: whether two people are asked for."""
    return say("excuse.pair" if chosen(ctx.work, TWO_PEOPLE) else "excuse.alone")


def card(ctx: Context) -> Card:
    return settings_texts.switches("excuse", [("pair", say("excuse.pair"), chosen(ctx.work, TWO_PEOPLE))])


def press(ctx: Context, word: str) -> None:
    if word != "pair":
        raise StaleButton
    choose(ctx.work, TWO_PEOPLE, not chosen(ctx.work, TWO_PEOPLE), ctx.person.id, ctx.now)


def _meant(ctx: Context, wanted: str) -> Project | int:
    """A unit by its whole name, else a project as anywhere."""
    unit = ctx.work.projects.unit_named(wanted)
    if unit is not None:
        return unit.id
    return find_project(ctx.work, ctx.person, wanted, ctx.today)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadArgument("excuse") from None


def _about(ctx: Context, excuse: Excuse) -> str:
    if excuse.unit_id is not None:
        return ctx.work.projects.unit(excuse.unit_id).name
    if excuse.project_id is None:
        raise NotFound("excuse", str(excuse.id))
    return ctx.work.projects.get(excuse.project_id).name


def _card(ctx: Context, excuse: Excuse) -> Card:
    by = ctx.work.people.get(excuse.decided_by).name if excuse.decided_by else ""
    return texts.one(excuse, _about(ctx, excuse), ctx.work.people.get(excuse.asked_by).name, by)
