"""The light of a project (亮灯). One function decides, wherever a light is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.dates import PartialDate
from core.roster.light_rules import DEFAULT, OFF, LightRules
from core.roster.model import STARTED, Light, Node, Project, Stage
from core.roster.nodes import KeyNode, Planned, overdue_between

_UNCOLOURED = frozenset({None, Stage.TALKS, Stage.ENDED})
_TO_BE_STOCKED = frozenset({Stage.BUILDING, Stage.FINISHED})


class Why(StrEnum):
    """What colours a project."""

    PAUSED = "paused"  # 停建
    START = "start"  # 计划开工逾期, days
    PRODUCTION = "production"  # 计划投产逾期, days
    NODE = "node"  # another planned key node overdue, days
    PACE = "pace"  # 低于序时, percentage points
    STOCK = "stock"  # 开工后未入库, days


@dataclass(frozen=True, slots=True)
class Cause:
    """``amount``: days or percentage points; ``node``: which one, of NODE."""

    why: Why
    amount: int
    red: bool
    node: KeyNode | None = None


def light(
    project: Project,
    today: date,
    rules: LightRules = DEFAULT,
    *,
    openly: bool = True,
    excused: bool = False,
) -> Light:
    """Green, yellow, red or grey, from project facts alone; silence never colours a project.

    Args:
        openly: False: for somebody outside the office, who sees grey in the silent first month.
        excused: a granted excuse (免责) is running: grey until its last day.
    """
    if excused or (not openly and rules.is_silent(today)):
        return Light.GREY
    return light_of(project, next_node(project, today), overdue_between(project, today), today, rules)


def light_of(
    project: Project, planned: Planned | None, late: tuple[Planned, ...], today: date, rules: LightRules
) -> Light:
    """The same, for who has the next node and the other overdue ones at hand.

    Source: 银川 2025 红黄绿灯; grace runs from the day after the last possible day of a date.
    """
    if project.stage in _UNCOLOURED:
        return Light.GREY
    worst = Light.GREEN
    for cause in _causes(project, planned, late, today, rules):
        if cause.red:
            return Light.RED
        worst = Light.YELLOW
    return worst


def causes(project: Project, today: date, rules: LightRules = DEFAULT) -> tuple[Cause, ...]:
    """Why it is yellow or red; red ones first. Empty: it is neither."""
    if project.stage in _UNCOLOURED:
        return ()
    found = _causes(project, next_node(project, today), overdue_between(project, today), today, rules)
    return tuple(sorted(found, key=lambda cause: not cause.red))


def _causes(
    project: Project, planned: Planned | None, late: tuple[Planned, ...], today: date, rules: LightRules
) -> Iterator[Cause]:
    stage = project.stage
    if stage is Stage.PAUSED:
        yield Cause(Why.PAUSED, 0, red=True)
    if planned is not None and planned.overdue:
        start = planned.node is KeyNode.START
        red_from = rules.start_red if start else rules.production_red
        if red_from != OFF:
            why = Why.START if start else Why.PRODUCTION
            yield Cause(why, planned.overdue, planned.overdue >= red_from)
    for node in late:
        yield from _late(node, rules)
    if stage is Stage.BUILDING and project.year_plan_yuan and project.year_in_yuan is not None:
        yield from _behind(project.year_plan_yuan, project.year_in_yuan, today.month, rules)
    if stage in _TO_BE_STOCKED and not project.in_stock and project.real_start_on is not None:
        yield from _unstocked((today - project.real_start_on.last).days, rules)


def _late(planned: Planned, rules: LightRules) -> Iterator[Cause]:
    red = rules.node_red != OFF and planned.overdue >= rules.node_red
    if red or (rules.node_yellow != OFF and planned.overdue >= rules.node_yellow):
        yield Cause(Why.NODE, planned.overdue, red, planned.node)


def speaking(planned: Planned | None, late: tuple[Planned, ...], rules: LightRules) -> Planned | None:
    """The node to name in a list: the next one if it is overdue, else the longest overdue one that colours."""
    if planned is not None and planned.overdue:
        return planned
    coloured = [node for node in late if any(_late(node, rules))]
    return max(coloured, key=lambda node: node.overdue, default=planned)


def _behind(plan: int, arrived: int, month: int, rules: LightRules) -> Iterator[Cause]:
    """序时 is month ÷ 12; from ``gap_yellow`` points on yellow, above ``gap_red`` red."""
    gap = month * plan - 12 * arrived  # of 12 × plan
    red = rules.gap_red != OFF and gap * 100 > rules.gap_red * 12 * plan
    if red or (rules.gap_yellow != OFF and gap * 100 >= rules.gap_yellow * 12 * plan):
        yield Cause(Why.PACE, gap * 100 // (12 * plan), red)


def _unstocked(days: int, rules: LightRules) -> Iterator[Cause]:
    red = rules.stock_red != OFF and days > rules.stock_red
    if red or (rules.stock_yellow != OFF and days > rules.stock_yellow):
        yield Cause(Why.STOCK, days, red)


def next_node(project: Project, today: date) -> Planned | None:
    """What lights go by: 开工 until it has begun, then 投产 until it produces; None when neither is planned."""
    if project.stage in (Stage.ENDED, Stage.PRODUCING):
        return None
    if project.stage not in STARTED and project.real_start_on is None and project.plan_start_on:
        return _planned(KeyNode.START, project.plan_start_on, today)
    if project.plan_production_on and project.real_production_on is None:
        return _planned(KeyNode.PRODUCTION, project.plan_production_on, today)
    return None


def open_nodes(project: Project) -> tuple[Node, ...]:
    """Nodes that a report may still complete, in their natural order."""
    if project.stage is Stage.PRODUCING:
        return tuple(
            n for n, done in ((Node.STOCKED, project.in_stock), (Node.COUNTED, project.in_stats)) if not done
        )
    nodes = [] if project.stage in STARTED else [Node.START]
    if project.stage is not Stage.FINISHED:
        nodes += [Node.TOPPED, Node.COMPLETED]
    nodes.append(Node.PRODUCTION)
    if not project.in_stock:
        nodes.append(Node.STOCKED)
    return tuple(nodes)


def _planned(node: KeyNode, planned_on: PartialDate, today: date) -> Planned:
    return Planned(node, planned_on, max(0, (today - planned_on.last).days))
