"""What confirming a figure would do now, with everything that it depends on: what the office sees before it decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from core.calendar import Calendar
from core.chat import MediaKind
from core.figures.effects import Ground, applied, changes
from core.figures.fields import parsed
from core.figures.model import Field, Figure, FigureState
from core.figures.plausible import oddities
from core.figures.stated import stated
from core.figures.views import Evidence, Outlook
from core.ports import UnitOfWork
from core.roster.model import Project
from core.rounds.model import Report

VERSIONS = 50
"""Of one project's answers; a round has a handful."""
CHANGES = 200


def outlook(
    work: UnitOfWork,
    figure: Figure,
    calendar: Calendar,
    now: datetime,
    *,
    value: str = "",
    project: Project | None = None,
) -> Outlook:
    """
    Args:
        value: confirmed instead of the reported one, as canonical text.
        project: as it will be when it is this figure's turn; by default as it is.

    Raises:
        ValueError: ``value`` is not canonical for this field.
    """
    report = work.reports.many([figure.report_id])[figure.report_id]
    before = project or work.projects.get(figure.project_id)
    ground = _ground(work, figure, report, calendar)
    meant = parsed(figure.field, value or figure.value)
    then = applied(before, figure.field, meant, ground)
    odd = oddities(before, then, figure.field, meant, figure.old, ground, calendar.today(now))
    return Outlook(figure, report, value or figure.value, before, then, changes(before, then), odd)


def in_turn(work: UnitOfWork, figures: Iterable[Figure], calendar: Calendar, now: datetime) -> list[Outlook]:
    """What confirming the unremarkable ones of these, one after the other, would do; the odd ones are left out."""
    found: list[Outlook] = []
    projects: dict[int, Project] = {}
    for figure in figures:
        look = outlook(work, figure, calendar, now, project=projects.get(figure.project_id))
        if not look.odd:
            projects[figure.project_id] = look.then
            found.append(look)
    return found


def evidence(work: UnitOfWork, look: Outlook) -> Evidence:
    """Who said it, for whom, and what was sent along."""
    report = look.report
    sent = work.attachments.of_reports([report.id]).get(report.id, ())
    media = [one for one in sent if one.kind is not MediaKind.VOICE]
    leader = work.people.get(report.said_for).name if report.said_for else ""
    return Evidence(look, work.people.get(look.figure.said_by).name, leader, len(media))


def _ground(work: UnitOfWork, figure: Figure, report: Report, calendar: Calendar) -> Ground:
    ledger = work.projects.changes(figure.project_id, CHANGES)  # newest first

    def changed(column: str) -> datetime | None:
        return next((one.at for one in ledger if one.field == column), None)

    month, year, total = map(changed, ("month_in_yuan", "year_in_yuan", "total_in_yuan"))
    ground = Ground(
        said_on=calendar.today(figure.said_at),
        stated=_stated(work, report),
        month_on=calendar.today(month) if month else None,
        year_on=calendar.today(year) if year else None,
    )
    if figure.field is not Field.WEEK_IN:
        return ground
    moved = any(at is not None and at > figure.said_at for at in (month, year, total))
    return _beside(work, figure, report, calendar, replace(ground, moved=moved))


def _beside(work: UnitOfWork, figure: Figure, report: Report, calendar: Calendar, ground: Ground) -> Ground:
    """With what was confirmed of another weekly sum of the same round or week."""
    said = [report.id, *(each.id for each in _of_round(work, report))]
    before = [
        one
        for one in work.figures.of_reports(said)
        if one.field is Field.WEEK_IN and one.state is FigureState.CONFIRMED and one.id != figure.id
    ]
    if before:
        return replace(ground, counted=int(before[-1].decided))
    last = work.figures.last(figure.project_id, Field.WEEK_IN, FigureState.CONFIRMED)
    weeks = {calendar.today(one.said_at).isocalendar()[:2] for one in (last, figure) if one}
    return replace(ground, same_week=last is not None and last.id != figure.id and len(weeks) == 1)


def _stated(work: UnitOfWork, report: Report) -> frozenset[Field]:
    """By all that was said about the project in this round and not taken back."""
    said = [each for each in _of_round(work, report) if not each.is_void]
    return frozenset(one.field for each in (report, *said) for one in stated(each.finding))


def _of_round(work: UnitOfWork, report: Report) -> list[Report]:
    """All versions about the project in this round."""
    versions = work.reports.history(report.project_id, VERSIONS)
    return [each for each in versions if each.round_id == report.round_id]
