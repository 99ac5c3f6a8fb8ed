"""After figures were said or reported: older ones of the same kind are overtaken, unreviewed kinds count at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from core.calendar import Calendar
from core.figures.decide import confirm
from core.figures.model import Field, Figure, FigureState
from core.figures.outlook import outlook
from core.figures.overtaken import Fields, fields_of, overtaken
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
    of_project: dict[int, list[Figure]] = {}
    for one in waiting:
        of_project.setdefault(one.project_id, []).append(one)
    for project_id, own in of_project.items():
        versions = work.reports.since(project_id, min([one.report_id for one in own]))
        fields = fields_of(versions)
        figures = _figures(work, own, fields)
        old += [one for one in own if overtaken(one, versions, fields, figures)]
    if not old:
        return list(waiting)
    for state in (SAID, REPORTED):
        ids = [one.id for one in old if one.state is state]
        if ids:
            work.figures.move(ids, state, FigureState.WITHDRAWN)
    gone = {one.id for one in old}
    return [one for one in waiting if one.id not in gone]


def _figures(
    work: UnitOfWork, waiting: Sequence[Figure], stating: Fields
) -> Mapping[tuple[int, Field], Figure]:
    """What became of the figures that these versions state, as far as it can overtake one that waits."""
    known = {(one.report_id, one.field): one for one in waiting}
    waited_for = {one.field for one in waiting}
    asked = {
        report_id
        for report_id, fields in stating.items()
        for field in fields
        if field in waited_for and (report_id, field) not in known
    }
    if asked:
        known |= {(one.report_id, one.field): one for one in work.figures.of_reports(asked)}
    return known
