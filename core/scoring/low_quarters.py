"""Look back at the quarter that has ended: who is low for the second time gets a draft, for a person to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.cadence import due_in
from core.rounds.periods import period_around
from core.rounds.tell import tell_office
from core.rounds.timetable import Every, Product
from core.scoring.accountability import Quarter, Tally, drafts
from core.scoring.cases import Case, CaseState, Subject
from core.scoring.evidence import Month, Who, days_of, groups, named, quarter_of, rows_of, tally
from core.scoring.gathering import gathered, months_of
from core.texts import cases as texts

LOOKED = "accountability.looked"
"""The last quarter that was looked back at."""


def quarter_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[str, ...]:
    """The quarter that has ended, if nobody has looked back at it, its own score has been taken where the office has
    one taken, and no result is open to objections."""
    quarter = quarter_of(calendar.today(now)).before
    ended = named(quarter)
    if (
        work.settings.get(LOOKED) == ended
        or work.previews.open_ids()
        or _to_be_scored(work, quarter, calendar, now)
    ):
        return ()
    return (ended,)


def _to_be_scored(work: UnitOfWork, quarter: Quarter, calendar: Calendar, now: datetime) -> bool:
    """Whether a cadence is still to score it, as on the first working day after it."""
    period = period_around(Every.QUARTER, days_of(quarter)[0])
    scoring = (
        each
        for each in work.rounds.cadences()
        if each.every is Every.QUARTER and Product.SCORE in each.products and each.counts_on(period.first)
    )
    return any((due := due_in(each, period, calendar)) and now < due.opens_at for each in scoring)


def look_back(work: UnitOfWork, ended: str, calendar: Calendar, now: datetime) -> Sequence[Case]:
    """Draft a case for everybody the rule names; the office is told, nobody else. Once per quarter."""
    if work.settings.get(LOOKED) == ended:
        return ()
    work.settings.set(LOOKED, ended)
    year, _, number = ended.partition("Q")
    quarter = Quarter(int(year), int(number))
    months = {one: months_of(work, one, calendar) for one in (quarter.before, quarter)}
    if not all(months.values()):
        return ()
    made = [
        one for who in _named(months, quarter) if (one := _draft(work, who, quarter, months, calendar, now))
    ]
    if made:
        tell_office(work, f"cases:{ended}", texts.drafted(ended, len(made)), calendar, now)
    return made


def _named(months: Mapping[Quarter, Sequence[Month]], quarter: Quarter) -> list[Who]:
    """Each compared with his own kind only."""
    rows = {one: rows_of(of) for one, of in months.items()}
    of_group: dict[str, list[Who]] = defaultdict(list)
    for who, group in groups([m for of in months.values() for m in of]).items():
        of_group[group].append(who)
    found = []
    for members in of_group.values():
        numbers = dict(enumerate(sorted(members)))
        tallies = {
            one: {n: tally(of[who]) for n, who in numbers.items() if who in of} for one, of in rows.items()
        }
        counted: Mapping[Quarter, Mapping[int, Tally]] = {
            one: {n: t for n, t in of.items() if t.of} for one, of in tallies.items()
        }
        found += [numbers[draft.person_id] for draft in drafts(counted) if draft.quarter == quarter]
    return found


def _draft(
    work: UnitOfWork,
    who: Who,
    quarter: Quarter,
    months: Mapping[Quarter, Sequence[Month]],
    calendar: Calendar,
    now: datetime,
) -> Case | None:
    subject, number = who
    name = work.projects.unit(number).name if subject is Subject.UNIT else work.people.get(number).name
    evidence = gathered(work, who, months, calendar, now)
    case = Case(0, subject, number, name, named(quarter), CaseState.DRAFT, "", evidence, now)
    made = work.cases.add(case)
    if made is not None:
        facts = {"subject": f"{subject.value}:{number}", "quarter": made.quarter}
        work.audit.note(now, None, "case.drafted", f"case:{made.id}", facts)
    return made
