"""What the service indicators are counted from (F2 问题办结率, F3 数据质量, 数据不实): our own records, or what the office
enters from elsewhere, with its source and a name. Pure.

Source: default scheme, section 2: 期限内办结/到期问题; 1 − 退回更正数/上报条数; 数据不实 as found by the office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.problems.model import Problem, names_in
from core.roster.model import Project, Unit, UnitKind


class Entered(StrEnum):
    """What the office may enter for a unit and a year."""

    SOLVED = "solved"  # part: in time, whole: due
    QUALITY = "quality"  # part: sent back, whole: reported
    UNTRUE = "untrue"  # part: figures found untrue


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing as the office entered it; the latest of a unit, year and kind counts."""

    id: int
    year: int
    unit_id: int
    kind: Entered
    part: int
    whole: int
    source: str
    entered_by: int
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Service:
    """One unit's counts; None: nothing is known, so the indicator does not apply."""

    problems_due: int | None = None
    problems_in_time: int | None = None
    reported: int | None = None
    sent_back: int | None = None
    untrue: int | None = None


def latest(entries: Iterable[Entry]) -> Mapping[tuple[int, Entered], Entry]:
    """(unit, kind) → the one that counts."""
    return {(one.unit_id, one.kind): one for one in sorted(entries, key=lambda one: one.id)}


def service_of(
    units: Sequence[Unit],
    problems: Iterable[Problem],
    decided: Mapping[int, tuple[int, int]],
    projects: Mapping[int, Project],
    entries: Iterable[Entry],
    excused: Mapping[int, str],
    today: date,
    day_of: Callable[[datetime], date],
) -> Mapping[int, Service]:
    """Unit → its counts of the year up to today.

    A problem counts for the units its project counts for, and for a department where it is addressed to that; those
    of excused projects do not count. What the office has entered goes before what was counted.

    Args:
        problems: with a deadline within the year.
        decided: project → (figures confirmed, figures sent back) within the year.
        projects: those that problems and figures are about.
        day_of: the local day of a moment.
    """
    named = {unit.name: unit.id for unit in units if unit.kind is UnitKind.DEPARTMENT}
    due, in_time = Counter[int](), Counter[int]()
    for problem in problems:
        if problem.project_id in excused or problem.due_on is None or problem.due_on.last >= today:
            continue
        of = _units(projects[problem.project_id]) | {
            named[name] for name in names_in(problem.department) if name in named
        }
        due.update(of)
        if problem.resolved_at is not None and day_of(problem.resolved_at) <= problem.due_on.last:
            in_time.update(of)
    reported, sent_back = Counter[int](), Counter[int]()
    for project_id, (confirmed, refused) in decided.items():
        if project_id not in excused:
            for unit_id in _units(projects[project_id]):
                reported[unit_id] += confirmed + refused
                sent_back[unit_id] += refused
    entered = latest(entries)
    return {unit.id: _one(unit.id, due, in_time, reported, sent_back, entered) for unit in units}


def _units(project: Project) -> set[int]:
    return {unit_id for unit_id in (project.county_id, project.host_id) if unit_id is not None}


def _one(
    unit_id: int,
    due: Mapping[int, int],
    in_time: Mapping[int, int],
    reported: Mapping[int, int],
    sent_back: Mapping[int, int],
    entered: Mapping[tuple[int, Entered], Entry],
) -> Service:
    solved, quality = entered.get((unit_id, Entered.SOLVED)), entered.get((unit_id, Entered.QUALITY))
    untrue = entered.get((unit_id, Entered.UNTRUE))
    return Service(
        solved.whole if solved else due[unit_id] or None,
        solved.part if solved else in_time[unit_id] if due[unit_id] else None,
        quality.whole if quality else reported[unit_id] or None,
        quality.part if quality else sent_back[unit_id] if reported[unit_id] else None,
        untrue.part if untrue else None,
    )
