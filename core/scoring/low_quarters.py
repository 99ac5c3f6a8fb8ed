"""Look back at the quarter that has ended: who is low for the second time gets a draft, for a person to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.roster.model import Duty
from core.rounds.tell import tell_office
from core.scoring.accountability import Quarter, Tally, drafts
from core.scoring.cases import Case, CaseState, Subject
from core.scoring.evidence import Month, Row, Who, days_of, groups, named, quarter_of, rows_of, tally, written
from core.scoring.excuse import ExcuseState
from core.texts import cases as texts

LOOKED = "accountability.looked"
"""The last quarter that was looked back at."""


def quarter_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[str, ...]:
    """The quarter that has ended, if nobody has looked back at it and no result is open to objections."""
    ended = named(quarter_of(calendar.today(now)).before)
    if work.settings.get(LOOKED) == ended or work.previews.open_ids():
        return ()
    return (ended,)


def look_back(work: UnitOfWork, ended: str, calendar: Calendar, now: datetime) -> Sequence[Case]:
    """Draft a case for everybody the rule names; the office is told, nobody else. Once per quarter."""
    if work.settings.get(LOOKED) == ended:
        return ()
    work.settings.set(LOOKED, ended)
    year, _, number = ended.partition("Q")
    quarter = Quarter(int(year), int(number))
    months = {one: _months(work, one, calendar) for one in (quarter.before, quarter)}
    if not all(months.values()):
        return ()
    made = [one for who in _named(months, quarter) if (one := _draft(work, who, quarter, months, now))]
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


def _months(work: UnitOfWork, quarter: Quarter, calendar: Calendar) -> Sequence[Month]:
    """The last frozen result of each month of it that has one."""
    first, after = days_of(quarter)
    start, end = calendar.at(first, time.min), calendar.at(after, time.min)
    last: dict[str, int] = {}
    for snapshot_id, taken_at in work.bulletins.taken_between(start, end):
        last[f"{calendar.today(taken_at):%Y-%m}"] = snapshot_id
    found = []
    for month, snapshot_id in sorted(last.items()):
        snapshot = work.bulletins.snapshot(snapshot_id)
        day = snapshot.as_of or calendar.today(snapshot.taken_at)
        found.append(Month(month, snapshot, _leaders(work, day)))
    return found


def _leaders(work: UnitOfWork, day: date) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one in work.projects.assigned(day, duty=Duty.LEADER):
        found[one.project_id].append(one.person_id)
    return found


def _draft(
    work: UnitOfWork, who: Who, quarter: Quarter, months: Mapping[Quarter, Sequence[Month]], now: datetime
) -> Case | None:
    subject, number = who
    packed: list[tuple[Quarter, Sequence[Month], Sequence[Row]]] = [
        (one, of, rows_of(of).get(who, ())) for one, of in months.items()
    ]
    name = work.projects.unit(number).name if subject is Subject.UNIT else work.people.get(number).name
    evidence = written(packed, _said(work, who), _excuses(work, who))
    case = Case(0, subject, number, name, named(quarter), CaseState.DRAFT, "", evidence, now)
    made = work.cases.add(case)
    if made is not None:
        facts = {"subject": f"{subject.value}:{number}", "quarter": made.quarter}
        work.audit.note(now, None, "case.drafted", f"case:{made.id}", facts)
    return made


def _said(work: UnitOfWork, who: Who) -> list[dict[str, str]]:
    """What the unit objected to, and what was decided."""
    if who[0] is not Subject.UNIT:
        return []
    return [
        {"text": one.text, "state": one.state.value, "reason": one.reason or one.change}
        for one in work.previews.of_unit(who[1])
    ]


def _excuses(work: UnitOfWork, who: Who) -> list[dict[str, str]]:
    granted = work.excuses.in_state(ExcuseState.GRANTED)
    return [
        {
            "kind": one.kind.value,
            "reason": one.reason,
            "since": one.since_on.isoformat(),
            "until": one.until_on.isoformat(),
        }
        for one in granted
        if who[0] is Subject.UNIT and _is_about(work, one.unit_id, one.project_id, who[1])
    ]


def _is_about(work: UnitOfWork, unit_id: int | None, project_id: int | None, wanted: int) -> bool:
    if project_id is None:
        return unit_id == wanted
    project = work.projects.get(project_id)
    return wanted in (project.county_id, project.host_id)
