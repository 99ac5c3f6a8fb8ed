"""Who was in touch with the firm of a project, noted and taken back (联系记录). Never asked for, never ranked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from core.errors import NotAllowed, WrongState
from core.milestones.contact_words import Met
from core.milestones.model import Contact, ContactKind
from core.ports import UnitOfWork
from core.rights import Right
from core.roster.model import Person

UNDONE_WITHIN = timedelta(hours=24)
"""So long /undo takes a contact back; its button does so later, too."""
SAME_DAY = 20
"""Contacts of one project that are looked through for the same one."""


def note(work: UnitOfWork, project_id: int, met: Met, by: Person, now: datetime) -> Contact:
    """Put it on file. Of one person, project, day and kind: words complete the one without words (whatever its
    kind, if they name none), and the same words again are the same contact."""
    for one in work.contacts.of_project(project_id, SAME_DAY):
        his = one.stands and not one.message and (one.by, one.on) == (by.id, met.on)
        same = one.kind is met.kind or (met.kind is ContactKind.OTHER and not one.text)
        if not (his and same) or (one.text and met.text not in ("", one.text)):
            continue
        if met.text and not one.text:
            work.contacts.reword(one.id, met.text)
            _audit(work, one, "contact.reworded", by, now, text=met.text)
        return work.contacts.get(one.id)
    return _add(work, Contact(0, project_id, met.kind, met.on, met.text, by.id, now), by, now)


def note_said(work: UnitOfWork, message: str, said: Mapping[int, Met], by: Person, now: datetime) -> None:
    """What a report sentence tells of, by project; said again it is the same. Others stay as they are."""
    standing = {one.project_id: one for one in work.contacts.of_message(message)}
    for project_id, met in said.items():
        old = standing.get(project_id)
        if old is not None and Met(old.kind, old.on, old.text) == met:
            continue
        if old is not None:
            _void(work, old, by, now)
        _add(work, Contact(0, project_id, met.kind, met.on, met.text, by.id, now, message), by, now)


def unsay(work: UnitOfWork, message: str, by: Person, now: datetime) -> None:
    """The sentence counts no more."""
    for one in work.contacts.of_message(message):
        _void(work, one, by, now)


def may_take_back(person: Person, contact: Contact) -> bool:
    """Whoever noted it, and the office."""
    return contact.stands and (contact.by == person.id or person.may(Right.SETTINGS))


def take_back(work: UnitOfWork, contact: Contact, by: Person, now: datetime) -> None:
    """
    Raises:
        NotAllowed: it is another's.
        WrongState: it was taken back before.
    """
    if not contact.stands:
        raise WrongState("contact", "taken_back")
    if not may_take_back(by, contact):
        raise NotAllowed(Right.SETTINGS)
    _void(work, contact, by, now)


def undoable(work: UnitOfWork, person: Person, said_at: datetime | None, now: datetime) -> Contact | None:
    """The contact he noted last, if that was lately and after his last report (``said_at``)."""
    last = work.contacts.last_by(person.id)
    if last is None or now - last.noted_at > UNDONE_WITHIN or (said_at and said_at >= last.noted_at):
        return None
    return last


def last_met(work: UnitOfWork, project_id: int) -> Contact | None:
    return next((one for one in work.contacts.of_project(project_id, SAME_DAY) if one.stands), None)


def later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _add(work: UnitOfWork, contact: Contact, by: Person, now: datetime) -> Contact:
    made = work.contacts.add(contact)
    _audit(work, made, "contact.noted", by, now, text=made.text)
    return made


def _void(work: UnitOfWork, contact: Contact, by: Person, now: datetime) -> None:
    if work.contacts.take_back(contact.id, by.id, now):
        _audit(work, contact, "contact.taken_back", by, now, text=contact.text)


def _audit(work: UnitOfWork, contact: Contact, what: str, by: Person, now: datetime, *, text: str) -> None:
    facts = {
        "contact": str(contact.id),
        "kind": contact.kind.value,
        "on": contact.on.isoformat(),
        "text": text,
    }
    work.audit.note(now, by.id, what, f"project:{contact.project_id}", facts)
