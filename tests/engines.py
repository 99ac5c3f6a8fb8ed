"""Engines of one kind share what SQLAlchemy learns about it: a test process opens hundreds, each on a
database of its own with the same tables, and would compile the same SQL for each of them.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

ROOM = 5000  # statements kept; SQLAlchemy's 500 are for one program
_first: dict[str, Engine] = {}


class SharingSQLite(SQLiteDialect_pysqlite):
    supports_statement_cache = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        _share(engine)


class SharingPostgreSQL(PGDialect_psycopg):
    supports_statement_cache = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        _share(engine)


def share_what_is_compiled() -> None:
    """From now on, for engines of this process."""
    for name, kind in (("sqlite", SharingSQLite), ("postgresql", SharingPostgreSQL)):
        registry.register(name, kind.__module__, kind.__name__)


def _share(engine: Any) -> None:
    """Only a dialect that has met its server knows what may be written for it."""
    first: Any = _first.get(engine.dialect.name)
    if first is None or getattr(first.dialect, "server_version_info", None) is None:
        engine._compiled_cache.capacity = ROOM
        _first[engine.dialect.name] = engine
        return
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
