"""Accountability cases and their steps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.scoring.cases import CaseState, Link, Subject
from storage.tables.base import Base, choice


class CaseRow(Base):
    """One unit or person and one quarter; what a person decided about it."""

    __tablename__ = "accountability"
    __table_args__ = (
        UniqueConstraint("subject", "subject_id", "quarter"),
        CheckConstraint("(state = 'draft') = (decided_at IS NULL)", "decision_has_moment"),
        CheckConstraint("(state = 'draft') = (decided_by IS NULL)", "decision_has_person"),
        Index(None, "state", "id"),  # SqlCases.in_state
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[Subject] = mapped_column(choice(Subject, "subject"))
    subject_id: Mapped[int]
    name: Mapped[str]
    quarter: Mapped[str] = mapped_column(String(8))
    state: Mapped[CaseState] = mapped_column(choice(CaseState, "state"))
    why: Mapped[str]
    evidence: Mapped[str]  # canonical JSON, as core.scoring.evidence writes it
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]


class StepRow(Base):
    """One link of a case as it was done, by a named person."""

    __tablename__ = "accountability_step"
    __table_args__ = (
        UniqueConstraint("case_id", "link"),  # also SqlCases.steps
        CheckConstraint("(follow_up_on IS NULL) = (promise = '')", "promise_has_day"),
        Index(None, "follow_up_on"),  # SqlCases.to_follow_up
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("accountability.id"))
    link: Mapped[Link] = mapped_column(choice(Link, "link"))
    level: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    promise: Mapped[str]
    follow_up_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
