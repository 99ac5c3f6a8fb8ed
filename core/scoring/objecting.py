"""A unit objects to a result before it is frozen; the office decides, with a reason (异议与裁定)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.calendar import Calendar
from core.errors import BadArgument, WrongState
from core.figures.effects import changes
from core.ports import UnitOfWork
from core.roster.model import Person, Project
from core.rounds.tell import tell_office
from core.scoring.amend import Item, Right, set_right
from core.scoring.excuse import Excuse, ExcuseKind, ExcuseState
from core.scoring.excusing import LEAST_WORDS, ask_excuse, decide_excuse
from core.scoring.occasion import working_days
from core.scoring.outcomes import Outcome, day_of, need_project, project_of
from core.scoring.preview import Objection, ObjectionState, Preview, PreviewState
from core.scoring.previewing import changed, key_of, show_again, tell
from core.scoring.speakers import speakers
from core.texts import objections as texts

LONGEST = 500
"""Characters of an objection or a reason."""


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


def unit_name(preview: Preview, unit_id: int) -> str:
    return next(score.unit for score in preview.made.scores if score.unit_id == unit_id)
