"""Frozen snapshots, numbered bulletins and broadcasts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.bulletins.model import AudienceKind, BroadcastState, BulletinKind, BulletinState, Form, Part
from storage.tables.base import CHAT, MESSAGE, Base, choice
from storage.tables.types import Json


class SnapshotRow(Base):
    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("round_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    edition: Mapped[int]
    period: Mapped[str] = mapped_column(String(32))
    taken_at: Mapped[datetime] = mapped_column(index=True)  # SqlBulletins.last_snapshot
    scheme: Mapped[str]  # canonical JSON, as core.scoring.written writes it
    facts: Mapped[str]
    scores: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))


class BulletinRow(Base):
    __tablename__ = "bulletin"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("(state = 'published') = (number IS NOT NULL)", "published_has_number"),
        CheckConstraint("(state = 'draft') = (decided_at IS NULL)", "decided_has_moment"),
        Index(None, "state", "id"),  # SqlBulletins.latest
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int | None]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    title: Mapped[str]
    text: Mapped[str]
    state: Mapped[BulletinState] = mapped_column(choice(BulletinState, "state"))
    drafted_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class CorrectionRow(Base):
    """This bulletin corrects that one (更正), which stays as it was."""

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint("bulletin_id <> corrects_id", "another"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True)
    corrects_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), index=True)  # corrections_of
    why: Mapped[str]


class ArtefactRow(Base):
    """A file of an issue, or why there is none; ``file_id`` leads to its content and its SHA-256."""

    __tablename__ = "artefact"
    __table_args__ = (CheckConstraint("(file_id IS NULL) = (why <> '')", "file_or_reason"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True)
    part: Mapped[Part] = mapped_column(choice(Part, "part"), primary_key=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    shown: Mapped[bool]
    why: Mapped[str]


class PlanRow(Base):
    """What is arranged for an issue; ``pages`` are those of a meeting pack, ``chat_groups`` null: all groups."""

    __tablename__ = "bulletin_plan"
    __table_args__ = (
        CheckConstraint("(proposed_by IS NULL) = (proposed_at IS NULL)", "proposal_has_moment"),
    )

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True, autoincrement=False)
    kind: Mapped[BulletinKind] = mapped_column(choice(BulletinKind, "kind"))
    since_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))
    pages: Mapped[Any] = mapped_column(Json)
    chat_groups: Mapped[Any | None] = mapped_column(Json)
    leaders: Mapped[bool]
    units: Mapped[bool]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime | None]


class WordingRow(Base):
    """Every version of a draft's words."""

    __tablename__ = "bulletin_wording"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    said_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]


class TemplateRow(Base):
    """Every version of the office's templates; empty text: the product's own counts again."""

    __tablename__ = "bulletin_template"
    __table_args__ = (Index(None, "form", "id"),)  # SqlTemplates.versions

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[Form] = mapped_column(choice(Form, "form"))
    text: Mapped[str]
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]


class BroadcastRow(Base):
    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    audience_kind: Mapped[AudienceKind] = mapped_column(choice(AudienceKind, "audience_kind"))
    audience_value: Mapped[str]
    state: Mapped[BroadcastState] = mapped_column(
        choice(BroadcastState, "state"), index=True
    )  # broadcasts_in
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    unreachable: Mapped[int]
    chat: Mapped[str] = mapped_column(CHAT)
    message_id: Mapped[str] = mapped_column(MESSAGE)
    done_at: Mapped[datetime | None]
