"""/targets: the year's and the months' targets of units, entered and looked at in chat (任务)."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from core.chat import Card, Reply
from core.errors import BadArgument, NotAllowed
from core.rights import Right
from core.roster.model import Target, Unit
from core.roster.seeing import own_units
from core.scoring.planning import named_unit, place, set_month, set_year
from core.scoring.target_view import gaps_of, months_of, progress
from core.scoring.target_words import ARRIVED, MAJOR, SIGNED, TargetWords, by_months, read_target
from core.scoring.targets import MonthTarget
from core.texts import targets as texts

ABOVE, NOBODY, SPREAD = "上级", frozenset({"无", "没有"}), "分月"


def show(ctx: Context) -> Reply:
    """/targets shows them; /targets UNIT shows one; with amounts, 上级 or 分月 the office sets them.

    Raises:
        NotFound: no such unit.
        BadArgument: not of these forms.
    """
    if not ctx.arg:
        return Reply(say=(overview(ctx),))
    name, _, rest = ctx.arg.partition(" ")
    unit = named_unit(ctx.work, name)
    if rest.strip():
        if not ctx.person.may(Right.SETTINGS):
            raise NotAllowed(Right.SETTINGS)
        _set(ctx, unit, rest.strip())
    elif not (ctx.person.may(Right.SEE_ALL) or unit.id in own_units(ctx.work, ctx.person)):
        raise NotAllowed(Right.TARGETS)
    return Reply(say=(_one(ctx, unit),))


def overview(ctx: Context, page: int = 0) -> Card:
    """Every unit with a target, of those he may see; sums that do not agree, for the office."""
    rows = progress(ctx.work, ctx.today)
    if not ctx.person.may(Right.SEE_ALL):
        own = own_units(ctx.work, ctx.person)
        rows = [row for row in rows if row.unit.id in own]
    gaps = gaps_of(ctx.work, ctx.today.year) if ctx.person.may(Right.SETTINGS) else []
    return texts.overview(rows, gaps, ctx.today.year, page, sets=ctx.person.may(Right.SETTINGS))


def _set(ctx: Context, unit: Unit, words: str) -> None:
    first, _, rest = words.partition(" ")
    if first == ABOVE:
        above = None if rest.strip() in NOBODY else named_unit(ctx.work, rest.strip())
        return place(ctx.work, unit, above, ctx.person.id, ctx.now)
    if words == SPREAD:
        return _spread(ctx, unit)
    said = read_target(words, ctx.today.year)
    if said is None:
        raise BadArgument("targets")
    return _month(ctx, unit, said, said.month) if said.month else _year(ctx, unit, said)


def _year(ctx: Context, unit: Unit, said: TargetWords) -> None:
    if MAJOR in said.sums:
        raise BadArgument("targets")
    held = _held(ctx, unit, said.year)
    signed, arrived = said.sums.get(SIGNED, held.signed_yuan), said.sums.get(ARRIVED, held.arrived_yuan)
    set_year(ctx.work, replace(held, signed_yuan=signed, arrived_yuan=arrived), ctx.person.id, ctx.now)


def _month(ctx: Context, unit: Unit, said: TargetWords, month: int) -> None:
    held = next((m for m in months_of(ctx.work, unit.id, said.year) if m.month == month), None)
    target = held or MonthTarget(said.year, unit.id, month)
    target = MonthTarget(
        said.year, unit.id, month,
        said.sums.get(SIGNED, target.signed_yuan), said.sums.get(ARRIVED, target.arrived_yuan),
        said.sums.get(MAJOR, target.major),
    )  # fmt: skip
    set_month(ctx.work, target, ctx.person.id, ctx.now)


def _spread(ctx: Context, unit: Unit) -> None:
    """The year's target in equal months; 重大项目 of the months stay as they are."""
    year = ctx.today.year
    target = _held(ctx, unit, year)
    if target.signed_yuan is None and target.arrived_yuan is None:
        raise BadArgument("targets")
    major = {m.month: m.major for m in months_of(ctx.work, unit.id, year)}
    parts = zip(by_months(target.signed_yuan), by_months(target.arrived_yuan), strict=True)
    for month, (signed, arrived) in enumerate(parts, 1):
        made = MonthTarget(year, unit.id, month, signed, arrived, major.get(month))
        set_month(ctx.work, made, ctx.person.id, ctx.now)


def _held(ctx: Context, unit: Unit, year: int) -> Target:
    held = (target for target in ctx.work.projects.targets(year) if target.unit_id == unit.id)
    return next(held, Target(unit.id, year, None, None))


def _one(ctx: Context, unit: Unit) -> Card:
    year = ctx.today.year
    row = next((row for row in progress(ctx.work, ctx.today) if row.unit.id == unit.id), None)
    names = {one.id: one.name for one in ctx.work.projects.units()}
    above = ctx.work.target_plans.above()
    below = [names[child] for child, parent in above.items() if parent == unit.id]
    tree = texts.Tree(names[above[unit.id]] if unit.id in above else "", below)
    months = months_of(ctx.work, unit.id, year)
    gaps = gaps_of(ctx.work, year, unit.id)
    return texts.one(unit.name, row, months, tree, gaps, year, sets=ctx.person.may(Right.SETTINGS))
