"""Publish or drop a draft; only a named person does (通报审签)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from core.bulletins.approving import check_ready, check_second
from core.bulletins.model import Bulletin, BulletinState
from core.bulletins.parts import file_card
from core.bulletins.showing import copies
from core.bulletins.target_values import Targets
from core.bulletins.targets import targets_of
from core.calendar import Calendar
from core.chat import Card
from core.delivery.model import Kind, Letter, Posted, State
from core.errors import WrongState
from core.ports import UnitOfWork
from core.roster.model import Person
from core.texts import bulletin as texts


def publish(
    work: UnitOfWork, bulletin_id: int, by: Person, calendar: Calendar, now: datetime
) -> tuple[Bulletin, Targets]:
    """Number the draft and send it to everybody chosen, its text and then its files; nothing published is edited.

    Returns:
        The bulletin and to whom it goes.

    Raises:
        WrongState: it was decided before (pressed twice, or by a colleague), goes to nobody, its files are still
            being made, or a second person is wanted first.
    """
    plan = work.editions.plan(bulletin_id)
    check_ready(work, work.bulletins.get(bulletin_id))
    check_second(work, plan, by)
    published = _decide(work, bulletin_id, BulletinState.PUBLISHED, by, now)
    targets = targets_of(work, plan)
    _redraw_drafts(work, published, by, targets, now)
    for letter in letters(work, published, calendar, now):
        work.outbox.put(letter)
    return published, targets


def letters(work: UnitOfWork, published: Bulletin, calendar: Calendar, now: datetime) -> list[Letter]:
    """One issue to everybody chosen: text, picture, files; in this order for each. People are left in peace at night."""
    batch = f"bulletin:{published.id}"
    targets = targets_of(work, work.editions.plan(published.id))
    parts = [one for one in work.bulletins.parts(published.id) if one.file is not None]
    files = {f":{one.part.value}": file_card(one) for one in parts}
    title, due_at = texts.numbered(published), calendar.next_speaking(now)
    cards = {"": Card(published.text, title=title)} | files
    found = [
        Letter(f"{batch}:group:{group.id}{what}", Kind.BULLETIN, group.address, card, now, batch=batch)
        for group in targets.groups
        for what, card in cards.items()
    ]
    for one in targets.readers:
        own = {"": Card(one.page, title=title)} if one.page else cards
        found += [
            Letter(f"{batch}:person:{one.person.id}{what}", Kind.BULLETIN, one.address, card, due_at, None,
                   one.person.id, batch)
            for what, card in own.items()
        ]  # fmt: skip
    return found


def send_again(work: UnitOfWork, bulletin_id: int, by: Person, calendar: Calendar, now: datetime) -> int:
    """What did not get to a group or a person leaves once more, alone; how many letters.

    Raises:
        WrongState: it is not published.
    """
    published = work.bulletins.get(bulletin_id)
    if published.state is not BulletinState.PUBLISHED:
        raise WrongState("bulletin", published.state.value)
    whole = {letter.key: letter for letter in letters(work, published, calendar, now)}
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
    _redraw_drafts(work, dropped, by, Targets(), now)
    return dropped


def drop_older(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> list[Bulletin]:
    """Put aside the older drafts that this one takes the place of; they stay on file."""
    return [drop(work, one.id, by, now) for one in work.editions.superseded(bulletin_id)]


def _redraw_drafts(work: UnitOfWork, bulletin: Bulletin, by: Person, targets: Targets, now: datetime) -> None:
    """Everybody in the office sees in his own copies what was decided, and has no buttons any more."""
    card = texts.decided(bulletin, by, len(targets.groups), len(targets.readers))
    for posted in copies(work, bulletin.id):
        again = f"{posted.key}:decided"
        work.outbox.put(Letter(again, Kind.EDIT, posted.to, card, now, edits=posted.key))


def _decide(work: UnitOfWork, bulletin_id: int, state: BulletinState, by: Person, now: datetime) -> Bulletin:
    before = work.bulletins.get(bulletin_id)
    decided = work.bulletins.decide(bulletin_id, state, by.id, now)
    if decided is None:
        raise WrongState("bulletin", before.state.value)
    facts = {"title": decided.title, "sha256": hashlib.sha256(decided.text.encode()).hexdigest()}
    work.audit.note(now, by.id, f"bulletin.{state.value}", f"bulletin:{bulletin_id}", facts)
    return decided
