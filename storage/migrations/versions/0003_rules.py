"""Rules that the office words itself, campaigns by the day, two more steps of the chase; contacts with firms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_rules"
down_revision: str | None = "0002_figures"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    _contact()


def downgrade() -> None:
    _contact_undone()


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('visit', 'survey', 'talk', 'call', 'other')", name=op.f("ck_contact_kind")
        ),
        sa.CheckConstraint(
            "(taken_back_by IS NULL) = (taken_back_at IS NULL)",
            name=op.f("ck_contact_taken_back_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_contact_by_person")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_contact_project_id_project")),
        sa.ForeignKeyConstraint(
            ["taken_back_by"], ["person.id"], name=op.f("fk_contact_taken_back_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_project_id_on", "contact", ["project_id", "on"])
    op.create_index("ix_contact_by_id", "contact", ["by", "id"])
    op.create_index("ix_contact_message", "contact", ["message"])


def _contact_undone() -> None:
    op.drop_index("ix_contact_message", "contact")
    op.drop_index("ix_contact_by_id", "contact")
    op.drop_index("ix_contact_project_id_on", "contact")
    op.drop_table("contact")
