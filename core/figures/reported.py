"""After figures were said or reported: older ones of the same kind are overtaken, unreviewed kinds count at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from core.calendar import Calendar
from core.figures.decide import confirm
from core.figures.model import Field, Figure, FigureState
from core.figures.outlook import outlook
from core.figures.overtaken import overtaken
from core.figures.policy import REVIEWED, group_of
from core.figures.stated import stated
from core.ports import UnitOfWork
from core.rounds.model import Report
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
        own = [one for one in waiting if one.project_id == project_id]
        versions = work.reports.since(project_id, min(one.report_id for one in own))
        figures = _figures(work, own, versions)
        old += [one for one in own if any(overtaken(one, later, versions, figures) for later in versions)]
    for state in (SAID, REPORTED):
        ids = [one.id for one in old if one.state is state]
        if ids:
            work.figures.move(ids, state, FigureState.WITHDRAWN)
    return [one for one in waiting if one not in old]


def _figures(
    work: UnitOfWork, waiting: Sequence[Figure], versions: Sequence[Report]
) -> Mapping[tuple[int, Field], Figure]:
    """What became of the figures that these versions state, as far as it can overtake one that waits."""
    known = {(one.report_id, one.field): one for one in waiting}
    fields = {one.field for one in waiting}
    stating = ((one.id, each.field) for one in versions if not one.is_void for each in stated(one.finding))
    asked = {report_id for report_id, field in stating if field in fields and (report_id, field) not in known}
    return known | {
        (one.report_id, one.field): one for one in (work.figures.of_reports(asked) if asked else ())
    }
