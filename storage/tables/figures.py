"""Figures between the person who reports them and the office that confirms them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.figures.model import Field, FigureState
from storage.tables.base import LONG_ID, Base, choice


class FigureRow(Base):
    """One value of one report; who decided about it and what is kept for good."""

    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint("report_id", "field"),  # also SqlFigures.of_reports
        CheckConstraint(
            "(state IN ('confirmed', 'refused')) = (decided_at IS NOT NULL)", "decision_has_moment"
        ),
        CheckConstraint("state <> 'confirmed' OR decided <> ''", "confirmed_has_value"),
        Index(None, "state", "id"),  # SqlFigures.waiting
        Index(None, "project_id", "field", "id"),  # SqlFigures.last
    )

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    field: Mapped[Field] = mapped_column(choice(Field, "field"))
    value: Mapped[str]
    old: Mapped[str]
    quote: Mapped[str]
    state: Mapped[FigureState] = mapped_column(choice(FigureState, "state"))
    said_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
    decided: Mapped[str]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]
