"""Results before they are frozen, and what the units object to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.scoring.preview import ObjectionState, PreviewState
from storage.tables.base import Base, choice


class PreviewRow(Base):
    """One round's result while the units look at it; the snapshot is made from it."""

    __tablename__ = "preview"
    __table_args__ = (
        CheckConstraint("(extended_by IS NULL) = (extended_why = '')", "extension_has_reason"),
        Index(None, "state", "id"),  # SqlPreviews.open_ids
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    period: Mapped[str] = mapped_column(String(32))
    taken_at: Mapped[datetime]
    scheme: Mapped[str]  # canonical JSON, as core.scoring.written writes it
    facts: Mapped[str]
    scores: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[PreviewState] = mapped_column(choice(PreviewState, "state"))
    extended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    extended_why: Mapped[str]


class ObjectionRow(Base):
    """What somebody of a unit says is wrong, and what a named person decided."""

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint(
            "(state IN ('accepted', 'refused')) = (decided_by IS NOT NULL)", "decision_has_person"
        ),
        CheckConstraint("state <> 'refused' OR reason <> ''", "refusal_has_reason"),
        Index(None, "preview_id", "id"),  # SqlPreviews.objections
        Index(None, "state", "id"),  # SqlPreviews.waiting
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    preview_id: Mapped[int] = mapped_column(ForeignKey("preview.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str] = mapped_column(String(16))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    text: Mapped[str]
    said_at: Mapped[datetime]
    state: Mapped[ObjectionState] = mapped_column(choice(ObjectionState, "state"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]
    change: Mapped[str]
