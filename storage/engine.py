"""Opening the database: SQLite with one writer and query-only readers, or PostgreSQL with a pool.

Source: SQLAlchemy 2.1, "SQLite, transactional behaviour"; sqlite.org/wal.html.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

from storage.errors import StorageUnusable

OLDEST_SQLITE = (3, 35, 0)  # RETURNING
WAL_RESET_FIXED = (3, 51, 3)
WRITERS = 8  # threads and connections of one PostgreSQL replica; SQLite has one of each
READERS = 4
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",  # each job's savepoint keeps the pages it changes: 64 KB are passed by one reply
)
_READER = ("PRAGMA busy_timeout=10000", "PRAGMA query_only=ON")
_DISCREET: dict[str, Any] = {"hide_parameters": True}  # what people said and their phones stay out of the log
_POSTGRES: dict[str, Any] = {
    "connect_timeout": 10,
    "application_name": "duban",
    # A replica whose host vanished must not keep locks for the two hours that TCP would wait.
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "options": "-c timezone=UTC -c idle_in_transaction_session_timeout=60000 -c lock_timeout=15000",
}


@dataclass(frozen=True, slots=True)
class Store:
    """A database, opened. ``writer`` may change it; transactions of ``reader`` cannot."""

    url: URL
    writer: Engine
    reader: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def open_store(url: str) -> Store:
    """Open ``sqlite:///path`` or ``postgresql://…``. Nothing is created but the SQLite file and its folder.

    Raises:
        StorageUnusable: another kind of database, one in memory, or a SQLite that is too old.
    """
    target = make_url(url)
    match target.get_backend_name():
        case "sqlite":
            return _sqlite(target)
        case "postgresql":
            return _postgresql(target)
        case other:
            raise StorageUnusable(f"neither sqlite nor postgresql: {other}")


def sqlite_file(url: URL) -> Path:
    """
    Raises:
        StorageUnusable: it is no plain file; writer and readers would each see another database.
    """
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise StorageUnusable(f"sqlite needs the path of a file, not {url.database!r}")
    return Path(url.database)


def sqlite_worries(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """What ``doctor`` should say about this SQLite, or nothing.

    Before 3.51.3 two connections that write or checkpoint at the same instant could, very rarely, corrupt
    a WAL database. We have one writer and it does all checkpoints, so this is advice, not a refusal.
    Source: sqlite.org/wal.html#walresetbug.
    """
    number = ".".join(map(str, version))
    if version < OLDEST_SQLITE:
        return f"SQLite {number} is too old: 3.35 is needed"
    if version < WAL_RESET_FIXED:
        return (
            f"SQLite {number} has the WAL-reset bug (fixed in 3.51.3): open the file from this program only"
        )
    return ""


def _sqlite(url: URL) -> Store:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StorageUnusable(sqlite_worries())
    sqlite_file(url).parent.mkdir(parents=True, exist_ok=True)
    writer = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0, **_DISCREET)
    reader = create_engine(url, poolclass=QueuePool, pool_size=READERS, max_overflow=0, **_DISCREET)
    _set_up(writer, _WRITER, begin="BEGIN IMMEDIATE")
    _set_up(reader, _READER, begin="BEGIN")
    return Store(url, writer, reader)


def _set_up(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    """Take transactions out of the driver's hands.

    By itself it begins one only at the first write: two that read the same row and then write would
    lose an update. BEGIN IMMEDIATE takes the write lock first, where waiting for it still works. Whoever
    began one past SQLAlchemy, as ``storage.group_commit`` does, is inside it.
    """

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if not _inside(connection):
            connection.exec_driver_sql(begin)


def _inside(connection: Connection) -> bool:
    driver: Any = connection.connection.dbapi_connection
    return bool(driver.in_transaction)


def _postgresql(url: URL) -> Store:
    engine = create_engine(
        url,
        connect_args={name: value for name, value in _POSTGRES.items() if name not in url.query},
        pool_size=WRITERS + READERS,
        max_overflow=0,
        pool_timeout=30,
        pool_pre_ping=True,
        pool_recycle=3600,
        **_DISCREET,
    )
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Store(url, engine, reader)
