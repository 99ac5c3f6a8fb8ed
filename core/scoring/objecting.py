"""A unit objects to a result before it is frozen; the office decides, with a reason (异议与裁定)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.calendar import Calendar
from core.errors import BadArgument, WrongState
from core.figures.effects import changes
from core.ports import UnitOfWork
from core.roster.light_setting import light_rules
from core.roster.model import Person, Project
from core.rounds.tell import tell_office
from core.scoring.amend import Item, Right, amended, as_read, retaken, set_right
from core.scoring.excuse import Excuse, ExcuseKind, ExcuseState, in_force
from core.scoring.excusing import LEAST_WORDS, ask_excuse, decide_excuse
from core.scoring.freeze import units_on
from core.scoring.model import Snapshot
from core.scoring.occasion import working_days
from core.scoring.preview import Objection, ObjectionState, Preview, PreviewState, with_fact, with_unit
from core.scoring.previewing import changed, key_of, show_again, tell
from core.scoring.speakers import speakers
from core.texts import previews as texts

LONGEST = 500
"""Characters of an objection or a reason."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What accepting would do, before anybody confirms it. ``change``: as people read it."""

    made: Snapshot
    change: str


def put_objection(
    work: UnitOfWork, said: Objection, by: Person, calendar: Calendar, now: datetime
) -> Objection:
    """Keep it (its id is ignored) and tell the office.

    Raises:
        WrongState: the window is over.
        BadArgument: it says nothing, or a novel.
    """
    preview = work.previews.get(said.preview_id)
    if not preview.takes(now):
        raise WrongState("preview", "over")
    words = " ".join(said.text.split())
    if not LEAST_WORDS <= len(words) <= LONGEST:
        raise BadArgument("objection")
    made = work.previews.object(replace(said, text=words))
    facts = {
        "unit": str(made.unit_id),
        "code": made.code,
        "project": str(made.project_id or ""),
        "text": words,
    }
    work.audit.note(now, by.id, "objection.made", f"objection:{made.id}", facts)
    card = texts.objection(made, unit_name(preview, made.unit_id), by, project_of(work, made), 0, calendar)
    tell_office(work, f"objection:{made.id}", card, calendar, now)
    return made


def withdraw(work: UnitOfWork, objection_id: int, by: Person, now: datetime) -> Objection:
    """
    Raises:
        WrongState: it was decided before.
    """
    gone = work.previews.decide(objection_id, ObjectionState.WITHDRAWN, None, now)
    if gone is None:
        raise WrongState("objection", work.previews.objection(objection_id).state.value)
    work.audit.note(now, by.id, "objection.withdrawn", f"objection:{objection_id}", {})
    return gone


def refuse(
    work: UnitOfWork, objection_id: int, reason: str, by: Person, calendar: Calendar, now: datetime
) -> Objection:
    """不采纳, with a reason that the unit hears.

    Raises:
        BadArgument: no reason.
        WrongState: it was decided before.
    """
    words = " ".join(reason.split())
    if not LEAST_WORDS <= len(words) <= LONGEST:
        raise BadArgument("ruling")
    return _decided(work, objection_id, ObjectionState.REFUSED, by, words, "", calendar, now)


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
        with_fact(preview.made, fact._replace(excuse=kind.value)), texts.excused_change(kind, fact.name)
    )


def accept(
    work: UnitOfWork, objection_id: int, outcome: Outcome, by: Person, calendar: Calendar, now: datetime
) -> Objection:
    """采纳: the result becomes what was shown; whoever's place changed sees it.

    Raises:
        WrongState: it was decided, or the result was signed, before.
    """
    objection = work.previews.objection(objection_id)
    before = work.previews.get(objection.preview_id)
    if before.state is not PreviewState.OPEN:
        raise WrongState("preview", before.state.value)
    work.previews.change(before.id, outcome.made)
    done = _decided(work, objection_id, ObjectionState.ACCEPTED, by, "", outcome.change, calendar, now)
    after = work.previews.get(before.id)
    show_again(work, after, changed(before.made, after.made), calendar, now)
    return done


def set_in_ledger(
    work: UnitOfWork, objection: Objection, item: Item, value: Right, by: Person, now: datetime
) -> None:
    """The ledger follows, with old and new value, if it does not say so already."""
    project = need_project(work, objection)
    right = set_right(project, item, value)
    found = changes(project, right)
    if found:
        work.projects.change(right, found, by.id, now)
        said = "; ".join(f"{one.field}: {one.old} → {one.new}" for one in found)
        facts = {"project": project.code, "objection": str(objection.id), "changes": said}
        work.audit.note(now, by.id, "project.set_right", f"project:{project.id}", facts)


def grant_for(
    work: UnitOfWork,
    objection: Objection,
    kind: ExcuseKind,
    reason: str,
    until_on: date,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> Excuse:
    """Asked by whoever objected, granted by the office, in force since the cut-off."""
    preview = work.previews.get(objection.preview_id)
    about: Project | int = need_project(work, objection) if objection.project_id else objection.unit_id
    asker = work.people.get(objection.person_id)
    asked = ask_excuse(
        work, kind, about, reason, until_on, asker, calendar.today(now), now, since_on=day_of(preview)
    )
    return decide_excuse(work, asked.id, ExcuseState.GRANTED, by, now)


def extend(
    work: UnitOfWork, preview_id: int, days: int, why: str, by: Person, calendar: Calendar, now: datetime
) -> Preview:
    """More time for everybody, once, with a reason.

    Raises:
        BadArgument: no reason.
        WrongState: it was extended, or signed, before.
    """
    words = " ".join(why.split())
    if not LEAST_WORDS <= len(words) <= LONGEST:
        raise BadArgument("ruling")
    preview = work.previews.get(preview_id)
    closes_at = working_days(calendar, max(preview.closes_at, now), days)
    if not work.previews.extend(preview_id, closes_at, by.id, words):
        raise WrongState("preview", "extended" if preview.extended_by else preview.state.value)
    facts = {"until": closes_at.isoformat(), "why": words}
    work.audit.note(now, by.id, "preview.extended", f"preview:{preview_id}", facts)
    extended = work.previews.get(preview_id)
    show_again(work, extended, [score.unit_id for score in extended.made.scores], calendar, now)
    return extended


def _decided(
    work: UnitOfWork,
    objection_id: int,
    state: ObjectionState,
    by: Person,
    reason: str,
    change: str,
    calendar: Calendar,
    now: datetime,
) -> Objection:
    done = work.previews.decide(objection_id, state, by.id, now, reason, change)
    if done is None:
        raise WrongState("objection", work.previews.objection(objection_id).state.value)
    facts = {"reason": reason, "change": change}
    work.audit.note(now, by.id, f"objection.{state.value}", f"objection:{done.id}", facts)
    preview = work.previews.get(done.preview_id)
    card = texts.ruling(done, unit_name(preview, done.unit_id), by)
    key = f"{key_of(preview.id, done.unit_id)}:ruling:{done.id}"
    for person in speakers(work).get(done.unit_id, ()):
        tell(work, person, key, card, preview, calendar, now)
    return done


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


def unit_name(preview: Preview, unit_id: int) -> str:
    return next(score.unit for score in preview.made.scores if score.unit_id == unit_id)
