"""Groups, open questions, the office's settings and the audit chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.chat import Channel
from core.dialogue import Topic
from storage.tables.base import CHAT, LONG_ID, MESSAGE, Base, choice
from storage.tables.types import Json


class GroupRow(Base):
    __tablename__ = "chat_group"  # "group" is a reserved word
    __table_args__ = (UniqueConstraint("channel", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    chat: Mapped[str] = mapped_column(CHAT)
    title: Mapped[str]
    seen_at: Mapped[datetime]
    bound_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    bound_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class UploadRow(Base):
    """A link to hand in one file over the web; only the hash of its token is here."""

    __tablename__ = "upload_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    chat: Mapped[str] = mapped_column(CHAT)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DialogueRow(Base):
    """At most one open question per person: the key says so."""

    __tablename__ = "dialogue"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    topic: Mapped[Topic] = mapped_column(choice(Topic, "topic"))
    data: Mapped[Any] = mapped_column(Json)
    expires_at: Mapped[datetime]
    message_id: Mapped[str] = mapped_column(MESSAGE)


class SettingRow(Base):
    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str]


class AuditRow(Base):
    """Append only: triggers in the migration deny UPDATE and DELETE; ``before`` unique: no forks.

    ``seal`` is the HMAC of ``digest``, empty if no key was configured when the entry was written.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int | None]  # no foreign key: the trail outlives what it speaks of
    action: Mapped[str]
    subject: Mapped[str]
    facts: Mapped[Any] = mapped_column(Json)
    before: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
