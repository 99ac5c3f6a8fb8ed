"""After figures were said or reported: older ones of the same kind are overtaken, unreviewed kinds count at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from core.calendar import Calendar
from core.figures.decide import confirm
from core.figures.model import Field, Figure, FigureState
from core.figures.outlook import outlook
from core.figures.policy import REVIEWED, group_of
from core.ports import UnitOfWork
from core.settings import chosen

SAID, REPORTED = FigureState.SAID, FigureState.REPORTED


def settle(work: UnitOfWork, project_ids: Collection[int], calendar: Calendar, now: datetime) -> None:
    """Bring the undecided figures of these projects in order, after any of them was put or confirmed by its speaker."""
    overtake(work, project_ids)
    reviewed = chosen(work, REVIEWED)
    for figure in work.figures.undecided(project_ids):
        if figure.state is not REPORTED or group_of(figure.field) in reviewed:
            continue
        look = outlook(work, figure, calendar, now)
        if not look.odd:
            confirm(work, look, None, now)


def overtake(work: UnitOfWork, project_ids: Collection[int]) -> None:
    """A later report of the same field withdraws what is undecided of earlier ones. What its speaker has not
    confirmed overtakes only what was not confirmed either."""
    kinds: dict[tuple[int, Field], list[Figure]] = defaultdict(list)
    for figure in work.figures.undecided(project_ids):
        kinds[figure.project_id, figure.field].append(figure)
    for figures in kinds.values():
        newest = max(one.report_id for one in figures)
        reported = max((one.report_id for one in figures if one.state is REPORTED), default=0)
        for state, last in ((SAID, newest), (REPORTED, reported)):
            old = [one.id for one in figures if one.state is state and one.report_id < max(last, reported)]
            if old:
                work.figures.move(old, state, FigureState.WITHDRAWN)
