"""The office's own settings, by name."""

from __future__ import annotations

from zlib import crc32

from sqlalchemy import Connection, bindparam, func, select

from storage.memory import Memory, forgetting, once
from storage.statements import upsert
from storage.tables.office import SettingRow

_GET = select(SettingRow.value).where(SettingRow.name == bindparam("wanted"))
_setting = upsert(SettingRow)
_SET = _setting.on_conflict_do_update(index_elements=["name"], set_={"value": _setting.excluded.value})
_NAMESPACE = 0x53455454  # "SETT"; the other half of the lock's number is that of the name
_HOLD = select(func.pg_advisory_xact_lock(_NAMESPACE, bindparam("half")))
"""Also what was never set can be held, where there is no row to lock."""


class SqlSettings:
    """Implements ``core.ports.Settings``."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    @once
    def get(self, name: str) -> str | None:
        value: str | None = self._connection.execute(_GET, {"wanted": name}).scalar_one_or_none()
        return value

    @forgetting
    def set(self, name: str, value: str) -> None:
        self._connection.execute(_SET, {"name": name, "value": value})

    def hold(self, name: str) -> None:
        """On SQLite the one writer holds everything."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_HOLD, {"half": crc32(name.encode()) - 2**31})
            self.memory.locked()
