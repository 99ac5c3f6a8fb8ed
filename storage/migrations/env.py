"""Alembic runs this file; the connection comes from ``storage.schema``."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from storage.tables import Base
from storage.tables.types import Json, Moment, Partial

# A migration must not change when our column types do: it is written with plain ones.
PLAIN = {Moment: "sa.DateTime(timezone=True)", Json: "sa.Text()", Partial: "sa.String(32)"}


def render(kind: str, value: Any, _: object) -> str | Literal[False]:
    """How a column type is spelt in a generated migration; False: as Alembic does it."""
    return PLAIN.get(type(value), False) if kind == "type" else False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
    compare_type=True,
    transactional_ddl=True,  # also on SQLite: our engine begins transactions itself
)
context.run_migrations()
