import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, bindparam, create_engine, text

from core.rounds.model import Amount, Answer, Finding, Period, Source
from storage import schema
from storage.engine import Store, open_store, sqlite_worries
from storage.errors import StorageUnusable
from storage.tables import Base
from storage.tables.types import Moment
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import NOW, found

PG_CONSTRAINTS = """
SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
PG_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
PG_COLUMNS = """
SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public'
"""
SQLITE_ALL = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"


def described(connection: Connection) -> set[str]:
    """Everything the database knows of its tables, one line each, in no order."""
    sqlite = connection.dialect.name == "sqlite"
    questions = [SQLITE_ALL] if sqlite else [PG_CONSTRAINTS, PG_INDEXES, PG_COLUMNS]
    lines = {line for question in questions for line in connection.execute(text(question)).scalars()}
    if sqlite:  # the order of constraints inside CREATE TABLE says nothing
        lines = {", ".join(sorted(re.split(r",\s+(?=[A-Z\"a-z])", _one_line(line)))) for line in lines}
    return {line for line in lines if "alembic_version" not in line}


def _one_line(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace('"', "")).removesuffix(")").strip()


def test_the_migrations_make_what_the_program_expects(store: Store) -> None:
    with store.writer.begin() as connection:
        migrated = described(connection)
        if store.is_sqlite:
            other = create_engine("sqlite://")
            with other.begin() as made:
                Base.metadata.create_all(made)
                expected = described(made)
            other.dispose()
        else:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
            Base.metadata.create_all(connection)
            expected = described(connection)
    assert migrated == expected
    assert len(migrated) > 40


def test_the_newest_file_is_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
    assert scripts.get_heads() == [schema.head()]


def test_up_down_and_up_again_with_rows(database_url: str) -> None:
    assert schema.current(database_url) is None
    schema.upgrade(database_url)
    assert schema.is_current(database_url)
    for _ in range(2):
        store = open_store(database_url)
        with store.writer.begin() as connection:
            work = SqlUnitOfWork(connection)
            town = found(work)
            work.audit.note(NOW, None, "x", "", {})
            work.flush()
        with store.writer.begin() as connection:
            assert SqlUnitOfWork(connection).rounds.get(town.round.id) == town.round
        store.close()
        schema.downgrade(database_url, "base")
        assert schema.current(database_url) is None
        schema.upgrade(database_url)
    schema.upgrade(database_url)
    assert schema.current(database_url) == schema.head()


def test_a_sum_that_was_kept_in_columns_of_its_own_is_kept_in_the_new_place(database_url: str) -> None:
    schema.upgrade(database_url)
    store = open_store(database_url)
    with store.writer.begin() as connection:
        town = found(SqlUnitOfWork(connection))
    store.close()
    schema.downgrade(database_url, "0001_foundations")
    store = open_store(database_url)
    with store.writer.begin() as connection:
        for version, yuan, period in ((1, 12, "week"), (2, None, None)):
            connection.execute(
                text(
                    "INSERT INTO report (round_id, project_id, version, answer, category, text, money_yuan,"
                    " money_period, said_by, said_at, source, late, message)"
                    " VALUES (:round, :project, :version, 'on_track', '', '', :yuan, :period, :by, :at, 'tap', false, '')"
                ).bindparams(bindparam("at", type_=Moment())),
                {
                    "round": town.round.id,
                    "project": town.ids[0],
                    "by": town.leader.id,
                    "at": NOW,
                    "version": version,
                    "yuan": yuan,
                    "period": period,
                },
            )
    store.close()

    schema.upgrade(database_url)

    store = open_store(database_url)
    with store.writer.begin() as connection:
        assert SqlUnitOfWork(connection).rounds.cadence(town.cadence.id) == town.cadence, "weekly, as before"
        newer, older = SqlUnitOfWork(connection).reports.history(town.ids[0], 9)
        assert older.finding == Finding(Answer.ON_TRACK, sums=(Amount(Period.WEEK, 12),))
        assert newer.finding == Finding(Answer.ON_TRACK)
        work = SqlUnitOfWork(connection)
        again = work.reports.save(
            town.round.id, town.ids[1], newer.finding, said_by=town.leader.id, said_for=None, said_at=NOW,
            source=Source.TAP, late=False, message="",
        )  # fmt: skip
        assert again.id > newer.id
    store.close()


def test_which_databases_are_refused(tmp_path: Path) -> None:
    for url in ("sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true", "mysql://h/d"):
        with pytest.raises(StorageUnusable):
            open_store(url)
    assert sqlite_worries((3, 51, 3)) == ""
    assert "WAL" in sqlite_worries((3, 40, 1))
    assert "too old" in sqlite_worries((3, 34, 0))


def test_sqlite_is_set_up_as_promised(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new/folder/a.db")
    expected = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 10000, "foreign_keys": 1}
    for engine, pragmas in ((store.writer, expected), (store.reader, {"query_only": 1})):
        with engine.connect() as connection:
            found_values = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}
        assert found_values == pragmas
    store.close()
