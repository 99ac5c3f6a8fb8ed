"""Before the monthly cut-off: who has begun and is not entered hears what is missing (入库纳统提醒)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.milestones.enter import CUTOFF, STATISTICS
from core.milestones.entering import PAPERS, next_cutoff, unentered
from core.milestones.word_lists import words_of
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Duty, Project, hears
from core.rounds.slot import notice_slot
from core.settings import Setting, chosen
from core.texts import cutoff_reminders as texts

AHEAD: Setting[int] = Setting("statistics.ahead", 5, lambda days: days, lambda stored: int(str(stored)))
"""Days before the cut-off from which reminders leave; 0: none do."""
AHEADS = (3, 5, 7, 10, 0)
LOOKED_ON = "statistics_reminded_on"
"""A note of the machinery: the last day that was looked at."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """One person and his projects that wait, by code; ``whole``: it is the statistics office's list."""

    person_id: int
    project_ids: tuple[int, ...]
    whole: bool = False


def entering_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[Reminded, ...] | None:
    """Who may hear of it today; None: today was looked at, it is a quiet hour, or the cut-off is not near, or
    today, when it is too late for papers."""
    today, ahead = calendar.today(now), chosen(work, AHEAD)
    if not ahead or calendar.next_speaking(now) != now or work.settings.get(LOOKED_ON) == today.isoformat():
        return None
    cutoff = _cutoff(work, calendar, today)
    if not _first_day(cutoff, ahead, calendar) <= today < cutoff:
        return None
    waiting = _waiting(work, work.projects.all(), today)
    return tuple(_due(work, waiting, today)) if waiting else ()


def remind_entering(work: UnitOfWork, due: Reminded, calendar: Calendar, now: datetime) -> bool:
    """Write it if the day's message is free, else another day before the cut-off will do; once for each cut-off."""
    today = calendar.today(now)
    cutoff = _cutoff(work, calendar, today)
    key = f"entering:{cutoff}:{due.person_id}"
    rows = _waiting(work, work.projects.many(due.project_ids).values(), today)
    if not rows or work.outbox.find(key) is not None:
        return False
    papers = {node: words_of(work, which) for node, which in PAPERS.items()}
    card = (texts.whole if due.whole else texts.own)(rows, papers, cutoff, today)
    account = work.people.account_of(due.person_id)
    if not hears(account) or notice_slot(work, due.person_id, calendar, now) != now:
        return False
    return work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, now, None, due.person_id))


def note_looked(work: UnitOfWork, calendar: Calendar, now: datetime) -> None:
    work.settings.set(LOOKED_ON, calendar.today(now).isoformat())


def _cutoff(work: UnitOfWork, calendar: Calendar, today: date) -> date:
    return next_cutoff(chosen(work, CUTOFF), today, calendar.is_workday)


def _first_day(cutoff: date, ahead: int, calendar: Calendar) -> date:
    """The working day on or before ``ahead`` days before it."""
    day = cutoff - timedelta(days=ahead)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def _waiting(work: UnitOfWork, projects: Iterable[Project], today: date) -> list[Project]:
    """Begun and not entered, by code; excused ones are left in peace."""
    excused = work.excuses.holding(today)
    found = [project for project in unentered(projects) if project.id not in excused]
    return sorted(found, key=lambda project: project.code)


def _due(work: UnitOfWork, waiting: list[Project], today: date) -> Iterator[Reminded]:
    ids = tuple(project.id for project in waiting)
    offices = [
        person.id for person in work.people.with_role(Role.DEPARTMENT) if _counts(work, person.unit_id)
    ]
    bureau = [person_id for person_id in offices if hears(work.people.account_of(person_id))]
    for person_id in bureau:
        yield Reminded(person_id, ids, whole=True)
    own: dict[int, list[int]] = defaultdict(list)
    for project_id in ids:
        for person_id in _whom(work, project_id, today):
            own[person_id].append(project_id)
    for person_id in sorted(own.keys() - set(bureau)):
        yield Reminded(person_id, tuple(own[person_id]))


def _counts(work: UnitOfWork, unit_id: int | None) -> bool:
    return unit_id is not None and STATISTICS in work.projects.unit(unit_id).name


def _whom(work: UnitOfWork, project_id: int, today: date) -> Collection[int]:
    """Its liaisons, who have the papers; where none can be reached, its leaders or who stands in for them."""
    liaisons = _attached(work, project_id, Duty.LIAISON, today)
    reached = [person_id for person_id in liaisons if hears(work.people.account_of(person_id))]
    if reached:
        return reached
    found = []
    for leader in _attached(work, project_id, Duty.LEADER, today):
        others = (one.id for one in work.people.stand_ins(leader, today))
        found += [one for one in (leader, *others) if hears(work.people.account_of(one))][:1]
    return found


def _attached(work: UnitOfWork, project_id: int, duty: Duty, today: date) -> list[int]:
    return [one.person_id for one in work.projects.assigned(today, project_id=project_id, duty=duty)]
