"""Figures that wait for the office (填报数, 核定数), and files that are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_figures"
down_revision: str | None = "0001_foundations"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    _figure()
    _file()


def downgrade() -> None:
    op.drop_table("file")
    op.drop_index("ix_figure_state_id", "figure")
    op.drop_index("ix_figure_project_id_field_id", "figure")
    op.drop_table("figure")


def _figure() -> None:
    op.create_table(
        "figure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("field", _one_of("field", *FIELDS), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("state", _one_of("state", *STATES), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('confirmed', 'refused')) = (decided_at IS NOT NULL)",
            name=op.f("ck_figure_decision_has_moment"),
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR decided <> ''", name=op.f("ck_figure_confirmed_has_value")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_figure_decided_by_person")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_figure_project_id_project")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_figure_report_id_report")),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_figure_said_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("report_id", "field", name=op.f("uq_figure_report_id_field")),
    )
    op.create_index("ix_figure_project_id_field_id", "figure", ["project_id", "field", "id"])
    op.create_index("ix_figure_state_id", "figure", ["state", "id"])


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_file_sha256_is_hex")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("sha256", "name", name=op.f("uq_file_sha256_name")),
    )


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


STATES = ("said", "reported", "confirmed", "refused", "withdrawn")
FIELDS = (
    "week_in", "month_in", "year_in", "total_in", "fixed", "percent", "stage", "start_on", "topped_on",
    "completed_on", "production_on", "stocked_on", "counted_on",
)  # fmt: skip
