"""Changes of stage and plan that wait for the office, and contacts with firms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.milestones.model import ContactKind, RequestKind, RequestState
from storage.tables.base import Base, choice
from storage.tables.types import Json


class ChangeRequestRow(Base):
    """Who wants what, why, and what the office made of it."""

    __tablename__ = "change_request"
    __table_args__ = (
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", "decision_has_moment"),
        Index(None, "state", "id"),  # SqlRequests.in_state
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    kind: Mapped[RequestKind] = mapped_column(choice(RequestKind, "kind"))
    wanted: Mapped[Any] = mapped_column(Json)
    reason: Mapped[str]
    state: Mapped[RequestState] = mapped_column(choice(RequestState, "state"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class ContactRow(Base):
    """Who was in touch with the firm of a project, when and how; taken back is kept."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("(taken_back_by IS NULL) = (taken_back_at IS NULL)", "taken_back_by_somebody"),
        Index(None, "project_id", "on"),  # SqlContacts.of_project, last_on
        Index(None, "by", "id"),  # SqlContacts.last_by
        Index(None, "message"),  # SqlContacts.of_message
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind, "kind"))
    on: Mapped[date]
    text: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]
    message: Mapped[str]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_back_at: Mapped[datetime | None]
