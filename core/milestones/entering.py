"""Entering the statistics (入库纳统): which step is next, its papers, who has begun and is not entered. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.dates import months_after
from core.milestones.model import WordList
from core.roster.model import STARTED, Project, Stage
from core.roster.nodes import STATISTICS_LINE, KeyNode, is_reached

REASON = "未入统原因"
PAPERS: Mapping[KeyNode, WordList] = {
    KeyNode.FILED: WordList.FILING,
    KeyNode.STOCKED: WordList.STOCKING,
    KeyNode.COUNTED: WordList.COUNTING,
}
"""The list of papers that a step needs; those at hand are kept in a ledger column of the same name."""
_STOP = "、"


@dataclass(frozen=True, slots=True)
class Entered:
    """How many have got how far; sums in yuan, of those begun: what arrived, and what the statistics show."""

    started: int
    stocked: int
    producing: int
    counted: int
    arrived_yuan: int
    fixed_yuan: int


def next_step(project: Project) -> KeyNode | None:
    """备案, then 入库, then – once it produces – 纳统; None: nothing is open now."""
    for node in STATISTICS_LINE:
        if node is KeyNode.COUNTED and project.stage is not Stage.PRODUCING:
            return None
        if not is_reached(project, node):
            return node
    return None


def at_hand(project: Project, node: KeyNode) -> frozenset[str]:
    """Papers that have been ticked."""
    return frozenset(filter(None, project.details.get(PAPERS[node].value, "").split(_STOP)))


def ticked(project: Project, node: KeyNode, paper: str, papers: Sequence[str]) -> Project:
    """With this paper ticked, or not any more; ``papers``: all that are asked for, which gives the order."""
    had = at_hand(project, node) ^ {paper}
    kept = [one for one in papers if one in had]
    return replace(project, details={**project.details, PAPERS[node].value: _STOP.join(kept)})


def with_reason(project: Project, reason: str) -> Project:
    return replace(project, details={**project.details, REASON: reason})


def unentered(projects: Iterable[Project]) -> list[Project]:
    """已开工未入库, and 已投产未纳统; in the order given."""
    return [
        project
        for project in projects
        if (project.stage in STARTED and not project.in_stock)
        or (project.stage is Stage.PRODUCING and not project.in_stats)
    ]


def entered(projects: Iterable[Project]) -> Entered:
    begun = [project for project in projects if project.stage in STARTED]
    producing = [project for project in begun if project.stage is Stage.PRODUCING]
    return Entered(
        len(begun),
        sum(project.in_stock for project in begun),
        len(producing),
        sum(project.in_stats for project in producing),
        sum(project.total_in_yuan or 0 for project in begun),
        sum(project.fixed_yuan or 0 for project in begun),
    )


def next_cutoff(day: int, today: date, is_workday: Callable[[date], bool]) -> date:
    """The next day until which papers are taken: the ``day``-th of a month, or its last one, or the working day
    before it."""
    for months in (0, 1, 2):
        first = months_after(today.replace(day=1), months)
        found = first.replace(day=min(day, monthrange(first.year, first.month)[1]))
        while not is_workday(found) and found > first:
            found -= timedelta(days=1)
        if found >= today:
            return found
    raise AssertionError(day)
