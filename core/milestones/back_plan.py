"""Back-planning (倒排工期): from the day on which a node must be reached to the days of those before it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.roster.model import Project
from core.roster.nodes import BUILDING_LINE, KeyNode, is_reached

DURATIONS: Mapping[KeyNode, int] = {
    KeyNode.LAND: 60,
    KeyNode.PERMITS: 60,
    KeyNode.START: 30,
    KeyNode.TOPPED: 180,
    KeyNode.COMPLETED: 120,
    KeyNode.PRODUCTION: 90,
    KeyNode.FULL: 180,
}
"""Usual days from the node before to this one; of the first one, from today. The office sets its own."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """``usual`` days are what the table needs from today to the target, ``left`` what there are."""

    days: tuple[tuple[KeyNode, date], ...]
    usual: int
    left: int

    @property
    def is_tight(self) -> bool:
        return self.left < self.usual


def back_plan(
    project: Project,
    target: KeyNode,
    on: date,
    durations: Mapping[KeyNode, int],
    is_workday: Callable[[date], bool],
    today: date,
) -> Schedule | None:
    """Days for all open nodes up to ``target``, the target's own as it was asked for.

    Nodes that were reached are left out. Where the usual days do not fit between today and ``on``, all are
    shortened alike. A day off moves to the working day before it.

    Returns:
        None: the target was reached, is no node of building, or ``on`` leaves less than a day for each node.
    """
    if target not in BUILDING_LINE or is_reached(project, target):
        return None
    line = [
        node for node in BUILDING_LINE[: BUILDING_LINE.index(target) + 1] if not is_reached(project, node)
    ]
    left, usual = (on - today).days, sum(durations[node] for node in line)
    if left < len(line):
        return None
    shown, behind = [(target, on)], 0
    for later, node in zip(reversed(line), reversed(line[:-1]), strict=False):
        behind += durations[later]
        back = behind if left >= usual else behind * left // usual
        shown.append((node, _workday(on - timedelta(days=back), today, is_workday)))
    return Schedule(tuple(reversed(shown)), usual, left)


def _workday(day: date, today: date, is_workday: Callable[[date], bool]) -> date:
    """The working day on or before ``day``; where that has passed, ``day`` itself."""
    found = day
    while not is_workday(found) and found > today:
        found -= timedelta(days=1)
    return found if is_workday(found) else day
