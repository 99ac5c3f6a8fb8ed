"""Gather the evidence about a unit or a leader: two quarters of frozen results, and everything to be weighed with them.

What speaks for whoever it is about comes first. Facts are kept as they are on the day; nothing here judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from core.calendar import Calendar
from core.dates import format_date
from core.ports import UnitOfWork
from core.roster.model import Duty, Project
from core.roster.nodes import KeyNode, node_lines, reached_on
from core.rounds.periods import last_day
from core.scoring.accountability import Quarter
from core.scoring.cases import CaseState, Subject
from core.scoring.evidence import GREEN, Month, Row, Who, days_of, rows_of, tally, written
from core.scoring.excuse import Excuse, ExcuseState

CHANGES = 100
"""Changes of a project that are looked through."""
LATE = timedelta(days=92)
"""How long after a quarter its own result may be taken."""
Months = Mapping[Quarter, Sequence[Month]]
Fact = dict[str, str]


def months_of(work: UnitOfWork, quarter: Quarter, calendar: Calendar) -> Sequence[Month]:
    """The last frozen result of each month of it that has one. A quarter that is scored on the first days of the next
    one belongs to its own last month: two neighbouring quarters share no result."""
    start, end = _span(quarter, quarter, calendar)
    first, after = days_of(quarter)
    last: dict[str, int] = {}
    for snapshot_id, taken_at, period in work.bulletins.taken_between(start, end + LATE):
        day = min(last_day(period), calendar.today(taken_at))
        if first <= day < after:
            last[f"{day:%Y-%m}"] = snapshot_id
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


def gathered(work: UnitOfWork, who: Who, months: Months, calendar: Calendar, now: datetime) -> str:
    """The pack about ``who``, as it is kept with a case; see ``core.scoring.evidence.Pack``."""
    packed = [(quarter, of, rows_of(of).get(who, ())) for quarter, of in sorted(months.items())]
    projects = _projects(work, who, months, calendar.today(now))
    first, last = min(months), max(months)
    span = _span(first, last, calendar)
    since = days_of(first)[0]
    parts = {
        "good": [*_steady(packed), *_better(packed), *_full(who, months), *_reached(projects, since)],
        "said": list(_said(work, who, projects, calendar)),
        "excuses": list(_excuses(work, who, projects, calendar.today(now))),
        "promises": [*_planned(work, projects, calendar.today(now)), *_promised(work, who)],
        "corrections": list(_corrections(work, who, projects, (span[0], now))),
        "contacts": list(_contacts(work, projects, since)),
    }
    return written(packed, parts)


def _span(first: Quarter, last: Quarter, calendar: Calendar) -> tuple[datetime, datetime]:
    return calendar.at(days_of(first)[0], time.min), calendar.at(days_of(last)[1], time.min)


def _projects(work: UnitOfWork, who: Who, months: Months, today: date) -> Mapping[int, Project]:
    """A unit's by 属地 or 招引单位; a leader's in any of the months or today."""
    subject, number = who
    if subject is Subject.UNIT:
        return {p.id: p for p in work.projects.all() if number in (p.county_id, p.host_id)}
    every = [_leaders(work, today), *(month.leaders for of in months.values() for month in of)]
    return work.projects.many({id_ for of in every for id_, people in of.items() if number in people})


Packed = Sequence[tuple[Quarter, Sequence[Month], Sequence[Row]]]


def _steady(packed: Packed) -> Iterator[Fact]:
    """Projects that were on schedule in every month."""
    late = {row.project for _, _, rows in packed for row in rows if row.light != GREEN}
    for project in dict.fromkeys(row.project for _, _, rows in packed for row in rows):
        if project not in late:
            yield {"what": "steady", "project": project}


def _better(packed: Packed) -> Iterator[Fact]:
    """A larger share on schedule than in the quarter before."""
    before, after = tally(packed[0][2]), tally(packed[-1][2])
    if before.of and after.of and after.done * before.of > before.done * after.of:
        counts = {"done": after.done, "of": after.of, "done_before": before.done, "of_before": before.of}
        yield {"what": "better"} | {name: str(n) for name, n in counts.items()}


def _full(who: Who, months: Months) -> Iterator[Fact]:
    """Indicators of the last frozen result in which a unit has every point."""
    last = [month for _, of in sorted(months.items()) for month in of][-1:]
    for score in (score for month in last for score in month.snapshot.scores):
        if who == (Subject.UNIT, score.unit_id):
            for line in score.lines:
                if line.points is not None and line.points == line.weight:
                    yield {"what": "full", "code": line.code}


def _reached(projects: Mapping[int, Project], since: date) -> Iterator[Fact]:
    """Nodes that were reached since the first of the two quarters began."""
    for project in projects.values():
        for node in KeyNode:
            on = reached_on(project, node)
            if on is not None and on.first >= since:
                yield {
                    "what": "node",
                    "project": project.name,
                    "node": node.value,
                    "on": format_date(on, deadline=False),
                }


def _said(work: UnitOfWork, who: Who, projects: Mapping[int, Project], calendar: Calendar) -> Iterator[Fact]:
    """What was objected to, by whom, and how it was decided, by whom and why: a unit's own; of a leader those about
    his projects."""
    subject, number = who
    units = {number} if subject is Subject.UNIT else {p.county_id for p in projects.values()} | {p.host_id for p in projects.values()}  # fmt: skip
    for one in sorted((o for u in units if u for o in work.previews.of_unit(u)), key=lambda o: o.id):
        if subject is Subject.UNIT or one.project_id in projects:
            about = projects.get(one.project_id or 0)
            yield {
                "number": str(one.id),
                "project": about.name if about else "",
                "text": one.text,
                "on": f"{calendar.today(one.said_at)}",
                "state": one.state.value,
                "reason": one.reason or one.change,
                "by": work.people.get(one.decided_by).name if one.decided_by else "",
            }


def _excuses(work: UnitOfWork, who: Who, projects: Mapping[int, Project], today: date) -> Iterator[Fact]:
    """Those that run, those that are over, and those that were refused."""
    states = (ExcuseState.GRANTED, ExcuseState.ENDED, ExcuseState.REFUSED)
    found = [one for state in states for one in work.excuses.in_state(state)]
    for one in sorted(found, key=lambda each: each.id):
        if one.project_id in projects or (one.unit_id and who == (Subject.UNIT, one.unit_id)):
            about = projects.get(one.project_id or 0)
            yield {
                "kind": one.kind.value,
                "project": about.name if about else "",
                "reason": one.reason,
                "since": one.since_on.isoformat(),
                "until": one.until_on.isoformat(),
                "state": _state(one, today),
            }


def _state(one: Excuse, today: date) -> str:
    """running, past, or what the office made of it."""
    if one.state is not ExcuseState.GRANTED:
        return one.state.value
    return "running" if one.holds_on(today) else "past"


def _planned(work: UnitOfWork, projects: Mapping[int, Project], today: date) -> Iterator[Fact]:
    """Nodes with a plan that is overdue or was moved, and the next one of every project."""
    for project in projects.values():
        lines = [
            x for x in node_lines(project, work.projects.changes(project.id, CHANGES), today) if x.planned_on
        ]
        following = [line.node for line in lines if not line.reached][:1]
        for line in lines:
            if line.planned_on and (line.overdue or line.revised or line.node in following):
                yield {
                    "project": project.name,
                    "node": line.node.value,
                    "planned": format_date(line.planned_on),
                    "first": line.first,
                    "revised": str(line.revised),
                    "reached": format_date(line.reached_on, deadline=False) if line.reached_on else "",
                    "overdue": str(line.overdue),
                }


def _promised(work: UnitOfWork, who: Who) -> Iterator[Fact]:
    """What was promised in earlier talks, and whether the case ended well."""
    for state in (CaseState.OPEN, CaseState.LIFTED):
        for case in work.cases.in_state(state):
            if who == (case.subject, case.subject_id):
                for step in work.cases.steps(case.id):
                    if step.promise:
                        yield {
                            "promise": step.promise,
                            "planned": f"{step.follow_up_on or ''}",
                            "state": state.value,
                        }


def _corrections(
    work: UnitOfWork, who: Who, projects: Collection[int], span: tuple[datetime, datetime]
) -> Iterator[Fact]:
    """What published issues said wrongly about the unit or one of the projects, and was set right."""
    for bulletin in work.bulletins.corrections_between(*span):
        for ruling in work.bulletins.snapshot(bulletin.snapshot_id).rulings:
            own = ruling.project_id in projects or (
                not ruling.project_id and who == (Subject.UNIT, ruling.unit_id)
            )
            if own and ruling.accepted and ruling.reason:
                yield {
                    "issue": bulletin.title,
                    "number": f"{bulletin.number}",
                    "year": f"{bulletin.year}",
                    "change": ruling.change,
                    "reason": ruling.reason,
                }


def _contacts(work: UnitOfWork, projects: Mapping[int, Project], since: date) -> Iterator[Fact]:
    """When and how somebody was in touch with the firms, oldest first; what was taken back is none."""
    found = [
        one
        for id_ in projects
        for one in work.contacts.of_project(id_, CHANGES)
        if one.stands and one.on >= since
    ]
    for one in sorted(found, key=lambda each: (each.on, each.id)):
        about = {"project": projects[one.project_id].name, "on": one.on.isoformat()}
        yield about | {"kind": one.kind.value, "text": one.text, "by": work.people.get(one.by).name}
