"""The shape of the database, by revision; Alembic's commands without its ini file.

Alembic is loaded when something is to be migrated: a start that finds its tables in order does not wait for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, String, column, func, inspect, select, table

from storage.engine import Store, open_store

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
_NOTE = "alembic_version"
_REVISION = select(column("version_num", String)).select_from(table(_NOTE))
_LOCK = 0x44554242  # "DUBB": only one replica migrates at a time


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to ``revision`` in one transaction: all of it or nothing."""
    _migrate(url, revision, up=True)


def downgrade(url: str, revision: str) -> None:
    """Back to an earlier ``revision``, or to ``base``; what only newer tables hold is lost."""
    _migrate(url, revision, up=False)


def current(url: str) -> str | None:
    """The revision the database is at; None if it was never set up."""
    store = open_store(url)
    try:
        return current_of(store.writer)
    finally:
        store.close()


def current_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table(_NOTE):
            return None
        revision: str | None = connection.scalar(_REVISION)
        return revision


def head() -> str:
    """The revision this program was written for: migrations are files that carry their number in front."""
    revisions = [file.stem for file in (_MIGRATIONS / "versions").glob("[0-9]*.py")]
    if not revisions:
        raise RuntimeError("no migrations were installed with this program")
    return max(revisions)


def is_current(url: str) -> bool:
    return current(url) == head()


def config_for(connection: Connection) -> Config:
    """For Alembic's own commands, such as ``revision --autogenerate``."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def _migrate(url: str, revision: str, *, up: bool) -> None:
    store = open_store(url)
    try:
        _migrate_store(store, revision, up=up)
    finally:
        store.close()


def _migrate_store(store: Store, revision: str, *, up: bool) -> None:
    from alembic import command  # noqa: PLC0415 - see above

    step = command.upgrade if up else command.downgrade
    with store.writer.connect() as connection:
        if store.is_sqlite:
            # Batch migrations rebuild tables; with the keys on, dropping the old one would clear others.
            # The pragma works outside of transactions only.
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not store.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            step(config_for(connection), revision)
            _check_keys(store, connection)


def _check_keys(store: Store, connection: Connection) -> None:
    if store.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"rows point to nothing after the migration: {broken[:5]}")


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    # Alembic reads % in its settings as the start of a placeholder.
    folder = str(_MIGRATIONS).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config
