"""Publish or drop a draft; only a named person does (通报审签)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.bulletins.model import Bulletin, BulletinState, Part
from core.bulletins.parts import draft_key, file_card
from core.chat import Card
from core.delivery.model import Kind, Letter, Posted, State
from core.errors import WrongState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person
from core.texts import bulletin as texts

DRAFTS = 20
"""More than ever wait at once."""


def publish(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> tuple[Bulletin, int]:
    """Number the draft and post it to every bound group, its text and then its files; nothing published is edited.

    Returns:
        The bulletin and the number of groups it goes to.

    Raises:
        WrongState: it was decided before (pressed twice, or by a colleague), there is no group, or its files
            are still being made.
    """
    groups = work.groups.bound()
    if not groups:
        raise WrongState("groups", "none")
    published = _decide(work, bulletin_id, BulletinState.PUBLISHED, by, now)
    parts = work.bulletins.parts(bulletin_id)
    if len(parts) < len(Part) or any(one.number != published.number for one in parts):
        raise WrongState("parts", "waiting")
    _redraw_drafts(work, published, by, len(groups), now)
    for letter in letters(work, published, now):
        work.outbox.put(letter)
    for other in work.bulletins.latest(BulletinState.DRAFT, DRAFTS):
        work.bulletins.forget_parts(other.id)  # they showed the number that is taken now
    return published, len(groups)


def letters(work: UnitOfWork, published: Bulletin, now: datetime) -> list[Letter]:
    """One issue to every bound group: text, picture, files; in this order for each."""
    batch = f"bulletin:{published.id}"
    parts = [one for one in work.bulletins.parts(published.id) if one.file is not None]
    cards = {"": Card(published.text, title=texts.numbered(published))}
    cards |= {f":{one.part.value}": file_card(one) for one in parts}
    return [
        Letter(f"{batch}:group:{group.id}{what}", Kind.BULLETIN, group.address, card, now, None, None, batch)
        for group in work.groups.bound()
        for what, card in cards.items()
    ]


def send_again(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> int:
    """What did not get to a group leaves once more, alone; how many letters.

    Raises:
        WrongState: it is not published.
    """
    published = work.bulletins.get(bulletin_id)
    if published.state is not BulletinState.PUBLISHED:
        raise WrongState("bulletin", published.state.value)
    whole = {letter.key: letter for letter in letters(work, published, now)}
    count = 0
    for posted in unsent(work, published):
        first = posted.key.partition("#")[0]
        again = f"{first}#{posted.id}"
        if first in whole and work.outbox.put(replace(whole[first], key=again)):
            count += 1
    work.audit.note(now, by.id, "bulletin.repeated", f"bulletin:{bulletin_id}", {"letters": str(count)})
    return count


def unsent(work: UnitOfWork, published: Bulletin) -> list[Posted]:
    """Letters that did not leave and have not been repeated."""
    batch = f"bulletin:{published.id}"
    failed = [*work.outbox.listed(State.FAILED, 100, batch), *work.outbox.listed(State.EXPIRED, 100, batch)]
    return [one for one in failed if work.outbox.find(f"{one.key.partition('#')[0]}#{one.id}") is None]


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


def _decide(work: UnitOfWork, bulletin_id: int, state: BulletinState, by: Person, now: datetime) -> Bulletin:
    before = work.bulletins.get(bulletin_id)
    decided = work.bulletins.decide(bulletin_id, state, by.id, now)
    if decided is None:
        raise WrongState("bulletin", before.state.value)
    work.audit.note(
        now, by.id, f"bulletin.{state.value}", f"bulletin:{bulletin_id}", {"title": decided.title}
    )
    return decided
