"""Publish or drop a draft; only a named person does (通报审签)."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.model import Bulletin, BulletinState
from core.chat import Card
from core.delivery.model import Kind, Letter
from core.errors import WrongState
from core.ports import UnitOfWork
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
    return _decide(work, bulletin_id, BulletinState.DROPPED, by, now)


def _decide(work: UnitOfWork, bulletin_id: int, state: BulletinState, by: Person, now: datetime) -> Bulletin:
    before = work.bulletins.get(bulletin_id)
    decided = work.bulletins.decide(bulletin_id, state, by.id, now)
    if decided is None:
        raise WrongState("bulletin", before.state.value)
    work.audit.note(
        now, by.id, f"bulletin.{state.value}", f"bulletin:{bulletin_id}", {"title": decided.title}
    )
    return decided
