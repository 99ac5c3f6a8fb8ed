"""Correct a published bulletin (更正通报): a new edition of its result and a new numbered issue; the old one stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.bulletins.figures import figures_of
from core.bulletins.model import Bulletin, BulletinState, Plan
from core.calendar import Calendar
from core.errors import BadArgument, WrongState
from core.figures.effects import changes
from core.ports import UnitOfWork
from core.roster.light_setting import light_rules
from core.roster.model import Person, Project, Unit
from core.scoring.amend import Item, Right, amended, as_read, retaken, set_right
from core.scoring.excusing import LEAST_WORDS
from core.scoring.freeze import freeze, units_on
from core.scoring.model import Fact, Ruling, Snapshot
from core.scoring.preview import with_fact, with_unit
from core.scoring.written import LATEST
from core.texts import corrections as texts
from core.texts import objections as words

LONGEST = 500
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction would say: the new result, what is changed in words, and about which unit or project."""

    made: Snapshot
    change: str
    project_id: int | None
    unit_id: int | None


def correctable(work: UnitOfWork, bulletin_id: int) -> Snapshot:
    """The frozen result of a published bulletin, as the next edition begins with it.

    Raises:
        WrongState: it is not published; a newer issue corrects it already, or is drafted; or it was frozen before
            units were kept.
    """
    bulletin = work.bulletins.get(bulletin_id)
    if bulletin.state is not BulletinState.PUBLISHED:
        raise WrongState("correction", "unpublished")
    if any(one.state is not BulletinState.DROPPED for one in work.bulletins.corrections_of(bulletin_id)):
        raise WrongState("correction", "corrected")
    frozen = work.bulletins.snapshot(bulletin.snapshot_id)
    if not frozen.units or frozen.as_of is None:
        raise WrongState("correction", "too_old")
    return replace(frozen, id=0, format=LATEST, edition=work.bulletins.last_edition(frozen.round_id) + 1)


def if_item(work: UnitOfWork, frozen: Snapshot, project: Project, item: Item, value: Right) -> Corrected:
    """One value of one project as it was on the day of the cut-off."""
    fact, right = _fact(frozen, project), set_right(project, item, value)
    new = amended(fact, right, item, _day(frozen), frozen.scheme.pace, light_rules(work))
    change = words.change(item, project.name, as_read(project, item), as_read(right, item))
    return Corrected(with_fact(frozen, new), change, project.id, fact.unit_id)


def if_retaken(work: UnitOfWork, frozen: Snapshot, about: Project | Unit, calendar: Calendar) -> Corrected:
    """What the ledger says by now of a project, or of a unit's targets."""
    if isinstance(about, Unit):
        of_day = {one.id: one for one in units_on(work, frozen.scheme, calendar, _day(frozen))}
        made = with_unit(frozen, of_day[about.id])
        return Corrected(made, texts.unit_change(about.name), None, about.id)
    fact = _fact(frozen, about)
    row = retaken(about, _day(frozen), frozen.scheme.pace, fact.excuse, light_rules(work)) or fact
    return Corrected(with_fact(frozen, row), words.retaken_change([about.name]), about.id, fact.unit_id)


def _day(frozen: Snapshot) -> date:
    """Of the cut-off."""
    assert frozen.as_of is not None, frozen.round_id  # noqa: S101 - see ``correctable``
    return frozen.as_of


def _fact(frozen: Snapshot, project: Project) -> Fact:
    """
    Raises:
        WrongState: the project is not in the result.
    """
    found = next((one for one in frozen.facts if one.project_id == project.id), None)
    if found is None:
        raise WrongState("correction", "no_project")
    return found


def correct(
    work: UnitOfWork,
    bulletin_id: int,
    done: Corrected,
    why: str,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> Bulletin:
    """Freeze the new edition under the name of ``by`` and draft the issue that tells of it; it is approved like
    any other.

    Raises:
        BadArgument: no reason.
        WrongState: see ``correctable``.
    """
    reason = " ".join(why.split())
    if not LEAST_WORDS <= len(reason) <= LONGEST:
        raise BadArgument("ruling")
    before = correctable(work, bulletin_id)
    number = max((one.number for one in before.rulings), default=0) + 1
    ruling = Ruling(number, done.unit_id or 0, done.project_id, "", True, reason, done.change)  # noqa: FBT003
    frozen = freeze(work, done.made, by, now, (*before.rulings, ruling))
    old = work.bulletins.get(bulletin_id)
    figures = figures_of(frozen, work.bulletins.last_snapshot(frozen.taken_at))
    text = texts.correction_text(old, before, figures, done.change, reason, calendar)
    drafted = work.bulletins.draft(frozen.id, calendar.today(now).year, texts.title(frozen), text, now)
    plan = work.editions.plan(bulletin_id)
    work.editions.set_plan(
        Plan(drafted.id, plan.kind, plan.since_id, groups=plan.groups, leaders=plan.leaders, units=plan.units)
    )
    work.bulletins.note_correction(drafted.id, bulletin_id, reason)
    facts = {"corrects": str(bulletin_id), "change": done.change, "why": reason}
    work.audit.note(now, by.id, "bulletin.corrected", f"bulletin:{drafted.id}", facts)
    return drafted


def follow_in_ledger(
    work: UnitOfWork, frozen: Snapshot, project: Project, item: Item, value: Right, by: Person, now: datetime
) -> bool:
    """The ledger is set right, too, if it still says what was frozen; what it has learnt since stays."""
    fact, rules = _fact(frozen, project), light_rules(work)
    if amended(fact, project, item, _day(frozen), frozen.scheme.pace, rules) != fact:
        return False
    right = set_right(project, item, value)
    found = changes(project, right)
    if found:
        work.projects.change(right, found, by.id, now)
        said = "; ".join(f"{one.field}: {one.old} → {one.new}" for one in found)
        work.audit.note(now, by.id, "project.set_right", f"project:{project.id}", {"changes": said})
    return bool(found)
