"""What the office says to many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from core.bulletins.model import Audience, Broadcast, BroadcastState
from core.errors import NotFound
from storage.statements import AnyRow, LockingSelect
from storage.tables.bulletins import BroadcastRow

_BROADCAST = (
    BroadcastRow.id, BroadcastRow.text, BroadcastRow.audience_kind, BroadcastRow.audience_value,
    BroadcastRow.state, BroadcastRow.made_by, BroadcastRow.made_at, BroadcastRow.unreachable,
    BroadcastRow.chat, BroadcastRow.message_id, BroadcastRow.done_at,
)  # fmt: skip
_GET = LockingSelect(select(*_BROADCAST).where(BroadcastRow.id == bindparam("wanted")))


def add(connection: Connection, text: str, audience: Audience, by: int, at: datetime) -> Broadcast:
    statement = insert(BroadcastRow).values(
        text=text,
        audience_kind=audience.kind,
        audience_value=audience.value,
        state=BroadcastState.PREVIEW,
        made_by=by,
        made_at=at,
        unreachable=0,
        chat="",
        message_id="",
    )
    return _broadcast(connection.execute(statement.returning(*_BROADCAST)).one())


def get(connection: Connection, broadcast_id: int) -> Broadcast:
    """Locks the row.

    Raises:
        NotFound: there is none.
    """
    row = connection.execute(_GET.on(connection), {"wanted": broadcast_id}).one_or_none()
    if row is None:
        raise NotFound("bulletin", str(broadcast_id))
    return _broadcast(row)


def change(connection: Connection, broadcast: Broadcast) -> None:
    statement = update(BroadcastRow).where(BroadcastRow.id == broadcast.id)
    connection.execute(statement.values(**_values(broadcast)))


def in_state(connection: Connection, state: BroadcastState) -> Sequence[Broadcast]:
    """By id."""
    statement = select(*_BROADCAST).where(BroadcastRow.state == state).order_by(BroadcastRow.id)
    return [_broadcast(row) for row in connection.execute(statement)]


def _broadcast(row: AnyRow) -> Broadcast:
    return Broadcast(
        id=row.id,
        text=row.text,
        audience=Audience(row.audience_kind, row.audience_value),
        state=row.state,
        made_by=row.made_by,
        made_at=row.made_at,
        unreachable=row.unreachable,
        chat=row.chat,
        message_id=row.message_id,
        done_at=row.done_at,
    )


def _values(broadcast: Broadcast) -> dict[str, Any]:
    return {
        "text": broadcast.text,
        "audience_kind": broadcast.audience.kind,
        "audience_value": broadcast.audience.value,
        "state": broadcast.state,
        "unreachable": broadcast.unreachable,
        "chat": broadcast.chat,
        "message_id": broadcast.message_id,
        "done_at": broadcast.done_at,
    }
