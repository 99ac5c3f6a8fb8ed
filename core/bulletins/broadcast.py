"""A message of the office to chosen people or groups (广播): preview, confirm, progress, summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.bulletins.model import Audience, AudienceKind, Broadcast, BroadcastState
from core.bulletins.take_back import reached_wecom
from core.calendar import Calendar
from core.chat import Address, Card, Channel
from core.delivery.model import Kind, Letter, State
from core.errors import WrongState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person, hears
from core.texts import broadcasts as texts

OPEN_STATES = (State.PENDING, State.SENDING)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Addresses to write to, each with its person (None: a group), and people nobody can deliver to."""

    reachable: tuple[tuple[Address, int | None], ...]
    unreachable: tuple[Person, ...]


def prepare(
    work: UnitOfWork, text: str, audience: Audience, by: Person, now: datetime
) -> tuple[Broadcast, Recipients]:
    """Keep it as a preview; nothing leaves yet."""
    recipients = recipients_of(work, audience)
    made = work.bulletins.add_broadcast(text, audience, by.id, now)
    made = replace(made, unreachable=len(recipients.unreachable))
    work.bulletins.change_broadcast(made)
    return made, recipients


def recipients_of(work: UnitOfWork, audience: Audience) -> Recipients:
    if audience.kind is AudienceKind.GROUPS:
        return Recipients(tuple((group.address, None) for group in work.groups.bound()), ())
    people = _people(work, audience)
    accounts = work.people.accounts([person.id for person in people])
    working = {i: account for i, account in accounts.items() if hears(account)}
    reachable = tuple((working[p.id].address, p.id) for p in people if p.id in working)
    return Recipients(reachable, tuple(p for p in people if p.id not in working))


def _people(work: UnitOfWork, audience: Audience) -> Sequence[Person]:
    if audience.kind is AudienceKind.LEADERS:
        return work.people.with_role(Role.LEADER)
    if audience.kind is AudienceKind.ROLE:
        return work.people.with_role(Role(audience.value))
    people = [person for person in work.people.all() if person.active]
    if audience.kind is AudienceKind.UNIT:
        return [person for person in people if str(person.unit_id) == audience.value]
    return people


def send(
    work: UnitOfWork,
    broadcast_id: int,
    chat: str,
    message_id: str,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> tuple[Broadcast, int]:
    """The office confirmed: one letter per recipient, outside quiet hours; how many.

    Raises:
        WrongState: confirmed or dropped before.
    """
    broadcast = _in_preview(work, broadcast_id)
    due_at = calendar.next_speaking(now)
    card = Card(broadcast.text, title=texts.title())
    recipients = recipients_of(work, broadcast.audience)
    for address, person_id in recipients.reachable:
        key = f"broadcast:{broadcast.id}:{address.channel}:{address.chat}"
        batch = f"broadcast:{broadcast.id}"
        work.outbox.put(Letter(key, Kind.BROADCAST, address, card, due_at, None, person_id, batch))
    state = BroadcastState.SENDING if recipients.reachable else BroadcastState.DONE
    changed = replace(
        broadcast, state=state, chat=chat, message_id=message_id, unreachable=len(recipients.unreachable)
    )
    work.bulletins.change_broadcast(changed)
    facts = {"recipients": str(len(recipients.reachable)), "audience": broadcast.audience.kind.value}
    work.audit.note(now, by.id, "broadcast.sent", f"broadcast:{broadcast.id}", facts)
    return changed, len(recipients.reachable)


def drop_broadcast(work: UnitOfWork, broadcast_id: int) -> None:
    """Put a preview aside.

    Raises:
        WrongState: confirmed or dropped before.
    """
    work.bulletins.change_broadcast(replace(_in_preview(work, broadcast_id), state=BroadcastState.DROPPED))


def follow_progress(work: UnitOfWork, broadcast_id: int, now: datetime) -> None:
    """Let the office's message show how far it is; the last time with the failures by name."""
    broadcast = work.bulletins.broadcast(broadcast_id)
    batch = f"broadcast:{broadcast.id}"
    counts = work.outbox.count(batch)
    left = sum(counts.get(state, 0) for state in OPEN_STATES)
    posted = [*work.outbox.listed(State.FAILED, 20, batch), *work.outbox.listed(State.UNCERTAIN, 20, batch)]
    failed = [(work.people.get(p.person_id).name if p.person_id else p.to.chat, p) for p in posted]
    to_take_back = not left and reached_wecom(work, broadcast.id)
    card = texts.progress(broadcast, counts, left, failed, to_take_back=to_take_back)
    channel, _, chat = broadcast.chat.partition(":")
    edition = f"broadcast:{broadcast.id}:progress:{sum(counts.values()) - left}:{left}"
    address = Address(Channel(channel), chat)
    work.outbox.put(
        Letter(
            edition,
            Kind.EDIT,
            address,
            card,
            now,
            None,
            broadcast.made_by,
            edits_message=broadcast.message_id,
        )
    )
    if not left:
        work.bulletins.change_broadcast(replace(broadcast, state=BroadcastState.DONE, done_at=now))


def _in_preview(work: UnitOfWork, broadcast_id: int) -> Broadcast:
    broadcast = work.bulletins.broadcast(broadcast_id)
    if broadcast.state is not BroadcastState.PREVIEW:
        raise WrongState("broadcast", broadcast.state.value)
    return broadcast
