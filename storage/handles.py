"""How messages of ours can be changed later, for services that want to be told."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from core.chat import Address
from core.delivery.model import Handle
from storage.statements import AnyRow, upsert
from storage.tables.delivery import HandleRow

LONGEST_CHAIN = 20
"""Messages that took each other's place; more would be a circle."""
_COLUMNS = (
    HandleRow.channel, HandleRow.chat, HandleRow.message_id, HandleRow.sent_at, HandleRow.code,
    HandleRow.code_until, HandleRow.spent_on, HandleRow.newer, HandleRow.recalls, HandleRow.numbered,
)  # fmt: skip
_HERE = (HandleRow.channel == bindparam("channel"), HandleRow.chat == bindparam("chat"))
_GET = select(*_COLUMNS).where(*_HERE, HandleRow.message_id == bindparam("message"))
_LAST = (
    select(*_COLUMNS).where(*_HERE).order_by(HandleRow.sent_at.desc(), HandleRow.message_id.desc()).limit(1)
)
_keeping = upsert(HandleRow)
_KEEP = _keeping.on_conflict_do_update(
    index_elements=["channel", "chat", "message_id"],
    set_={
        name: _keeping.excluded[name]
        for name in ("sent_at", "code", "code_until", "spent_on", "newer", "recalls", "numbered")
    },
)


class SqlHandles:
    """Implements ``core.ports.Handles``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, handle: Handle) -> None:
        self._connection.execute(
            _KEEP,
            {
                "channel": handle.to.channel,
                "chat": handle.to.chat,
                "message_id": handle.message_id,
                "sent_at": handle.sent_at,
                "code": handle.code,
                "code_until": handle.code_until,
                "spent_on": handle.spent_on,
                "newer": handle.newer,
                "recalls": list(handle.recalls),
                "numbered": handle.numbered,
            },
        )

    def get(self, to: Address, message_id: str) -> Handle | None:
        given = {"channel": to.channel, "chat": to.chat, "message": message_id}
        row = self._connection.execute(_GET, given).one_or_none()
        return _handle(row) if row else None

    def newest(self, to: Address, message_id: str) -> Handle | None:
        found = self.get(to, message_id)
        for _ in range(LONGEST_CHAIN):
            if found is None or not found.newer:
                break
            found = self.get(to, found.newer)
        return found

    def last(self, to: Address) -> Handle | None:
        row = self._connection.execute(_LAST, {"channel": to.channel, "chat": to.chat}).one_or_none()
        return _handle(row) if row else None


def _handle(row: AnyRow) -> Handle:
    return Handle(
        to=Address(row.channel, row.chat),
        message_id=row.message_id,
        sent_at=row.sent_at,
        code=row.code,
        code_until=row.code_until,
        spent_on=row.spent_on,
        newer=row.newer,
        recalls=tuple(row.recalls),
        numbered=row.numbered,
    )
