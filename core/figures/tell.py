"""Tell those who reported a figure that the office returned or changed it: one line each, in one message a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter, State
from core.figures.model import Figure, FigureState
from core.figures.outlook import VERSIONS
from core.figures.overtaken import fields_of, overtaken
from core.ports import UnitOfWork
from core.roster.model import Person, hears
from core.rounds.model import Report, RoundState
from core.rounds.slot import notice_slot
from core.texts.decided import Decided, decided

MOST = 12
"""Figures in one message."""
LETTERS = 20


def tell_decided(work: UnitOfWork, figure: Figure, calendar: Calendar, now: datetime) -> tuple[Person, ...]:
    """Write it to whoever said the figure and to the leader in whose name it was said; who will hear.

    While such a message waits for the day's free slot, another figure is added to it.
    """
    report = work.reports.many([figure.report_id])[figure.report_id]
    told = []
    for person in _concerned(work, [report]):
        waiting = next((one for one in _waiting(work, person) if len(one.figures) < MOST), None)
        if _write(work, person, waiting, [*(waiting.figures if waiting else ()), figure], calendar, now):
            told.append(person)
    return tuple(told)


def forget_corrected(
    work: UnitOfWork, reports: Collection[Report], calendar: Calendar, now: datetime
) -> None:
    """After these answers: a returned figure that was corrected before its message left is spoken of no more."""
    if not work.figures.refused({report.project_id for report in reports}):
        return
    for person in _concerned(work, reports):
        for letter in _waiting(work, person):
            left = [one for one in letter.figures if not _corrected(work, one)]
            if len(left) < len(letter.figures):
                _write(work, person, letter, left, calendar, now)


def _corrected(work: UnitOfWork, figure: Figure) -> bool:
    if figure.state is not FigureState.REFUSED:
        return False
    versions = work.reports.history(figure.project_id, VERSIONS)
    figures = {(one.report_id, one.field): one for one in work.figures.of_reports([v.id for v in versions])}
    return overtaken(figure, versions, fields_of(versions), figures)


def _concerned(work: UnitOfWork, reports: Collection[Report]) -> list[Person]:
    ids = dict.fromkeys(one for report in reports for one in (report.said_by, report.said_for) if one)
    return [work.people.get(one) for one in ids]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A message that has not left yet; its key says about which figures."""

    key: str
    figures: tuple[Figure, ...]


def _waiting(work: UnitOfWork, person: Person) -> list[_Waiting]:
    posted = work.outbox.listed(State.PENDING, LETTERS, _batch(person))
    keys = [(one.key, one.key.rpartition(":")[2].split("+")) for one in posted]
    return [_Waiting(key, tuple(work.figures.get(int(one)) for one in ids)) for key, ids in keys]


def _write(
    work: UnitOfWork,
    person: Person,
    before: _Waiting | None,
    figures: Sequence[Figure],
    calendar: Calendar,
    now: datetime,
) -> bool:
    """A message about these figures, instead of the one ``before``; whether he will hear."""
    account = work.people.account_of(person.id)
    if not hears(account):
        return False
    if before:
        work.outbox.cancel(now, key=before.key)
    slot = notice_slot(work, person.id, calendar, now) if figures else None
    if slot is None:
        return False
    how = "decided" if before is None or len(figures) > len(before.figures) else "left"
    key = f"{_batch(person)}:{how}:{now.timestamp():.0f}:{'+'.join(str(one.id) for one in figures)}"
    card = decided(_rows(work, figures, person), _prompt(work, figures[-1]), calendar)
    return work.outbox.put(
        Letter(key, Kind.NOTICE, account.address, card, slot, None, person.id, _batch(person))
    )


def _batch(person: Person) -> str:
    return f"figures:{person.id}"


def _rows(work: UnitOfWork, figures: Sequence[Figure], person: Person) -> list[Decided]:
    projects = work.projects.many({one.project_id for one in figures})
    return [
        Decided(
            one,
            projects[one.project_id].name,
            work.people.get(one.said_by).name if one.said_by != person.id else "",
        )
        for one in figures
    ]


def _prompt(work: UnitOfWork, figure: Figure) -> int | None:
    """The card on which it can be corrected; None once its round is over."""
    report = work.reports.many([figure.report_id])[figure.report_id]
    if work.rounds.get(report.round_id).state is not RoundState.OPEN:
        return None
    prompts = work.rounds.prompts_with(report.round_id, report.project_id)
    leaders = (report.said_by, report.said_for)
    return next((one.id for one in prompts if one.leader_id in leaders), None)
