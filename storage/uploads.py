"""Links to hand in a file over the web."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.chat import Address
from core.roster.model import UploadLink
from storage.tables.office import UploadRow

_FIND = select(
    UploadRow.token_hash, UploadRow.person_id, UploadRow.channel, UploadRow.chat, UploadRow.made_at,
    UploadRow.expires_at, UploadRow.used_at,
).where(UploadRow.token_hash == bindparam("wanted"))  # fmt: skip
_USE = (
    update(UploadRow)
    .where(UploadRow.token_hash == bindparam("wanted"), UploadRow.used_at.is_(None))
    .values(used_at=bindparam("at"))
)


class SqlUploads:
    """Implements ``core.ports.Uploads``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: UploadLink) -> None:
        self._connection.execute(
            insert(UploadRow),
            {
                "token_hash": link.token_hash,
                "person_id": link.person_id,
                "channel": link.address.channel,
                "chat": link.address.chat,
                "made_at": link.made_at,
                "expires_at": link.expires_at,
                "used_at": None,
            },
        )

    def find(self, token_hash: str) -> UploadLink | None:
        row = self._connection.execute(_FIND, {"wanted": token_hash}).one_or_none()
        if row is None:
            return None
        address = Address(row.channel, row.chat)
        return UploadLink(row.token_hash, row.person_id, address, row.made_at, row.expires_at, row.used_at)

    def use(self, token_hash: str, now: datetime) -> bool:
        return self._connection.execute(_USE, {"wanted": token_hash, "at": now}).rowcount == 1
