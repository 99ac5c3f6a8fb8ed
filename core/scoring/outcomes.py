"""What a result would be if an objection were accepted (异议的影响): shown before it counts, and then kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from core.calendar import Calendar
from core.errors import WrongState
from core.ports import UnitOfWork
from core.roster.light_setting import light_rules
from core.roster.model import Project
from core.scoring.amend import Item, Right, amended, as_read, retaken, set_right
from core.scoring.excuse import ExcuseKind, ExcuseState, in_force
from core.scoring.facts import once_excused
from core.scoring.freeze import units_on
from core.scoring.model import Snapshot
from core.scoring.preview import Objection, Preview, with_fact, with_unit
from core.texts import objections as texts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What accepting would do, before anybody confirms it. ``change``: as people read it."""

    made: Snapshot
    change: str


def if_item(work: UnitOfWork, objection: Objection, item: Item, value: Right) -> Outcome:
    """One value of its project set right."""
    preview, project = work.previews.get(objection.preview_id), need_project(work, objection)
    right = set_right(project, item, value)
    fact = next((one for one in preview.made.facts if one.project_id == project.id), None)
    as_of, pace, lights = day_of(preview), preview.made.scheme.pace, light_rules(work)
    if fact is None:
        new = retaken(right, as_of, pace, "", lights)
    else:
        new = amended(fact, right, item, as_of, pace, lights)
    if new is None:
        raise WrongState("objection", "no_unit")
    change = texts.change(item, project.name, as_read(project, item), as_read(right, item))
    return Outcome(with_fact(preview.made, new), change)


def if_retaken(work: UnitOfWork, objection: Objection, calendar: Calendar) -> Outcome:
    """What the ledger says by now: of its project, or of all projects and the targets of the unit."""
    preview = work.previews.get(objection.preview_id)
    made, as_of = preview.made, day_of(preview)
    excused, _ = in_force(work.excuses.in_state(ExcuseState.GRANTED), as_of)
    known = {one.project_id: one.excuse for one in made.facts}
    projects = [need_project(work, objection)] if objection.project_id else [
        p for p in work.projects.all() if objection.unit_id in (p.county_id, p.host_id)
    ]  # fmt: skip
    for project in projects:
        excuse = excused.get(project.id, known.get(project.id, ""))
        row = retaken(project, as_of, made.scheme.pace, excuse, light_rules(work))
        if row is not None and row not in made.facts:
            made = with_fact(made, row)
    if objection.project_id is None:
        of_day = {one.id: one for one in units_on(work, made.scheme, calendar, as_of)}
        made = with_unit(made, of_day[objection.unit_id])
    return Outcome(made, texts.retaken_change([p.name for p in projects] if objection.project_id else []))


def if_excused(work: UnitOfWork, objection: Objection, kind: ExcuseKind) -> Outcome:
    """Its project out of the denominators, or the unit off the black list."""
    preview = work.previews.get(objection.preview_id)
    if objection.project_id is None:
        unit = next(one for one in preview.made.units if one.id == objection.unit_id)
        return Outcome(with_unit(preview.made, replace(unit, excuse=kind.value)), texts.excused_change(kind, unit.name))  # fmt: skip
    fact = next((one for one in preview.made.facts if one.project_id == objection.project_id), None)
    if fact is None:
        raise WrongState("objection", "no_unit")
    return Outcome(
        with_fact(preview.made, once_excused(fact, kind.value)), texts.excused_change(kind, fact.name)
    )


def day_of(preview: Preview) -> date:
    """The day of the cut-off."""
    day = preview.made.as_of
    assert day is not None, preview.id  # noqa: S101 - every result since there are previews has one
    return day


def need_project(work: UnitOfWork, objection: Objection) -> Project:
    """
    Raises:
        WrongState: it is about no project.
    """
    project = project_of(work, objection)
    if project is None:
        raise WrongState("objection", "no_project")
    return project


def project_of(work: UnitOfWork, objection: Objection) -> Project | None:
    return work.projects.get(objection.project_id) if objection.project_id else None
