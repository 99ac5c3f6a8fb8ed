"""Figures follow what people report: said, confirmed by them, taken back (填报数)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from core.figures.fields import held
from core.figures.model import Figure, FigureState
from core.figures.stated import Stated, stated
from core.ports import UnitOfWork
from core.rounds.model import Report

_UNDECIDED = (FigureState.SAID, FigureState.REPORTED)


def keep(work: UnitOfWork, reports: Iterable[Report], *, confirmed: bool) -> tuple[Figure, ...]:
    """Put the figures of these reports: REPORTED when the person has ``confirmed`` them, else SAID.

    What the ledger holds already is no figure. ``core.figures.reported.settle`` follows: what is said again
    overtakes what was said before, what is not said again stays.
    """
    state = FigureState.REPORTED if confirmed else FigureState.SAID
    with_figures = [(report, found) for report in reports if (found := stated(report.finding))]
    if not with_figures:
        return ()
    projects = work.projects.many({report.project_id for report, _ in with_figures})
    put = []
    for report, found in with_figures:
        for one in found:
            old = held(projects[report.project_id], one.field)
            if one.value != old:
                put.append(work.figures.put(_figure(report, one, old, state)))
    return tuple(put)


def _figure(report: Report, one: Stated, old: str, state: FigureState) -> Figure:
    about = (0, report.id, report.project_id, one.field, one.value, old, one.quote, state)
    return Figure(*about, report.said_by, report.said_at)


def confirm(work: UnitOfWork, report_ids: Collection[int], by: int, now: datetime) -> tuple[Figure, ...]:
    """The person who said them confirms: SAID → REPORTED. Those that were still SAID."""
    said = [one.id for one in work.figures.of_reports(report_ids) if one.state is FigureState.SAID]
    moved = tuple(work.figures.move(said, FigureState.SAID, FigureState.REPORTED)) if said else ()
    _note(work, moved, "figures.reported", by, now)
    return moved


def withdraw(work: UnitOfWork, report_ids: Collection[int], now: datetime) -> tuple[Figure, ...]:
    """Corrected or taken back: undecided figures of these reports are nobody's any more."""
    return _withdraw(work, work.figures.of_reports(report_ids), now)


def _withdraw(work: UnitOfWork, figures: Iterable[Figure], now: datetime) -> tuple[Figure, ...]:
    found = list(figures)
    moved: list[Figure] = []
    for state in _UNDECIDED:
        ids = [one.id for one in found if one.state is state]
        if ids:
            moved += work.figures.move(ids, state, FigureState.WITHDRAWN)
    _note(work, moved, "figures.withdrawn", None, now)
    return tuple(moved)


def _note(work: UnitOfWork, moved: Iterable[Figure], action: str, by: int | None, now: datetime) -> None:
    """One line of the audit trail for each report."""
    fields: dict[int, list[str]] = {}
    for one in moved:
        fields.setdefault(one.report_id, []).append(one.field.value)
    for report_id, names in fields.items():
        work.audit.note(now, by, action, f"report:{report_id}", {"fields": ",".join(names)})
