"""Tell those who reported a figure that the office returned it: one line each, in one message a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter, State
from core.figures.model import Figure
from core.ports import UnitOfWork
from core.roster.model import Person, hears
from core.rounds.model import RoundState
from core.rounds.slot import free_slot
from core.texts.figures import Returned, returned

MOST = 12
"""Returned figures in one message."""


def tell_refused(work: UnitOfWork, figure: Figure, calendar: Calendar, now: datetime) -> tuple[Person, ...]:
    """Write it to whoever said the figure and to the leader in whose name it was said; who will hear.

    While such a message waits for the day's free slot, another figure is added to it.
    """
    report = work.reports.many([figure.report_id])[figure.report_id]
    told = []
    for person_id in dict.fromkeys(filter(None, (report.said_by, report.said_for))):
        person = work.people.get(person_id)
        if _write(work, person, figure, calendar, now):
            told.append(person)
    return tuple(told)


def _write(work: UnitOfWork, person: Person, figure: Figure, calendar: Calendar, now: datetime) -> bool:
    account = work.people.account_of(person.id)
    if not hears(account):
        return False
    waiting = _waiting(work, _batch(person))
    if waiting:
        work.outbox.cancel(now, batch=_batch(person))
    slot = free_slot(work, person.id, calendar, now)
    if slot is None:
        return False
    figures = [*waiting, figure]
    key = f"{_batch(person)}:returned:{'+'.join(str(one.id) for one in figures)}"
    card = returned(_rows(work, figures, person), _prompt(work, figures[-1]), calendar)
    return work.outbox.put(
        Letter(key, Kind.NOTICE, account.address, card, slot, None, person.id, _batch(person))
    )


def _batch(person: Person) -> str:
    return f"figures:{person.id}"


def _waiting(work: UnitOfWork, batch: str) -> list[Figure]:
    """The figures of a message that has not left yet and has room; its key says which."""
    for posted in work.outbox.listed(State.PENDING, 1, batch):
        ids = posted.key.rpartition(":")[2].split("+")
        if len(ids) < MOST:
            return [work.figures.get(int(one)) for one in ids]
    return []


def _rows(work: UnitOfWork, figures: Sequence[Figure], person: Person) -> list[Returned]:
    projects = work.projects.many({one.project_id for one in figures})
    return [
        Returned(
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
