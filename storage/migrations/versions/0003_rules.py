"""Rules that the office words itself, campaigns by the day, two more steps of the chase; contacts with firms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_rules"
down_revision: str | None = "0002_figures"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    _cadence_has_terms()
    _contact()
    _versions_are_indexed()


def downgrade() -> None:
    _versions_are_not()
    _contact_undone()
    _cadence_without_terms()


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


def _versions_are_indexed() -> None:
    """Each search by name asks whether a project has changed since the last one; it read the whole table for that."""
    op.create_index("ix_project_version", "project", ["version"])


def _versions_are_not() -> None:
    op.drop_index("ix_project_version", "project")


def _cadence_has_terms() -> None:
    op.add_column("cadence", sa.Column("terms", sa.Text(), nullable=True))
    op.add_column("round", sa.Column("terms", sa.Text(), nullable=True))
    op.add_column("prompt", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("prompt", sa.Column("order_at", sa.DateTime(timezone=True), nullable=True))
    _lengths("'day', 'week', 'half_month', 'month', 'quarter', 'year'")


def _cadence_without_terms() -> None:
    """A campaign by the day becomes a weekly one that is switched off."""
    op.execute("UPDATE cadence SET every = 'week', closes_day = 5, enabled = false WHERE every = 'day'")
    _lengths("'week', 'half_month', 'month', 'quarter', 'year'")
    op.drop_column("prompt", "order_at")
    op.drop_column("prompt", "remind_at")
    op.drop_column("round", "terms")
    op.drop_column("cadence", "terms")


def _lengths(words: str) -> None:
    with op.batch_alter_table("cadence", copy_from=_cadence()) as batch:
        batch.drop_constraint(op.f("ck_cadence_every"), type_="check")
        batch.create_check_constraint(op.f("ck_cadence_every"), sa.text(f"every IN ({words})"))


def _cadence() -> sa.Table:
    """As it stands while ``every`` changes: SQLite makes the table anew and asks for all of it."""
    rules = {
        "every": "every <> ''",
        "audience": "audience IN ('leaders', 'signed', 'building', 'office')",
        "questions": "questions IN ('four', 'five', 'none')",
        "ends_after_start": "until_on IS NULL OR from_on IS NULL OR until_on >= from_on",
    }
    return sa.Table(
        "cadence",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("every", sa.String(length=16), nullable=False),
        sa.Column("opens_month", sa.Integer(), nullable=False),
        sa.Column("opens_day", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes_month", sa.Integer(), nullable=False),
        sa.Column("closes_day", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("products", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("questions", sa.String(length=16), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("enabled_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("campaign_of", sa.Integer(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        *(sa.CheckConstraint(rule, name=f"ck_cadence_{name}") for name, rule in rules.items()),
        sa.ForeignKeyConstraint(["campaign_of"], ["cadence.id"], name="fk_cadence_campaign_of_cadence"),
        sa.PrimaryKeyConstraint("id", name="pk_cadence"),
    )
