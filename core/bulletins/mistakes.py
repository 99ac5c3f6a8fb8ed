"""What was wrong in a published result, one or many things at once, and the result as it is right (更正内容)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.calendar import Calendar
from core.errors import WrongState
from core.ports import UnitOfWork
from core.roster.light_setting import light_rules
from core.roster.model import Project
from core.scoring.amend import Item, Right, amended, as_read, retaken, set_right
from core.scoring.freeze import units_on
from core.scoring.model import Fact, Snapshot, UnitFact
from core.scoring.preview import rescored
from core.texts import corrections as texts
from core.texts import objections as words

MOST = 12
"""Mistakes in one correction; more are another ledger."""
CHANGES = 200
"""Changes of a project that are looked through for what it held on the day of the cut-off."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A value of a project set right (``item``, ``value``); without them all of its row anew from the ledger. With
    ``unit_id`` what the ledger says of a unit's targets, anew; exactly one of the two ids is there."""

    project_id: int | None = None
    unit_id: int | None = None
    item: Item | None = None
    value: Right | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One mistake as people read it, old → new, and about which unit or project it is."""

    change: str
    project_id: int | None
    unit_id: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction would say: the new result, computed once, and every change."""

    made: Snapshot
    told: tuple[Told, ...]


def collected(before: Iterable[Mistake], found: Mistake) -> tuple[Mistake, ...]:
    """With one more; it takes the place of what was said of the same thing before.

    Raises:
        WrongState: more than ``MOST``.
    """
    kept = [one for one in before if not _replaces(found, one)]
    if len(kept) >= MOST:
        raise WrongState("correction", "many")
    return (*kept, found)


def _replaces(new: Mistake, old: Mistake) -> bool:
    same = (new.project_id, new.unit_id) == (old.project_id, old.unit_id)
    return same and (new.item is None or new.item is old.item)


def corrected(
    work: UnitOfWork, frozen: Snapshot, mistakes: Sequence[Mistake], calendar: Calendar
) -> Corrected:
    """All of them set right as they were on the day of the cut-off; the order in which they are told changes nothing.

    Raises:
        WrongState: a project is not in the result.
    """
    rows = {fact.project_id: fact for fact in frozen.facts}
    ledger = dict(work.projects.many({one.project_id for one in mistakes if one.project_id}))
    units = {unit.id: unit for unit in frozen.units}
    told = []
    for one in mistakes:
        if one.unit_id is not None:
            units[one.unit_id] = _unit(work, frozen, one.unit_id, calendar)
            told.append(Told(texts.unit_change(units[one.unit_id].name), None, one.unit_id))
            continue
        project = ledger[one.project_id or 0]
        fact = rows.get(project.id)
        if fact is None:
            raise WrongState("correction", "no_project")
        ledger[project.id], rows[project.id], change = _set_right(work, frozen, project, fact, one)
        told.append(Told(change, project.id, fact.unit_id or 0))
    made = replace(frozen, facts=tuple(rows.values()), units=tuple(units.values()))
    return Corrected(rescored(made), tuple(told))


def _unit(work: UnitOfWork, frozen: Snapshot, unit_id: int, calendar: Calendar) -> UnitFact:
    return next(u for u in units_on(work, frozen.scheme, calendar, day_of(frozen)) if u.id == unit_id)


def _set_right(
    work: UnitOfWork, frozen: Snapshot, project: Project, fact: Fact, one: Mistake
) -> tuple[Project, Fact, str]:
    """The project and its row as they are right, and the change in words."""
    day, pace, rules = day_of(frozen), frozen.scheme.pace, light_rules(work)
    if one.item is None or one.value is None:
        row = retaken(project, day, pace, fact.excuse, rules) or fact
        return project, row, words.retaken_change([project.name])
    right = set_right(project, one.item, one.value)
    old = as_read(project, one.item)
    if amended(fact, project, one.item, day, pace, rules) != fact:
        old = _held(work, project, one.item, frozen.taken_at)
    change = words.change(one.item, project.name, old, as_read(right, one.item))
    return right, amended(fact, right, one.item, day, pace, rules), change


def _held(work: UnitOfWork, project: Project, item: Item, at: datetime) -> str:
    """What the ledger held at the cut-off, as people read it: before the first change since."""
    held = as_read(project, item)
    for change in work.projects.changes(project.id, CHANGES):  # newest first
        if change.at is None or change.at <= at:
            break
        if change.field == item.value:
            held = change.old
    return held


def day_of(frozen: Snapshot) -> date:
    """Of the cut-off."""
    assert frozen.as_of is not None, frozen.round_id  # noqa: S101 - see ``core.bulletins.correct.correctable``
    return frozen.as_of
