"""Take back what was said last; earlier versions are kept (更正)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.calendar import Calendar
from core.errors import NothingToUndo
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.model import Report, RoundState, Source
from core.rounds.refresh import Said, refresh
from core.rounds.who import his_projects


def undo(work: UnitOfWork, person: Person, calendar: Calendar, now: datetime) -> tuple[Report, ...]:
    """Void the reports of this person's last tap or sentence in an open round; what counted before
    counts again. The voided reports are returned. A liaison who was replaced takes nothing back.

    Raises:
        NothingToUndo: he said nothing in an open round, or nothing that is still his to answer.
    """
    for round_ in work.rounds.in_state(RoundState.OPEN):
        his = his_projects(work, person, round_.id, calendar.today(now))
        reports = tuple(r for r in work.reports.last_by(round_.id, person.id) if r.project_id in his)
        if reports:
            _show(work, void(work, reports, person, now), Said(person, Source.UNDO, "", now), calendar)
            return reports
    raise NothingToUndo


def void(work: UnitOfWork, reports: Iterable[Report], person: Person, now: datetime) -> tuple[Report, ...]:
    """Void these versions and return them. One that no longer counts is left alone."""
    voided = []
    for report in reports:
        current = work.reports.current(report.round_id, [report.project_id]).get(report.project_id)
        if current is None or current.id != report.id:
            continue
        work.reports.take_back(report, person.id, now)
        subject = f"round:{report.round_id}/project:{report.project_id}"
        work.audit.note(now, person.id, "report.taken_back", subject, {"version": str(report.version)})
        voided.append(report)
    return tuple(voided)


def _show(work: UnitOfWork, voided: tuple[Report, ...], said: Said, calendar: Calendar) -> None:
    """Once everything is taken back: let the cards show it."""
    projects = [report.project_id for report in voided]
    for report in voided[:1]:
        for prompt in work.rounds.prompts_with(report.round_id, report.project_id)[:1]:
            refresh(work, prompt, projects, said, calendar)
