"""After figures were said or reported: older ones of the same kind are overtaken, unreviewed kinds count at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from core.calendar import Calendar
from core.figures.decide import confirm
from core.figures.model import Figure, FigureState
from core.figures.outlook import VERSIONS, outlook
from core.figures.overtaken import overtaken
from core.figures.policy import REVIEWED, group_of
from core.ports import UnitOfWork
from core.settings import chosen

SAID, REPORTED = FigureState.SAID, FigureState.REPORTED


def settle(work: UnitOfWork, project_ids: Collection[int], calendar: Calendar, now: datetime) -> None:
    """Bring the undecided figures of these projects in order, after anything was said about them, or confirmed by
    its speaker."""
    waiting = work.figures.undecided(project_ids)
    if not waiting:
        return
    reported = [one for one in _in_force(work, waiting) if one.state is REPORTED]
    reviewed = chosen(work, REVIEWED) if reported else frozenset()
    for figure in reported:
        if group_of(figure.field) in reviewed:
            continue
        look = outlook(work, figure, calendar, now)
        if not look.odd:
            confirm(work, look, None, now)


def _in_force(work: UnitOfWork, waiting: Sequence[Figure]) -> list[Figure]:
    """Withdraw what was overtaken; what is left.

    A later report that states the same field withdraws what is undecided of earlier ones, also when the ledger
    holds already what it states. While its speaker has not confirmed it, it withdraws only what was not confirmed
    either. Sums of two weeks are two sums: those are overtaken within their round only.
    """
    old: list[Figure] = []
    for project_id in dict.fromkeys(one.project_id for one in waiting):
        versions = work.reports.history(project_id, VERSIONS)
        figures = {
            (one.report_id, one.field): one for one in work.figures.of_reports([v.id for v in versions])
        }
        own = [one for one in waiting if one.project_id == project_id]
        old += [one for one in own if any(overtaken(one, later, versions, figures) for later in versions)]
    for state in (SAID, REPORTED):
        ids = [one.id for one in old if one.state is state]
        if ids:
            work.figures.move(ids, state, FigureState.WITHDRAWN)
    return [one for one in waiting if one not in old]
