"""The light of a project (亮灯) and its next planned node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.dates import PartialDate
from core.roster.model import STARTED, Light, Node, Project, Stage

RED_AFTER = timedelta(days=90)
"""A plan overdue this long is red, before that yellow (银川 2025: 连续3个月应开未开 → 红)."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The next node with its planned date; ``overdue`` days past the last possible day, or 0."""

    node: Node
    planned_on: PartialDate
    overdue: int


def light(project: Project, today: date) -> Light:
    """Green, yellow, red or grey, from project facts alone; silence never colours a project.

    Source: 银川 2025 红黄绿灯; grace runs from the day after the last
    possible day of a date.
    """
    return light_of(project.stage, next_node(project, today))


def light_of(stage: Stage | None, planned: Planned | None) -> Light:
    """The same, for who has the next node at hand."""
    if stage in (None, Stage.TALKS, Stage.ENDED):
        return Light.GREY
    if stage is Stage.PAUSED:
        return Light.RED
    if planned is None or planned.overdue == 0:
        return Light.GREEN
    return Light.RED if timedelta(days=planned.overdue) >= RED_AFTER else Light.YELLOW


def next_node(project: Project, today: date) -> Planned | None:
    """开工 until it has begun, then 投产 until it produces; None when nothing more is planned."""
    if project.stage in (Stage.ENDED, Stage.PRODUCING):
        return None
    if project.stage not in STARTED and project.real_start_on is None and project.plan_start_on:
        return _planned(Node.START, project.plan_start_on, today)
    if project.plan_production_on and project.real_production_on is None:
        return _planned(Node.PRODUCTION, project.plan_production_on, today)
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


def _planned(node: Node, planned_on: PartialDate, today: date) -> Planned:
    return Planned(node, planned_on, max(0, (today - planned_on.last).days))
