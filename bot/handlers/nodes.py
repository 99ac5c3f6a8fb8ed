"""/nodes and /plan: key nodes of a project, their dates, and planning back from a target (节点, 倒排)."""

from __future__ import annotations

from datetime import date

from bot.context import Context
from bot.handlers.meant import named_project, split_at
from core.chat import Card, Reply
from core.date_words import Lean, read_reply_date
from core.dates import PartialDate, one_day
from core.errors import BadArgument, BadDate, NotAllowed, StaleButton
from core.milestones.back_plan import DURATIONS, Schedule, back_plan
from core.milestones.change import change_plan
from core.milestones.choices import durations, next_duration, stage_names
from core.milestones.reached import set_reached
from core.rights import Right
from core.roster.model import Project
from core.roster.nodes import KeyNode, node_lines
from core.roster.seeing import project_by_id
from core.texts import milestones as texts

CHANGES = 300
PLAN, DONE = "计划", "完成"
NAMED = {node.value: node for node in KeyNode}


def show(ctx: Context) -> Reply:
    """/nodes X shows them; /nodes X NODE 计划|完成 DATE [REASON] sets one.

    Raises:
        BadArgument: not of that form.
    """
    wanted, word, rest = split_at(ctx.arg, NAMED, "nodes")
    project = named_project(ctx, wanted)
    if not word:
        return Reply(say=(_card(ctx, project),))
    if not ctx.person.may(Right.PLAN):
        raise NotAllowed(Right.PLAN)
    what, day, reason = ([*rest.split(maxsplit=2), "", "", ""])[:3]
    if what not in (PLAN, DONE) or not day:
        raise BadArgument("nodes")
    node = NAMED[word]
    if what == DONE:
        on = _day(ctx, day, Lean.PAST)
        then = set_reached(ctx.work, project, node, on, reason, ctx.person.id, ctx.today, ctx.now)
        return Reply(say=(_card(ctx, then),))
    plans = {node: _day(ctx, day, Lean.FUTURE)}
    asked = change_plan(ctx.work, project, plans, reason, ctx.person, ctx.calendar, ctx.now)
    if asked:
        return Reply(say=(texts.request_sent(asked, project, stage_names(ctx.work)),))
    return Reply(say=(_card(ctx, ctx.work.projects.get(project.id)),))


def by_id(ctx: Context) -> Reply:
    """nx:<project>."""
    return Reply(say=(_card(ctx, project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)),))


def plan_back(ctx: Context) -> Reply:
    """/plan X NODE DATE – the days before it, for a tap to confirm.

    Raises:
        BadArgument: not of that form, the node was reached, or the day is too near.
    """
    wanted, word, rest = split_at(ctx.arg, NAMED, "plan")
    if not word or not rest:
        raise BadArgument("plan")
    project, node = named_project(ctx, wanted), NAMED[word]
    on = _day(ctx, rest.split()[0], Lean.FUTURE).last
    schedule = _schedule(ctx, project, node, on, ctx.today)
    if schedule is None:
        raise BadArgument("plan_day")
    return Reply(say=(texts.schedule(project, node, schedule, ctx.today, _mark(schedule)),))


def accept(ctx: Context) -> Reply:
    """np:<project>:<version>:<node>:<day>:<today>:<mark> – what was shown, if it would still be the same."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    node, on, shown_on = ctx.pressed.word(2), _ordinal(ctx.pressed.number(3)), _ordinal(ctx.pressed.number(4))
    if project.version != ctx.pressed.number(1) or node not in KeyNode.__members__:
        raise StaleButton
    schedule = _schedule(ctx, project, KeyNode[node], on, shown_on)
    if schedule is None or _mark(schedule) != ctx.pressed.number(5):
        raise StaleButton
    plans = {each: one_day(day) for each, day in schedule.days}
    reason = texts.plan_reason(KeyNode[node], on)
    asked = change_plan(ctx.work, project, plans, reason, ctx.person, ctx.calendar, ctx.now)
    if asked:
        return Reply(replace=texts.request_sent(asked, project, stage_names(ctx.work)))
    return Reply(replace=_card(ctx, ctx.work.projects.get(project.id)))


def says(ctx: Context) -> str:
    """For the first card of the settings."""
    return texts.durations_line(durations(ctx.work))


def card(ctx: Context) -> Card:
    return texts.durations_card(durations(ctx.work))


def press(ctx: Context, word: str) -> None:
    if word not in KeyNode.__members__ or KeyNode[word] not in DURATIONS:
        raise StaleButton
    next_duration(ctx.work, KeyNode[word], ctx.person.id, ctx.now)


def _card(ctx: Context, project: Project) -> Card:
    lines = node_lines(project, ctx.work.projects.changes(project.id, CHANGES), ctx.today)
    return texts.nodes(project, lines, may_plan=ctx.person.may(Right.PLAN))


def _schedule(ctx: Context, project: Project, node: KeyNode, on: date, today: date) -> Schedule | None:
    return back_plan(project, node, on, durations(ctx.work), ctx.calendar.is_workday, today)


def _mark(schedule: Schedule) -> int:
    """Changes with any of the days."""
    return sum(n * day.toordinal() for n, (_, day) in enumerate(schedule.days, 1)) % 9973


def _ordinal(number: int) -> date:
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError):
        raise StaleButton from None


def _day(ctx: Context, text: str, lean: Lean) -> PartialDate:
    found = read_reply_date(text[:40], ctx.today, lean).value
    if found is None:
        raise BadDate(text)
    return found
