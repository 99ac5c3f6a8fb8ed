"""Changes of stage and plan that wait for the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.milestones.model import RequestKind, RequestState
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
