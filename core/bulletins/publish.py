"""Publish or drop a draft; only a named person does (通报审签)."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.model import Bulletin, BulletinState
from core.chat import Card
from core.delivery.model import Kind, Letter
from core.errors import WrongState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person
from core.texts import bulletin as texts


def publish(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> tuple[Bulletin, int]:
    """Number the draft and post it to every bound group; a published one is never edited.

    Returns:
        The bulletin and the number of groups it goes to.

    Raises:
        WrongState: it was decided before (pressed twice, or by a colleague), or there is no group.
    """
    groups = work.groups.bound()
    if not groups:
        raise WrongState("groups", "none")
    published = _decide(work, bulletin_id, BulletinState.PUBLISHED, by, now)
    card = Card(published.text, title=texts.numbered(published))
    _redraw_drafts(work, published, by, len(groups), now)
    for group in groups:
        key = f"bulletin:{published.id}:group:{group.id}"
        batch = f"bulletin:{published.id}"
        work.outbox.put(Letter(key, Kind.BULLETIN, group.address, card, now, None, None, batch))
    return published, len(groups)


def drop(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> Bulletin:
    """Put a draft aside; it stays on file.

    Raises:
        WrongState: it was decided before.
    """
    dropped = _decide(work, bulletin_id, BulletinState.DROPPED, by, now)
    _redraw_drafts(work, dropped, by, 0, now)
    return dropped


def _redraw_drafts(work: UnitOfWork, bulletin: Bulletin, by: Person, groups: int, now: datetime) -> None:
    """Everybody in the office sees in his own copy what was decided, and has no buttons any more."""
    card = texts.decided(bulletin, by, groups)
    for person in work.people.with_role(Role.OFFICE):
        key = draft_key(bulletin.id, person.id)
        posted = work.outbox.find(key)
        if posted is not None:
            work.outbox.put(Letter(f"{key}:decided", Kind.EDIT, posted.to, card, now, edits=key))


def draft_key(bulletin_id: int, person_id: int) -> str:
    """The key of the letter that showed a draft to somebody of the office; see ``tell_office``."""
    return f"bulletin:{bulletin_id}:draft:{person_id}"


def _decide(work: UnitOfWork, bulletin_id: int, state: BulletinState, by: Person, now: datetime) -> Bulletin:
    before = work.bulletins.get(bulletin_id)
    decided = work.bulletins.decide(bulletin_id, state, by.id, now)
    if decided is None:
        raise WrongState("bulletin", before.state.value)
    work.audit.note(
        now, by.id, f"bulletin.{state.value}", f"bulletin:{bulletin_id}", {"title": decided.title}
    )
    return decided
