"""What came in, what must leave, and the brakes between."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.chat import Channel
from core.delivery.model import Kind, State
from storage.tables.base import CHAT, LONG_ID, MESSAGE, Base, choice
from storage.tables.types import Json


class Waiting(StrEnum):
    """What became of an update."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    PARKED = "parked"


def _index(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, postgresql_where=text(where), sqlite_where=text(where))


class InboxRow(Base):
    """A raw update. Committed before the service is told that we have it."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "update_id"),
        # SqlInbox.take: is an earlier one of this lane still waiting?
        _index("ix_inbox_lane_waiting", "lane", "id", where="state = 'waiting'"),
        _index("ix_inbox_waiting", "id", where="state = 'waiting'"),  # SqlInbox.waiting
        _index("ix_inbox_parked", "id", where="state = 'parked'"),  # SqlInbox.parked
    )

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    update_id: Mapped[str] = mapped_column(MESSAGE)
    lane: Mapped[str] = mapped_column(String(128))
    body: Mapped[str]
    received_at: Mapped[datetime]
    state: Mapped[Waiting] = mapped_column(choice(Waiting, "state"))
    tries: Mapped[int]
    why: Mapped[str]
    settled_at: Mapped[datetime | None]


class OutboxRow(Base):
    """A letter. Written with the change that caused it.

    ``turn_at`` is its place in the queue of its chat and lane: the first due moment. A retry moves
    ``due_at`` only, so nothing overtakes it; a letter for tomorrow holds up nothing today.
    ``owner`` and ``lease_until`` are those of the last claim.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("lane BETWEEN 0 AND 3", "lane"),
        CheckConstraint(
            "state <> 'sending' OR (owner <> '' AND lease_until IS NOT NULL)", "sending_has_owner"
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", "sent_has_moment"),
        CheckConstraint("tries >= 0 AND doubts >= 0", "counts"),
        _index("ix_outbox_queue", "lane", "turn_at", "id", where="state = 'pending'"),  # claim, expire
        # claim: is another of this chat and lane before it?
        _index("ix_outbox_chat", "channel", "chat", "lane", where="state IN ('pending', 'sending')"),
        # lapsed, listed, depth
        _index("ix_outbox_state", "state", "id", where="state NOT IN ('sent', 'cancelled', 'expired')"),
        _index("ix_outbox_message", "channel", "chat", "message_id", where="message_id <> ''"),  # card_at
        _index("ix_outbox_batch", "batch", "state", where="batch <> ''"),  # count, listed, cancel
        _index("ix_outbox_person", "person_id", "due_at", where="lane IN (1, 2)"),  # unasked
    )

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    lane: Mapped[int] = mapped_column(SmallInteger)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    chat: Mapped[str] = mapped_column(CHAT)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    card: Mapped[Any] = mapped_column(Json)
    batch: Mapped[str] = mapped_column(String(64))
    edits: Mapped[str] = mapped_column(String(200))
    edits_message: Mapped[str] = mapped_column(MESSAGE)
    turn_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(choice(State, "state"))
    owner: Mapped[str] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    tries: Mapped[int]
    doubts: Mapped[int]
    message_id: Mapped[str] = mapped_column(MESSAGE)
    why: Mapped[str]
    sent_at: Mapped[datetime | None]


class HandleRow(Base):
    """How a message of ours can be changed later, where the service wants to be told."""

    __tablename__ = "handle"
    __table_args__ = (Index(None, "channel", "chat", "sent_at"),)  # SqlHandles.last

    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"), primary_key=True)
    chat: Mapped[str] = mapped_column(CHAT, primary_key=True)
    message_id: Mapped[str] = mapped_column(MESSAGE, primary_key=True)
    sent_at: Mapped[datetime]
    code: Mapped[str]
    code_until: Mapped[datetime | None]
    spent_on: Mapped[str] = mapped_column(String(200))
    newer: Mapped[str] = mapped_column(MESSAGE)
    recalls: Mapped[Any] = mapped_column(Json)
    numbered: Mapped[bool]


class GateRow(Base):
    """``next_at``: theoretical arrival time of the GCRA; ``closed_until``: the service said stop."""

    __tablename__ = "gate"

    scope: Mapped[str] = mapped_column(String(96), primary_key=True)
    closed_until: Mapped[datetime | None]
    next_at: Mapped[datetime | None]


class LeaseRow(Base):
    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
