"""The light of a project (亮灯). One function decides, wherever a light is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.dates import PartialDate
from core.roster.light_rules import DEFAULT, OFF, LightRules
from core.roster.model import STARTED, Light, Node, Project, Stage
from core.roster.nodes import KeyNode, Planned, overdue_between

_UNCOLOURED = frozenset({None, Stage.TALKS, Stage.ENDED})
_NOTHING_LEFT = frozenset({Stage.ENDED, Stage.PRODUCING})
_START, _PRODUCTION = KeyNode.START, KeyNode.PRODUCTION
_PAUSED, _BUILDING = Stage.PAUSED, Stage.BUILDING
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


_Found = tuple[Why, int, bool, KeyNode | None]
"""A ``Cause`` not yet made: most lights are asked for without a reason."""


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
    for _, _, red, _ in _found(project, planned, late, today, rules):
        if red:
            return Light.RED
        worst = Light.YELLOW
    return worst


def causes(project: Project, today: date, rules: LightRules = DEFAULT) -> tuple[Cause, ...]:
    """Why it is yellow or red; red ones first. Empty: it is neither."""
    if project.stage in _UNCOLOURED:
        return ()
    found = _found(project, next_node(project, today), overdue_between(project, today), today, rules)
    return tuple(sorted((Cause(*one) for one in found), key=lambda cause: not cause.red))


def _found(
    project: Project, planned: Planned | None, late: tuple[Planned, ...], today: date, rules: LightRules
) -> list[_Found]:
    stage, found = project.stage, list[_Found]()
    if stage is _PAUSED:
        found.append((Why.PAUSED, 0, True, None))
    if planned is not None and (days := planned.overdue):
        start = planned.node is _START
        red_from = rules.start_red if start else rules.production_red
        if red_from != OFF:
            found.append((Why.START if start else Why.PRODUCTION, days, days >= red_from, None))
    for node in late:
        found += _late(node, rules)
    if stage is _BUILDING and (plan := project.year_plan_yuan) and project.year_in_yuan is not None:
        found += _behind(plan, project.year_in_yuan, today.month, rules)
    if not project.in_stock and stage in _TO_BE_STOCKED and project.real_start_on is not None:
        found += _unstocked((today - project.real_start_on.last).days, rules)
    return found


def _late(planned: Planned, rules: LightRules) -> tuple[_Found, ...]:
    red = rules.node_red != OFF and planned.overdue >= rules.node_red
    yellow = rules.node_yellow != OFF and planned.overdue >= rules.node_yellow
    return ((Why.NODE, planned.overdue, red, planned.node),) if red or yellow else ()


def speaking(planned: Planned | None, late: tuple[Planned, ...], rules: LightRules) -> Planned | None:
    """The node to name in a list: the next one if it is overdue, else the longest overdue one that colours."""
    if not late or (planned is not None and planned.overdue):
        return planned
    coloured = [node for node in late if _late(node, rules)]
    return max(coloured, key=lambda node: node.overdue, default=planned)


def _behind(plan: int, arrived: int, month: int, rules: LightRules) -> tuple[_Found, ...]:
    """序时 is month ÷ 12; from ``gap_yellow`` points on yellow, above ``gap_red`` red."""
    gap = month * plan - 12 * arrived  # of 12 × plan
    red = rules.gap_red != OFF and gap * 100 > rules.gap_red * 12 * plan
    yellow = rules.gap_yellow != OFF and gap * 100 >= rules.gap_yellow * 12 * plan
    return ((Why.PACE, gap * 100 // (12 * plan), red, None),) if red or yellow else ()


def _unstocked(days: int, rules: LightRules) -> tuple[_Found, ...]:
    red = rules.stock_red != OFF and days > rules.stock_red
    yellow = rules.stock_yellow != OFF and days > rules.stock_yellow
    return ((Why.STOCK, days, red, None),) if red or yellow else ()


def next_node(project: Project, today: date) -> Planned | None:
    """What lights go by: 开工 until it has begun, then 投产 until it produces; None when neither is planned."""
    stage = project.stage
    if stage in _NOTHING_LEFT:
        return None
    if (start := project.plan_start_on) and project.real_start_on is None and stage not in STARTED:
        return _planned(_START, start, today)
    if (production := project.plan_production_on) and project.real_production_on is None:
        return _planned(_PRODUCTION, production, today)
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
    last = planned_on.last
    return Planned(node, planned_on, (today - last).days if last < today else 0)
