"""The ledger: projects, what changed in them, who answers for them, the year's targets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.dates import PartialDate
from core.roster.model import Duty, Stage
from storage.tables.base import MONEY, Base, choice
from storage.tables.types import Json, Partial

_OPEN = text("until_on IS NULL")


class ProjectRow(Base):
    __tablename__ = "project"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", "percent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(index=True)  # SqlProjects.by_name
    investor: Mapped[str]
    industry: Mapped[str]
    place: Mapped[str]
    county_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    department: Mapped[str]
    nature: Mapped[str]
    stage: Mapped[Stage | None] = mapped_column(choice(Stage, "stage"))
    total_yuan: Mapped[int | None] = mapped_column(MONEY)
    contract_yuan: Mapped[int | None] = mapped_column(MONEY)
    year_plan_yuan: Mapped[int | None] = mapped_column(MONEY)
    month_in_yuan: Mapped[int | None] = mapped_column(MONEY)
    year_in_yuan: Mapped[int | None] = mapped_column(MONEY)
    total_in_yuan: Mapped[int | None] = mapped_column(MONEY)
    fixed_yuan: Mapped[int | None] = mapped_column(MONEY)
    percent: Mapped[int | None]
    signed_on: Mapped[PartialDate | None] = mapped_column(Partial)
    plan_start_on: Mapped[PartialDate | None] = mapped_column(Partial)
    real_start_on: Mapped[PartialDate | None] = mapped_column(Partial)
    plan_production_on: Mapped[PartialDate | None] = mapped_column(Partial)
    real_production_on: Mapped[PartialDate | None] = mapped_column(Partial)
    in_stock: Mapped[bool]
    stocked_on: Mapped[PartialDate | None] = mapped_column(Partial)
    in_stats: Mapped[bool]
    progress: Mapped[str]
    problem: Mapped[str]
    next_step: Mapped[str]
    aliases: Mapped[Any] = mapped_column(Json)
    details: Mapped[Any] = mapped_column(Json)
    version: Mapped[int] = mapped_column(index=True)  # find_projects, which looks at all of them


class ProjectChangeRow(Base):
    """An old value, kept when a field of a project changed."""

    __tablename__ = "project_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)  # SqlProjects.changes
    field: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    why: Mapped[str] = mapped_column(server_default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class AssignmentRow(Base):
    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= since_on", "ends_after_start"),
        # Nobody carries the same duty for a project twice at a time; also read by SqlProjects.assigned.
        Index(
            "uq_assignment_open", "project_id", "person_id", "duty",
            unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)  # SqlProjects.assigned
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # SqlProjects.assigned
    duty: Mapped[Duty] = mapped_column(choice(Duty, "duty"))
    since_on: Mapped[date]
    until_on: Mapped[date | None]


class TargetRow(Base):
    __tablename__ = "target"
    __table_args__ = (CheckConstraint("signed_yuan >= 0 AND arrived_yuan >= 0", "not_negative"),)

    year: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    signed_yuan: Mapped[int | None] = mapped_column(MONEY)
    arrived_yuan: Mapped[int | None] = mapped_column(MONEY)
    previous_rank: Mapped[int | None]
