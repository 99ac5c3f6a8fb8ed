"""Excuses, monthly targets and the tree of units that share a target."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.scoring.excuse import ExcuseKind, ExcuseState
from core.scoring.service_counts import Entered
from storage.tables.base import MONEY, Base, choice


class ExcuseRow(Base):
    """What leaves the denominators for a while, who asked and who decided."""

    __tablename__ = "excuse"
    __table_args__ = (
        CheckConstraint("(project_id IS NULL) <> (unit_id IS NULL)", "about_one"),
        CheckConstraint("until_on >= since_on", "ends_after_start"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", "decision_has_moment"),
        Index(None, "state", "id"),  # SqlExcuses.in_state
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ExcuseKind] = mapped_column(choice(ExcuseKind, "kind"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    reason: Mapped[str]
    since_on: Mapped[date]
    until_on: Mapped[date]
    state: Mapped[ExcuseState] = mapped_column(choice(ExcuseState, "state"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class MonthTargetRow(Base):
    """One month of a unit's target; 重大项目 in hundredths of a 折算项目."""

    __tablename__ = "month_target"
    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", "month"),
        CheckConstraint("signed_yuan >= 0 AND arrived_yuan >= 0 AND major >= 0", "not_negative"),
    )

    year: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
    signed_yuan: Mapped[int | None] = mapped_column(MONEY)
    arrived_yuan: Mapped[int | None] = mapped_column(MONEY)
    major: Mapped[int | None]


class UnitEntryRow(Base):
    """What the office entered for a unit's score, whence, and who; the latest counts."""

    __tablename__ = "unit_entry"
    __table_args__ = (
        CheckConstraint("part >= 0 AND whole >= 0", "not_negative"),
        CheckConstraint("source <> ''", "has_source"),
        Index(None, "year", "id"),  # SqlTargetPlans.entries
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[Entered] = mapped_column(choice(Entered, "kind"))
    part: Mapped[int]
    whole: Mapped[int]
    source: Mapped[str]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]


class UnitAboveRow(Base):
    """The unit whose target is broken down to this one (上级单位)."""

    __tablename__ = "unit_above"
    __table_args__ = (CheckConstraint("unit_id <> above_id", "another"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    above_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
