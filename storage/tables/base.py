"""What all tables share: names of constraints, column types, and the enum that guards itself."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum as PyEnum
from typing import ClassVar

from sqlalchemy import BigInteger, Date, Enum, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase

from storage.tables.types import Moment

LONG_ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts rows only in INTEGER
MONEY = BigInteger()  # yuan
CHAT = String(64)
MESSAGE = String(255)  # id of a message or update in a chat service
WIDTH = 16  # of every enum column


class Base(DeclarativeBase):
    """Every constraint has a name, so that a migration can find it again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: Moment(), date: Date(), str: Text()}


def choice(members: type[PyEnum], name: str) -> Enum:
    """A short string column with a CHECK on the values of ``members``; ``name`` is the column's."""
    return Enum(
        members,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=WIDTH,
        values_callable=lambda kind: [str(member.value) for member in kind],
    )
