"""Group chats the bot is in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from core.chat import Address
from core.roster.model import Group
from storage.statements import AnyRow, upsert
from storage.tables.office import GroupRow

_COLUMNS = (
    GroupRow.id, GroupRow.channel, GroupRow.chat, GroupRow.title,
    GroupRow.bound_by, GroupRow.bound_at, GroupRow.removed_at,
)  # fmt: skip
_seeing = upsert(GroupRow)
_SEEN = _seeing.on_conflict_do_update(
    index_elements=["channel", "chat"],
    set_={"title": _seeing.excluded.title, "seen_at": _seeing.excluded.seen_at, "removed_at": None},
).returning(*_COLUMNS)
_BOUND = (
    select(*_COLUMNS)
    .where(GroupRow.bound_at.is_not(None), GroupRow.removed_at.is_(None))
    .order_by(GroupRow.id)
)


class SqlGroups:
    """Implements ``core.ports.Groups``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, address: Address) -> Group | None:
        row = self._connection.execute(select(*_COLUMNS).where(_is(address))).one_or_none()
        return _group(row) if row else None

    def bound(self) -> Sequence[Group]:
        return [_group(row) for row in self._connection.execute(_BOUND)]

    def seen(self, address: Address, title: str, now: datetime) -> Group:
        given = {"channel": address.channel, "chat": address.chat, "title": title, "seen_at": now}
        return _group(self._connection.execute(_SEEN, given).one())

    def bind(self, group_id: int, by: int | None, now: datetime) -> None:
        statement = update(GroupRow).where(GroupRow.id == group_id)
        self._connection.execute(statement.values(bound_by=by, bound_at=now))

    def removed(self, address: Address, now: datetime) -> Group | None:
        """The group that the bot has left, or None if it never was in one there."""
        statement = update(GroupRow).where(_is(address)).values(removed_at=now).returning(*_COLUMNS)
        row = self._connection.execute(statement).one_or_none()
        return _group(row) if row else None

    def moved(self, old: Address, new: Address) -> None:
        """The group keeps its id and binding; a row already made for the new address gives way."""
        if self.at(old) is None:
            return
        self._connection.execute(delete(GroupRow).where(_is(new)))
        self._connection.execute(update(GroupRow).where(_is(old)).values(channel=new.channel, chat=new.chat))


def _is(address: Address) -> ColumnElement[bool]:
    return and_(GroupRow.channel == address.channel, GroupRow.chat == address.chat)


def _group(row: AnyRow) -> Group:
    return Group(
        id=row.id,
        address=Address(row.channel, row.chat),
        title=row.title,
        bound_by=row.bound_by,
        bound_at=row.bound_at,
        removed_at=row.removed_at,
    )
