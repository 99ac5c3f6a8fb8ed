"""/enter (录入): what the service indicators need and our records do not hold, with its source."""

from __future__ import annotations

import re

from bot.context import Context
from core.chat import Card, Reply
from core.errors import BadArgument, NotFound
from core.scoring.entering import enter, service_on
from core.scoring.service_counts import Entered, Entry, latest
from core.texts import service_data as texts

PARTS = 4
"""录入 单位 指标 数值 来源."""
_RATIO = re.compile(r"(\d{1,6})\s*[/／]\s*(\d{1,6})")
_COUNT = re.compile(r"(\d{1,6})")


def show(ctx: Context) -> Reply:
    """/enter lists what counts this year; /enter UNIT WHAT N/M SOURCE enters.

    Raises:
        BadArgument: not of that form.
        NotFound: no such unit.
    """
    year = ctx.today.year
    if not ctx.arg:
        counted = service_on(ctx.work, ctx.calendar, ctx.today)
        entered = latest(ctx.work.target_plans.entries(year))
        names = {one.entered_by: ctx.work.people.get(one.entered_by).name for one in entered.values()}
        return Reply(say=(texts.listed(ctx.work.projects.units(), counted, entered, names, year),))
    parts = ctx.arg.split(maxsplit=PARTS - 1)
    kind = next((one for one in Entered if len(parts) == PARTS and parts[1] in texts.words_of(one)), None)
    if kind is None:
        raise BadArgument("enter")
    unit = ctx.work.projects.unit_named(parts[0])
    if unit is None:
        raise NotFound("unit", parts[0])
    part, whole = _counts(kind, parts[2])
    said = Entry(0, year, unit.id, kind, part, whole, parts[3].strip(), ctx.person.id, ctx.now)
    made = enter(ctx.work, said, ctx.person, ctx.now)
    return Reply(say=(Card(texts.one(made, unit.name, ctx.person.name)),))


def _counts(kind: Entered, text: str) -> tuple[int, int]:
    found = (_COUNT if kind is Entered.UNTRUE else _RATIO).fullmatch(text)
    if found is None:
        raise BadArgument("enter")
    return int(found[1]), 0 if kind is Entered.UNTRUE else int(found[2])
