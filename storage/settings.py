"""The office's own settings, by name."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from storage.memory import Memory, forgetting, once
from storage.statements import upsert
from storage.tables.office import SettingRow

_GET = select(SettingRow.value).where(SettingRow.name == bindparam("wanted"))
_setting = upsert(SettingRow)
_SET = _setting.on_conflict_do_update(index_elements=["name"], set_={"value": _setting.excluded.value})


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
