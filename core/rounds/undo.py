"""Take back what was said last; earlier versions are kept (更正)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.calendar import Calendar
from core.errors import NothingToUndo
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.model import Prompt, Report, RoundState, Source
from core.rounds.refresh import Said, cards_of, refresh
from core.rounds.who import his_projects


def undo(work: UnitOfWork, person: Person, calendar: Calendar, now: datetime) -> tuple[Report, ...]:
    """Void the reports of this person's last tap or sentence in an open round; what counted before
    counts again. The voided reports are returned. A liaison who was replaced takes nothing back.

    Raises:
        NothingToUndo: he said nothing in an open round, or nothing that is still his to answer.
    """
    last = _last(work, person, calendar, now)
    if not last:
        raise NothingToUndo
    reports = take_back(work, last, person, calendar, now)
    newest = {report.project_id: report for report in reversed(reports)}
    return tuple(newest.values())


def last_said(work: UnitOfWork, person: Person, calendar: Calendar, now: datetime) -> datetime | None:
    """When he said what ``undo`` would take back; None: there is nothing."""
    return max((report.said_at for report in _last(work, person, calendar, now)), default=None)


def _last(work: UnitOfWork, person: Person, calendar: Calendar, now: datetime) -> list[Report]:
    for round_ in work.rounds.in_state(RoundState.OPEN):
        his = his_projects(work, person, round_.id, calendar.today(now))
        last = [r for r in work.reports.last_by(round_.id, person.id) if r.project_id in his]
        if last:
            return last
    return []


def take_back(
    work: UnitOfWork, reports: Iterable[Report], person: Person, calendar: Calendar, now: datetime
) -> tuple[Report, ...]:
    """Void these reports and whatever else their message said, newest first; the cards follow."""
    versions = {report.id: report for report in reports}
    for message in {report.message for report in versions.values()} - {""}:
        versions |= {report.id: report for report in work.reports.of_message(message)}
    voided = void(work, [versions[i] for i in sorted(versions, reverse=True)], person, now)
    _show(work, voided, Said(person, Source.UNDO, "", now), calendar)
    return voided


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
    shown: dict[int, tuple[Prompt, list[int]]] = {}
    for report in voided:
        for prompt in work.rounds.prompts_with(report.round_id, report.project_id)[:1]:
            shown.setdefault(prompt.id, (prompt, []))[1].append(report.project_id)
    for prompt, projects in shown.values():
        refresh(work, prompt, cards_of(work, prompt, projects), said, calendar)
