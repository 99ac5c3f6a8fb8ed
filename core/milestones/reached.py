"""Nodes that are marked as reached by hand (节点完成)."""

from __future__ import annotations

from datetime import date, datetime

from core.dates import PartialDate
from core.errors import BadArgument, BadDate
from core.milestones.change import change_project
from core.ports import UnitOfWork
from core.roster.model import Project
from core.roster.nodes import KeyNode, with_reached

UNREPORTED = frozenset({KeyNode.LAND, KeyNode.PERMITS, KeyNode.FULL, KeyNode.FILED})
"""Nodes on which no score rests: whoever carries the project says when they were reached. The others are
reported on the card and confirmed."""


def set_reached(
    work: UnitOfWork,
    project: Project,
    node: KeyNode,
    on: PartialDate,
    evidence: str,
    by: int,
    today: date,
    now: datetime,
) -> Project:
    """The project as it is now.

    Raises:
        BadArgument: the node is reported on the card.
        BadDate: that day is still to come.
    """
    if node not in UNREPORTED:
        raise BadArgument("nodes_reported")
    if on.first > today:
        raise BadDate(str(on.first))
    change_project(work, project, with_reached(project, node, on), evidence, by, now, "project.node")
    return work.projects.get(project.id)
