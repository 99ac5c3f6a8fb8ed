"""Files that people dropped and files that leave with letters."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.files import StoredFile
from storage.statements import AnyRow, upsert
from storage.tables.files import FileRow

LONGEST_NAME = 255
_COLUMNS = (
    FileRow.id, FileRow.name, FileRow.media_type, FileRow.sha256, FileRow.content, FileRow.made_at,
)  # fmt: skip
_PUT = upsert(FileRow).on_conflict_do_nothing(index_elements=["sha256", "name"])
_GET = select(*_COLUMNS).where(FileRow.id == bindparam("wanted"))
_FIND = select(*_COLUMNS).where(FileRow.sha256 == bindparam("wanted")).order_by(FileRow.id).limit(1)
_SAME = select(*_COLUMNS).where(FileRow.sha256 == bindparam("wanted"), FileRow.name == bindparam("called"))


class SqlFiles:
    """Implements ``core.ports.Files``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, name: str, media_type: str, content: bytes, now: datetime) -> StoredFile:
        sha = hashlib.sha256(content).hexdigest()
        short = name[-LONGEST_NAME:]  # its end says what kind of file it is
        given = {"name": short, "media_type": media_type, "sha256": sha, "content": content, "made_at": now}
        self._connection.execute(_PUT, given)
        return _file(self._connection.execute(_SAME, {"wanted": sha, "called": short}).one())

    def get(self, file_id: int) -> StoredFile | None:
        row = self._connection.execute(_GET, {"wanted": file_id}).one_or_none()
        return _file(row) if row else None

    def find(self, sha256: str) -> StoredFile | None:
        row = self._connection.execute(_FIND, {"wanted": sha256}).one_or_none()
        return _file(row) if row else None


def _file(row: AnyRow) -> StoredFile:
    return StoredFile(*row)
