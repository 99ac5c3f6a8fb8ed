"""Figures that wait for the office (填报数, 核定数), files and attachments that are kept, more questions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002_figures"
down_revision: str | None = "0001_foundations"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    _report_says_more()
    _problem_is_due()
    _sentence()
    _figure()
    _file()
    _publishing()
    _attachment()
    op.execute("DELETE FROM dialogue WHERE topic = 'unclear_report'")  # has a table of its own: sentence
    _questions(OLD_TOPICS, OLD_TOPICS[:-1] + TOPICS)
    _handle()
    _upload_link()
    op.add_column("account", sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("preferred_at", sa.DateTime(timezone=True), nullable=True))
    _excuse()
    _target_plans()
    _artefact()
    _cadence_of_any_length()
    _firing()
    _leave()
    _editions()
    _change_request()
    op.add_column("project_change", sa.Column("why", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    _publishing_undone()
    op.drop_column("project_change", "why")
    op.drop_index("ix_change_request_state_id", "change_request")
    op.drop_table("change_request")
    op.drop_index("ix_bulletin_template_form_id", "bulletin_template")
    op.drop_table("bulletin_template")
    op.drop_table("bulletin_wording")
    op.drop_table("bulletin_plan")
    op.drop_index("ix_leave_stand_in_id", "leave")
    op.drop_index("ix_leave_person_id", "leave")
    op.drop_table("leave")
    op.drop_table("firing")
    _cadence_by_the_week()
    op.drop_table("artefact")
    op.drop_table("unit_above")
    op.drop_table("month_target")
    op.drop_index("ix_excuse_state_id", "excuse")
    op.drop_table("excuse")
    with op.batch_alter_table("account") as batch:
        batch.drop_column("preferred_at")
        batch.drop_column("used_at")
    op.drop_table("upload_link")
    op.drop_index("ix_handle_channel_chat_sent_at", "handle")
    op.drop_table("handle")
    op.execute(f"DELETE FROM dialogue WHERE topic IN {TOPICS}")  # noqa: S608 - our own constants
    _questions(OLD_TOPICS[:-1] + TOPICS, OLD_TOPICS)
    _attachment_undone()
    op.drop_table("file")
    op.drop_index("ix_figure_state_id", "figure")
    op.drop_index("ix_figure_project_id_field_id", "figure")
    op.drop_table("figure")
    op.drop_index("ix_sentence_message_id", "sentence")
    op.drop_table("sentence")
    op.drop_column("problem", "resolved_in")
    op.drop_column("problem", "due_on")
    _report_says_less()


def _problem_is_due() -> None:
    op.add_column("problem", sa.Column("due_on", sa.String(32), nullable=True))
    op.add_column("problem", sa.Column("resolved_in", sa.Text(), nullable=True))


def _sentence() -> None:
    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _one_of("state", "open", "confirmed", "rejected", "replaced"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sentence_person_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sentence_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence")),
    )
    op.create_index("ix_sentence_message_id", "sentence", ["message", "id"])


def _report_says_more() -> None:
    """One sum with its period becomes the first of many things in ``details``."""
    _reshape("report", _report(sa.Column("details", sa.Text(), nullable=True)), {"details": _SUM_AS_JSON})


def _report_says_less() -> None:
    """What only ``details`` can hold is lost, as with every downgrade."""
    _reshape("report", _report(*_money()), {"money_yuan": "NULL", "money_period": "NULL"})


_SUM_AS_JSON = (
    "CASE WHEN money_yuan IS NULL THEN NULL ELSE "
    """'{"sums":[["' || money_period || '",' || money_yuan || ',false]]}' END"""
)


def _reshape(table: str, shape: tuple[sa.schema.SchemaItem, ...], computed: dict[str, str]) -> None:
    """Make the table anew, with its rows: SQLite cannot drop a column that a CHECK speaks of.

    ``computed`` are new columns as SQL over the old ones.
    """
    for name in ("ix_report_message", "ix_report_project_id_round_id_version"):
        op.drop_index(name, table)
    old = f"{table}_before"
    op.rename_table(table, old)
    if op.get_bind().dialect.name == "postgresql":  # names of constraints are the schema's there
        _free_names(old)
    op.create_table(table, *shape)
    columns = [item.name for item in shape if isinstance(item, sa.Column)]
    sources = [computed.get(name, name) for name in columns]
    op.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(sources)} FROM {old}")  # noqa: S608 - our own names
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"  # noqa: S608 - likewise
        )
    op.drop_table(old)
    message = sa.text("message <> ''")
    op.create_index("ix_report_message", table, ["message"], postgresql_where=message, sqlite_where=message)
    op.create_index("ix_report_project_id_round_id_version", table, ["project_id", "round_id", "version"])


def _free_names(old: str) -> None:
    """The constraints and the counter of the old table step aside."""
    named = sa.text("SELECT conname FROM pg_constraint WHERE conrelid = CAST(:old AS regclass)")
    for (name,) in op.get_bind().execute(named, {"old": old}).all():
        op.execute(f'ALTER TABLE {old} RENAME CONSTRAINT "{name}" TO "{name}_before"')
    op.execute("ALTER SEQUENCE report_id_seq RENAME TO report_before_id_seq")


def _report(*changing: sa.schema.SchemaItem) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", _one_of("answer", *ANSWERS), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("node", _one_of("node", *NODES), nullable=True),
        sa.Column("node_on", sa.String(32), nullable=True),
        *changing,
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_for", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", _one_of("source", "tap", "sentence", "edit", "undo"), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("void_by", sa.Integer(), nullable=True),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(source = 'undo') = (void_at IS NOT NULL)", name=op.f("ck_report_void_has_moment")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_report_project_id_project")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_report_round_id_round")),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_report_said_by_person")),
        sa.ForeignKeyConstraint(["said_for"], ["person.id"], name=op.f("fk_report_said_for_person")),
        sa.ForeignKeyConstraint(["void_by"], ["person.id"], name=op.f("fk_report_void_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "round_id", "project_id", "version", name=op.f("uq_report_round_id_project_id_version")
        ),
    )


def _money() -> tuple[sa.schema.SchemaItem, ...]:
    """What ``details`` took the place of."""
    return (
        sa.Column("money_yuan", sa.BigInteger(), nullable=True),
        sa.Column("money_period", _one_of("money_period", "week", "month", "year", "total"), nullable=True),
        sa.CheckConstraint(
            "money_yuan IS NULL OR money_period IS NOT NULL", name=op.f("ck_report_money_has_period")
        ),
    )


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
        sa.Column("kind", _one_of("kind", "photo", "voice", "video", "file"), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(length=255), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("objection_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "report_id IS NULL OR project_id IS NOT NULL", name=op.f("ck_attachment_report_has_project")
        ),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name=op.f("fk_attachment_objection_id_objection")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_attachment_project_id_project")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_attachment_report_id_report")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_attachment_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_objection_id", "attachment", ["objection_id"])
    op.create_index("ix_attachment_message", "attachment", ["message"])
    op.create_index("ix_attachment_person_id_id", "attachment", ["person_id", "id"])
    op.create_index("ix_attachment_report_id", "attachment", ["report_id"])


def _attachment_undone() -> None:
    op.drop_index("ix_attachment_report_id", "attachment")
    op.drop_index("ix_attachment_person_id_id", "attachment")
    op.drop_index("ix_attachment_message", "attachment")
    op.drop_index("ix_attachment_objection_id", "attachment")
    op.drop_table("attachment")
    op.drop_table("objection")
    op.drop_table("preview")


def _upload_link() -> None:
    op.create_table(
        "upload_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", _one_of("channel", *CHANNELS), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_upload_link_person_id_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_upload_link")),
    )


def _handle() -> None:
    op.create_table(
        "handle",
        sa.Column("channel", _one_of("channel", *CHANNELS), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spent_on", sa.String(length=200), nullable=False),
        sa.Column("newer", sa.String(length=255), nullable=False),
        sa.Column("recalls", sa.Text(), nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "chat", "message_id", name=op.f("pk_handle")),
    )
    op.create_index("ix_handle_channel_chat_sent_at", "handle", ["channel", "chat", "sent_at"])


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


def _excuse() -> None:
    op.create_table(
        "excuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", *EXCUSES), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("state", _one_of("state", "asked", "granted", "refused", "ended"), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(project_id IS NULL) <> (unit_id IS NULL)", name=op.f("ck_excuse_about_one")),
        sa.CheckConstraint("until_on >= since_on", name=op.f("ck_excuse_ends_after_start")),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_excuse_decision_has_moment")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_excuse_asked_by_person")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_excuse_decided_by_person")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_excuse_project_id_project")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_excuse_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse")),
    )
    op.create_index("ix_excuse_state_id", "excuse", ["state", "id"])


EXCUSES = ("tolerance", "force_majeure", "postponed", "replaced", "withdrawn")


def _target_plans() -> None:
    op.create_table(
        "month_target",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("signed_yuan", sa.BigInteger(), nullable=True),
        sa.Column("arrived_yuan", sa.BigInteger(), nullable=True),
        sa.Column("major", sa.Integer(), nullable=True),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_month_target_month")),
        sa.CheckConstraint(
            "signed_yuan >= 0 AND arrived_yuan >= 0 AND major >= 0", name=op.f("ck_month_target_not_negative")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_month_target_unit_id_unit")),
        sa.PrimaryKeyConstraint("year", "unit_id", "month", name=op.f("pk_month_target")),
    )
    op.create_table(
        "unit_above",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("above_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("unit_id <> above_id", name=op.f("ck_unit_above_another")),
        sa.ForeignKeyConstraint(["above_id"], ["unit.id"], name=op.f("fk_unit_above_above_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_above_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_above")),
    )


def _artefact() -> None:
    op.create_table(
        "artefact",
        sa.Column("bulletin_id", sa.Integer(), nullable=False),
        sa.Column("part", _one_of("part", "picture", "document", "workbook"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("(file_id IS NULL) = (why <> '')", name=op.f("ck_artefact_file_or_reason")),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("fk_artefact_bulletin_id_bulletin")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_artefact_file_id_file")),
        sa.PrimaryKeyConstraint("bulletin_id", "part", name=op.f("pk_artefact")),
    )


def _cadence_of_any_length() -> None:
    """What was a weekly rule stays one: day 1 is Monday."""
    for column in _any_length(nullable=True):
        op.add_column("cadence", column)
    op.execute(
        "UPDATE cadence SET every = 'week', opens_month = 0, closes_month = 0, audience = 'leaders',"
        """ questions = 'five', products = '["card_round","bulletin"]'"""
    )
    weekly = sa.Table("cadence", sa.MetaData(), *_weekly(), *_any_length(nullable=True), WEEKDAYS)
    with op.batch_alter_table("cadence", copy_from=weekly) as batch:
        batch.drop_constraint(op.f("ck_cadence_weekdays"), type_="check")
        batch.alter_column("weekday", new_column_name="opens_day")
        batch.alter_column("closes_weekday", new_column_name="closes_day")
        for column in _any_length(nullable=False)[:FILLED]:
            batch.alter_column(column.name, existing_type=column.type, nullable=False)
        for name, rule in CADENCE_RULES.items():
            batch.create_check_constraint(op.f(f"ck_cadence_{name}"), sa.text(rule))
        batch.create_foreign_key(op.f("fk_cadence_campaign_of_cadence"), "cadence", ["campaign_of"], ["id"])
    op.execute("UPDATE cadence SET opens_day = opens_day + 1, closes_day = closes_day + 1")
    op.add_column("round", sa.Column("questions", sa.String(length=16), nullable=True))


def _cadence_by_the_week() -> None:
    """Rules of other lengths become weekly ones that are switched off."""
    op.drop_column("round", "questions")
    op.execute(
        "UPDATE cadence SET enabled = false, opens_day = 1, closes_day = 5"
        " WHERE every <> 'week' OR campaign_of IS NOT NULL"
        " OR opens_day NOT BETWEEN 1 AND 7 OR closes_day NOT BETWEEN 1 AND 7"
    )
    with op.batch_alter_table("cadence", copy_from=_any_cadence()) as batch:
        for name in CADENCE_RULES:
            batch.drop_constraint(op.f(f"ck_cadence_{name}"), type_="check")
        batch.drop_constraint(op.f("fk_cadence_campaign_of_cadence"), type_="foreignkey")
        for column in _any_length(nullable=False):
            batch.drop_column(column.name)
        batch.alter_column("opens_day", new_column_name="weekday")
        batch.alter_column("closes_day", new_column_name="closes_weekday")
    op.execute("UPDATE cadence SET weekday = weekday - 1, closes_weekday = closes_weekday - 1")
    with op.batch_alter_table("cadence", copy_from=sa.Table("cadence", sa.MetaData(), *_weekly())) as batch:
        batch.create_check_constraint(op.f("ck_cadence_weekdays"), WEEKDAYS.sqltext)


def _weekly() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes_weekday", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("enabled_from", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cadence"),
    ]


def _any_length(*, nullable: bool) -> list[sa.Column[Any]]:
    """The first ``FILLED`` have a value in every rule."""
    return [
        sa.Column("every", sa.String(length=16), nullable=nullable),
        sa.Column("opens_month", sa.Integer(), nullable=nullable),
        sa.Column("closes_month", sa.Integer(), nullable=nullable),
        sa.Column("products", sa.Text(), nullable=nullable),
        sa.Column("audience", sa.String(length=16), nullable=nullable),
        sa.Column("questions", sa.String(length=16), nullable=nullable),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("campaign_of", sa.Integer(), nullable=True),
    ]


def _any_cadence() -> sa.Table:
    columns = {"weekday": "opens_day", "closes_weekday": "closes_day"}
    shape = _weekly()
    for item in shape:
        if isinstance(item, sa.Column) and item.name in columns:
            item.name = item.key = columns[item.name]
    return sa.Table(
        "cadence",
        sa.MetaData(),
        *shape,
        *_any_length(nullable=False),
        *(sa.CheckConstraint(rule, name=f"ck_cadence_{name}") for name, rule in CADENCE_RULES.items()),
        sa.ForeignKeyConstraint(["campaign_of"], ["cadence.id"], name="fk_cadence_campaign_of_cadence"),
    )


FILLED = 6
WEEKDAYS = sa.CheckConstraint(
    "weekday BETWEEN 0 AND 6 AND closes_weekday BETWEEN 0 AND 6", name="ck_cadence_weekdays"
)
CADENCE_RULES = {
    "every": "every IN ('week', 'half_month', 'month', 'quarter', 'year')",
    "audience": "audience IN ('leaders', 'signed', 'building', 'office')",
    "questions": "questions IN ('four', 'five', 'none')",
    "ends_after_start": "until_on IS NULL OR from_on IS NULL OR until_on >= from_on",
}


def _leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("until_on > since_on", name=op.f("ck_leave_ends_after_start")),
        sa.CheckConstraint("stand_in_id <> person_id", name=op.f("ck_leave_by_another")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_person_id_person")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_leave_set_by_person")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name=op.f("fk_leave_stand_in_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_person_id", "leave", ["person_id"])
    op.create_index("ix_leave_stand_in_id", "leave", ["stand_in_id"])


def _firing() -> None:
    op.create_table(
        "firing",
        sa.Column("cadence_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cadence_id"], ["cadence.id"], name=op.f("fk_firing_cadence_id_cadence")),
        sa.PrimaryKeyConstraint("cadence_id", "period", name=op.f("pk_firing")),
    )


def _editions() -> None:
    op.create_table(
        "bulletin_plan",
        sa.Column("bulletin_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", _one_of("kind", *BULLETIN_KINDS), nullable=False),
        sa.Column("since_id", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("chat_groups", sa.Text(), nullable=True),
        sa.Column("leaders", sa.Boolean(), nullable=False),
        sa.Column("units", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(proposed_by IS NULL) = (proposed_at IS NULL)", name=op.f("ck_bulletin_plan_proposal_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("fk_bulletin_plan_bulletin_id_bulletin")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_bulletin_plan_proposed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["since_id"], ["snapshot.id"], name=op.f("fk_bulletin_plan_since_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("bulletin_id", name=op.f("pk_bulletin_plan")),
    )
    op.create_table(
        "bulletin_wording",
        sa.Column("bulletin_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("fk_bulletin_wording_bulletin_id_bulletin")
        ),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_bulletin_wording_said_by_person")),
        sa.PrimaryKeyConstraint("bulletin_id", "version", name=op.f("pk_bulletin_wording")),
    )
    op.create_table(
        "bulletin_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", _one_of("form", *BULLETIN_KINDS, "page"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_bulletin_template_saved_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_template")),
    )
    op.create_index("ix_bulletin_template_form_id", "bulletin_template", ["form", "id"])


def _change_request() -> None:
    op.create_table(
        "change_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", "stage", "plan"), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", _one_of("state", "asked", "granted", "refused"), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_change_request_decision_has_moment")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_change_request_asked_by_person")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_change_request_decided_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_change_request_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
    )
    op.create_index("ix_change_request_state_id", "change_request", ["state", "id"])


def _publishing() -> None:
    """Results before they are frozen, objections and what proves them; corrected results of one round."""
    op.create_table(
        "preview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _one_of("state", "open", "signed"), nullable=False),
        sa.Column("extended_by", sa.Integer(), nullable=True),
        sa.Column("extended_why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(extended_by IS NULL) = (extended_why = '')", name=op.f("ck_preview_extension_has_reason")
        ),
        sa.ForeignKeyConstraint(["extended_by"], ["person.id"], name=op.f("fk_preview_extended_by_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_preview_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview")),
        sa.UniqueConstraint("round_id", name=op.f("uq_preview_round_id")),
    )
    op.create_index("ix_preview_state_id", "preview", ["state", "id"])
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("preview_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _one_of("state", "open", "accepted", "refused", "withdrawn"), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('accepted', 'refused')) = (decided_by IS NOT NULL)",
            name=op.f("ck_objection_decision_has_person"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR reason <> ''", name=op.f("ck_objection_refusal_has_reason")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_objection_decided_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_objection_person_id_person")),
        sa.ForeignKeyConstraint(["preview_id"], ["preview.id"], name=op.f("fk_objection_preview_id_preview")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_objection_project_id_project")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_objection_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index("ix_objection_preview_id_id", "objection", ["preview_id", "id"])
    op.create_index("ix_objection_state_id", "objection", ["state", "id"])
    op.create_table(
        "correction",
        sa.Column("bulletin_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("bulletin_id <> corrects_id", name=op.f("ck_correction_another")),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("fk_correction_bulletin_id_bulletin")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["bulletin.id"], name=op.f("fk_correction_corrects_id_bulletin")
        ),
        sa.PrimaryKeyConstraint("bulletin_id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_corrects_id", "correction", ["corrects_id"])
    op.create_table(
        "unit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", "solved", "quality", "untrue"), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("part >= 0 AND whole >= 0", name=op.f("ck_unit_entry_not_negative")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_unit_entry_has_source")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_unit_entry_entered_by_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_entry_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_entry")),
    )
    op.create_index("ix_unit_entry_year_id", "unit_entry", ["year", "id"])
    _accountability()
    with op.batch_alter_table("snapshot") as batch:
        batch.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        batch.drop_constraint(op.f("uq_snapshot_round_id"), type_="unique")
        batch.create_unique_constraint(op.f("uq_snapshot_round_id_edition"), ["round_id", "edition"])
    with op.batch_alter_table("snapshot") as batch:
        batch.alter_column("edition", server_default=None)


def _accountability() -> None:
    op.create_table(
        "accountability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", _one_of("subject", "unit", "person"), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.Column("state", _one_of("state", "draft", "open", "dropped", "lifted"), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (decided_at IS NULL)", name=op.f("ck_accountability_decision_has_moment")
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (decided_by IS NULL)", name=op.f("ck_accountability_decision_has_person")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_accountability_decided_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_accountability_opened_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability")),
        sa.UniqueConstraint(
            "subject", "subject_id", "quarter", name=op.f("uq_accountability_subject_subject_id_quarter")
        ),
    )
    op.create_index("ix_accountability_state_id", "accountability", ["state", "id"])
    op.create_table(
        "accountability_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("link", _one_of("link", "notice", "talk", "call", "repair", "lift"), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(follow_up_on IS NULL) = (promise = '')", name=op.f("ck_accountability_step_promise_has_day")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_accountability_step_by_person")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accountability.id"], name=op.f("fk_accountability_step_case_id_accountability")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_step")),
        sa.UniqueConstraint("case_id", "link", name=op.f("uq_accountability_step_case_id_link")),
    )
    op.create_index("ix_accountability_step_follow_up_on", "accountability_step", ["follow_up_on"])


def _publishing_undone() -> None:
    """Corrected editions, and the bulletins that tell of them, have no place in the older tables."""
    op.drop_table("accountability_step")
    op.drop_table("accountability")
    op.drop_table("unit_entry")
    op.drop_table("correction")
    op.execute(
        "DELETE FROM artefact WHERE bulletin_id IN (SELECT bulletin.id FROM bulletin"
        " JOIN snapshot ON snapshot.id = bulletin.snapshot_id WHERE snapshot.edition > 1)"
    )
    op.execute("DELETE FROM bulletin WHERE snapshot_id IN (SELECT id FROM snapshot WHERE edition > 1)")
    op.execute("DELETE FROM snapshot WHERE edition > 1")
    with op.batch_alter_table("snapshot") as batch:
        batch.drop_constraint(op.f("uq_snapshot_round_id_edition"), type_="unique")
        batch.create_unique_constraint(op.f("uq_snapshot_round_id"), ["round_id"])
        batch.drop_column("edition")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


OLD_TOPICS = ("problem_text", "node_date", "broadcast_text", "invite_name", "unclear_report")
TOPICS = (
    "report_again", "figure_reason", "figure_value", "letterhead", "setting", "wording",
    "template", "objection", "proof", "ruling", "correction", "case",
)  # fmt: skip
"""In the order of ``core.dialogue.Topic``."""
BULLETIN_KINDS = ("weekly", "news", "monthly", "quarterly", "meeting")
ANSWERS = ("on_track", "no_change", "problem", "milestone")
NODES = ("开工", "主体封顶", "竣工", "投产", "入库", "纳统")
CHANNELS = ("telegram", "wecom")
STATES = ("said", "reported", "confirmed", "refused", "withdrawn")
FIELDS = (
    "week_in", "month_in", "year_in", "total_in", "fixed", "percent", "stage", "start_on", "topped_on",
    "completed_on", "production_on", "stocked_on", "counted_on",
)  # fmt: skip
