"""The office enters what our own records do not hold, with its source (录入考核数据)."""

from __future__ import annotations

from datetime import date, datetime, time

from core.calendar import Calendar
from core.errors import BadArgument
from core.ports import UnitOfWork
from core.roster.model import Person
from core.scoring.excuse import ExcuseState, in_force
from core.scoring.service_counts import Entered, Entry, Service, service_of

LEAST_SOURCE = 2
MOST = 100_000


def enter(work: UnitOfWork, said: Entry, by: Person, now: datetime) -> Entry:
    """It counts from the next result on (its id is ignored); what was entered before stays on file.

    Raises:
        BadArgument: no source, or more solved than due.
    """
    impossible = said.kind is not Entered.UNTRUE and not 0 <= said.part <= said.whole
    if impossible or max(said.part, said.whole) > MOST or len(said.source) < LEAST_SOURCE:
        raise BadArgument("enter")
    made = work.target_plans.enter(said)
    counts = {"part": str(made.part), "whole": str(made.whole), "year": str(made.year)}
    facts = {"kind": made.kind.value, "source": made.source, **counts}
    work.audit.note(now, by.id, "score.entered", f"unit:{made.unit_id}", facts)
    return made


def service_on(work: UnitOfWork, calendar: Calendar, day: date) -> dict[int, Service]:
    """Every unit's counts of the year up to ``day``."""
    problems = work.problems.due_in(day.year)
    year = (calendar.at(date(y, 1, 1), time.min) for y in (day.year, day.year + 1))
    decided = work.figures.decided_in(*year)
    projects = work.projects.many({one.project_id for one in problems} | set(decided))
    excused, _ = in_force(work.excuses.in_state(ExcuseState.GRANTED), day)
    entries = work.target_plans.entries(day.year)
    units = work.projects.units()
    return dict(service_of(units, problems, decided, projects, entries, excused, day, calendar.today))
