"""Take back what was said last; earlier versions are kept (更正)."""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.errors import NothingToUndo
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.model import Prompt, Report, RoundState, Source
from core.rounds.record import Said, refresh


def undo(work: UnitOfWork, person: Person, calendar: Calendar, now: datetime) -> tuple[Report, ...]:
    """Void the reports of this person's last tap or sentence in an open round; what counted before
    counts again. The voided reports are returned.

    Raises:
        NothingToUndo: he said nothing in an open round.
    """
    for round_ in work.rounds.in_state(RoundState.OPEN):
        reports = tuple(work.reports.last_by(round_.id, person.id))
        if reports:
            take_back(work, reports, person, calendar, now)
            return reports
    raise NothingToUndo


def take_back(
    work: UnitOfWork, reports: tuple[Report, ...], person: Person, calendar: Calendar, now: datetime
) -> None:
    """Void these versions and let the cards show it. A version that no longer counts is left alone."""
    for report in reports:
        current = work.reports.current(report.round_id, [report.project_id]).get(report.project_id)
        if current is None or current.id != report.id:
            continue
        work.reports.take_back(report, person.id, now)
        subject = f"round:{report.round_id}/project:{report.project_id}"
        work.audit.note(now, person.id, "report.taken_back", subject, {"version": str(report.version)})
        prompts: tuple[Prompt, ...] = tuple(work.rounds.prompts_with(report.round_id, report.project_id))
        said = Said(person, Source.UNDO, "", now)
        if prompts:
            refresh(work, work.rounds.get(report.round_id), prompts[0], [report.project_id], said, calendar)
