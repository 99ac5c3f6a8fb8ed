"""Key nodes of a project (关键节点): planned, revised and actual date, read off its ledger row and its old values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.date_words import read_date
from core.dates import PartialDate, format_date
from core.roster.model import STARTED, FieldChange, Project, Stage


class KeyNode(StrEnum):
    __hash__ = str.__hash__  # as of ``Stage``

    LAND = "拿地"
    PERMITS = "手续办结"
    START = "开工"
    TOPPED = "主体封顶"
    COMPLETED = "竣工"
    PRODUCTION = "投产"
    FULL = "达效"
    FILED = "备案"
    STOCKED = "入库"
    COUNTED = "纳统"


BUILDING_LINE = (
    KeyNode.LAND, KeyNode.PERMITS, KeyNode.START, KeyNode.TOPPED, KeyNode.COMPLETED, KeyNode.PRODUCTION,
    KeyNode.FULL,
)  # fmt: skip
STATISTICS_LINE = (KeyNode.FILED, KeyNode.STOCKED, KeyNode.COUNTED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the ledger keeps a node's planned and actual date: fields of ``Project``, else headers of ``details``."""

    plan: str
    real: str


PLACES: Mapping[KeyNode, Place] = {
    KeyNode.LAND: Place("拿地计划", "拿地时间"),
    KeyNode.PERMITS: Place("手续办结计划", "手续办结时间"),
    KeyNode.START: Place("plan_start_on", "real_start_on"),
    KeyNode.TOPPED: Place("主体封顶计划", "主体封顶时间"),
    KeyNode.COMPLETED: Place("竣工计划", "竣工时间"),
    KeyNode.PRODUCTION: Place("plan_production_on", "real_production_on"),
    KeyNode.FULL: Place("达效计划", "达效时间"),
    KeyNode.FILED: Place("备案计划", "备案时间"),
    KeyNode.STOCKED: Place("入库计划", "stocked_on"),
    KeyNode.COUNTED: Place("纳统计划", "纳统时间"),
}
_FIELDS = frozenset(Project.__dataclass_fields__)
_PLANS = frozenset(place.plan for place in PLACES.values()) - _FIELDS
_FINISHED = frozenset({Stage.FINISHED, Stage.PRODUCING})
_BY_STAGE: Mapping[KeyNode, frozenset[Stage]] = {
    KeyNode.LAND: STARTED,
    KeyNode.PERMITS: STARTED,
    KeyNode.START: STARTED,
    KeyNode.TOPPED: _FINISHED,
    KeyNode.COMPLETED: _FINISHED,
    KeyNode.PRODUCTION: frozenset({Stage.PRODUCING}),
}
"""Stages in which a node has been reached whether or not its day is known."""


def planned_on(project: Project, node: KeyNode) -> PartialDate | None:
    """The plan in force."""
    return _at(project, PLACES[node].plan)


def reached_on(project: Project, node: KeyNode) -> PartialDate | None:
    return _at(project, PLACES[node].real)


def is_reached(project: Project, node: KeyNode) -> bool:
    """A day is known, or what the ledger says elsewhere leaves no doubt."""
    if node is KeyNode.STOCKED:
        return project.in_stock
    if node is KeyNode.COUNTED:
        return project.in_stats
    if node is KeyNode.FILED and (project.in_stock or project.details.get("state_code")):
        return True
    return project.stage in _BY_STAGE.get(node, ()) or bool(_written(project, PLACES[node].real))


def with_plan(project: Project, node: KeyNode, on: PartialDate) -> Project:
    return _with(project, PLACES[node].plan, on)


def with_reached(project: Project, node: KeyNode, on: PartialDate) -> Project:
    """Reached on that day; 入库 and 纳统 are marked, too. The stage is another matter."""
    made = _with(project, PLACES[node].real, on)
    if node is KeyNode.STOCKED:
        return replace(made, in_stock=True)
    return replace(made, in_stats=True) if node is KeyNode.COUNTED else made


class Planned(NamedTuple):
    """A node with its planned date; ``overdue`` days past the last possible day, or 0; ``left`` days until it.

    A tuple, as ``Fact`` is one: made for every project that is scored.
    """

    node: KeyNode
    planned_on: PartialDate
    overdue: int
    left: int = 0


def upcoming(project: Project, today: date) -> Planned | None:
    """The first open node with a plan, in the order in which they are built."""
    return next(iter(open_plans(project, today)), None)


def open_plans(project: Project, today: date) -> Iterator[Planned]:
    """Nodes that are planned and not reached, in order; none once it has ended."""
    if project.stage is Stage.ENDED:
        return
    for node in KeyNode:
        on = planned_on(project, node)
        if on is not None and not is_reached(project, node):
            left = (on.last - today).days
            yield Planned(node, on, max(0, -left), max(0, left))


def overdue_between(project: Project, today: date) -> tuple[Planned, ...]:
    """Planned key nodes that are overdue, but for 开工 and 投产, which lights judge by themselves; in order."""
    if _PLANS.isdisjoint(project.details):  # most projects: nothing to look through
        return ()
    return tuple(
        planned
        for planned in open_plans(project, today)
        if planned.overdue and planned.node not in (KeyNode.START, KeyNode.PRODUCTION)
    )


@dataclass(frozen=True, slots=True)
class NodeLine:
    """One node as it stands.

    Attributes:
        first: the first plan as it was written, when the plan was changed since; else empty.
        revised: how often it was changed.
    """

    node: KeyNode
    planned_on: PartialDate | None
    reached_on: PartialDate | None
    reached: bool
    first: str = ""
    revised: int = 0
    overdue: int = 0


def node_lines(project: Project, changes: Sequence[FieldChange], today: date) -> tuple[NodeLine, ...]:
    """Nodes that have a plan or were reached. ``changes``: of this project, newest first."""
    return tuple(
        line
        for node in KeyNode
        if (line := _line(project, node, changes, today)).planned_on or line.reached_on or line.reached
    )


def plans_before(changes: Iterable[FieldChange], node: KeyNode) -> list[str]:
    """Earlier plans as they were written, newest first; filling in the first one is no change."""
    return [one.old for one in changes if one.field == PLACES[node].plan and one.old]


def _line(project: Project, node: KeyNode, changes: Sequence[FieldChange], today: date) -> NodeLine:
    plan, reached = planned_on(project, node), is_reached(project, node)
    before = plans_before(changes, node)
    overdue = max(0, (today - plan.last).days) if plan and not reached else 0
    first = before[-1] if before else ""
    return NodeLine(node, plan, reached_on(project, node), reached, first, len(before), overdue)


def _at(project: Project, place: str) -> PartialDate | None:
    if place in _FIELDS:
        value: PartialDate | None = getattr(project, place)
        return value
    text = project.details.get(place, "")
    return read_date(text).value if text else None


def _written(project: Project, place: str) -> object:
    return getattr(project, place) if place in _FIELDS else project.details.get(place)


def _with(project: Project, place: str, on: PartialDate) -> Project:
    if place in _FIELDS:
        return replace(project, **{place: on})  # type: ignore[arg-type]  # a field of that type
    return replace(project, details={**project.details, place: format_date(on, deadline=False)})
