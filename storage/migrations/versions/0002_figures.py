"""Figures that wait for the office (填报数, 核定数), files and attachments that are kept, more questions."""

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
    _attachment()
    _questions(OLD_TOPICS, OLD_TOPICS + TOPICS)


def downgrade() -> None:
    op.execute(f"DELETE FROM dialogue WHERE topic IN {TOPICS}")  # noqa: S608 - our own constants
    _questions(OLD_TOPICS + TOPICS, OLD_TOPICS)
    op.drop_index("ix_attachment_report_id", "attachment")
    op.drop_table("attachment")
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


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", _one_of("channel", "telegram", "wecom"), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("kind", _one_of("kind", "photo", "voice", "video"), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "report_id IS NULL OR project_id IS NOT NULL", name=op.f("ck_attachment_report_has_project")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_attachment_project_id_project")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_attachment_report_id_report")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_attachment_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_report_id", "attachment", ["report_id"])


def _questions(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """What a question to a person may be about. SQLite makes the table anew to change a constraint."""
    dialogue = sa.Table(
        "dialogue",
        sa.MetaData(),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_dialogue_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_dialogue"),
        sa.CheckConstraint(_among(old), name="ck_dialogue_topic"),
    )
    with op.batch_alter_table("dialogue", copy_from=dialogue) as batch:
        batch.drop_constraint(op.f("ck_dialogue_topic"), type_="check")
        batch.create_check_constraint(op.f("ck_dialogue_topic"), sa.text(_among(new)))


def _among(topics: tuple[str, ...]) -> str:
    return "topic IN (" + ", ".join(f"'{topic}'" for topic in topics) + ")"


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


OLD_TOPICS = ("problem_text", "node_date", "broadcast_text", "invite_name", "unclear_report")
TOPICS = ("figure_reason", "figure_value")
"""In the order of ``core.dialogue.Topic``."""
STATES = ("said", "reported", "confirmed", "refused", "withdrawn")
FIELDS = (
    "week_in", "month_in", "year_in", "total_in", "fixed", "percent", "stage", "start_on", "topped_on",
    "completed_on", "production_on", "stocked_on", "counted_on",
)  # fmt: skip
