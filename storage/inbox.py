"""Raw updates, from the moment they are ours until they are dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, update
from sqlalchemy.orm import aliased

from core.ports import RawUpdate, Received
from storage.statements import raw, upsert
from storage.tables.delivery import InboxRow, Waiting

_WAITS = InboxRow.state == raw("waiting")
_COLUMNS = (
    InboxRow.id, InboxRow.channel, InboxRow.lane, InboxRow.body, InboxRow.received_at, InboxRow.tries
)  # fmt: skip

_ADD = (
    upsert(InboxRow)
    .on_conflict_do_nothing(index_elements=["channel", "update_id"])
    .returning(InboxRow.id, InboxRow.lane)
)
_EARLIER = aliased(InboxRow)
_TAKE = (
    select(*_COLUMNS)
    .where(InboxRow.id == bindparam("wanted"), _WAITS)
    .where(
        ~exists().where(
            _EARLIER.lane == InboxRow.lane, _EARLIER.id < InboxRow.id, _EARLIER.state == raw("waiting")
        )
    )
    .with_for_update(skip_locked=True, of=InboxRow)
)
_WAITING = select(InboxRow.id, InboxRow.lane).where(_WAITS).order_by(InboxRow.id).limit(bindparam("most"))
_PARKED = select(*_COLUMNS).where(InboxRow.state == raw("parked")).order_by(InboxRow.id)
_THIS = InboxRow.id == bindparam("wanted")
_SETTLE = (
    update(InboxRow)
    .where(_THIS)
    .values(state=bindparam("became"), why=bindparam("because"), settled_at=bindparam("at"))
)
_PARK = update(InboxRow).where(_THIS).values(state=Waiting.PARKED, settled_at=bindparam("at"))
_FAILED = (
    update(InboxRow)
    .where(_THIS)
    .values(tries=InboxRow.tries + 1, why=bindparam("because"))
    .returning(InboxRow.tries)
)


class SqlInbox:
    """Implements ``core.ports.Inbox``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, updates: Sequence[RawUpdate], now: datetime) -> Sequence[tuple[int, str]]:
        if not updates:
            return []
        added = self._connection.execute(_ADD, [_new(raw_update, now) for raw_update in updates])
        return sorted((row.id, row.lane) for row in added)

    def take(self, inbox_id: int) -> Received | None:
        row = self._connection.execute(_TAKE, {"wanted": inbox_id}).one_or_none()
        return Received(*row) if row else None

    def waiting(self, limit: int) -> Sequence[tuple[int, str]]:
        return [(row.id, row.lane) for row in self._connection.execute(_WAITING, {"most": limit})]

    def done(self, inbox_id: int, now: datetime) -> None:
        self._settle(inbox_id, Waiting.DONE, "", now)

    def skip(self, inbox_id: int, why: str, now: datetime) -> None:
        self._settle(inbox_id, Waiting.SKIPPED, why, now)

    def failed(self, inbox_id: int, why: str, now: datetime) -> int:
        del now  # the port gives it; the row keeps only the last reason
        tries: int = self._connection.execute(_FAILED, {"wanted": inbox_id, "because": why}).scalar_one()
        return tries

    def park(self, inbox_id: int, now: datetime) -> None:
        self._connection.execute(_PARK, {"wanted": inbox_id, "at": now})

    def parked(self) -> Sequence[Received]:
        return [Received(*row) for row in self._connection.execute(_PARKED)]

    def _settle(self, inbox_id: int, became: Waiting, why: str, now: datetime) -> None:
        self._connection.execute(_SETTLE, {"wanted": inbox_id, "became": became, "because": why, "at": now})


def _new(update: RawUpdate, now: datetime) -> dict[str, Any]:
    return {
        "channel": update.channel,
        "update_id": update.update_id,
        "lane": update.lane,
        "body": update.body,
        "received_at": now,
        "state": Waiting.WAITING,
        "tries": 0,
        "why": "",
    }
