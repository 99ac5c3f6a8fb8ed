"""The question of ours that waits for a person's next sentence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from core.dialogue import Dialogue
from storage.memory import Memory, once
from storage.statements import upsert
from storage.tables.office import DialogueRow

_GET = select(
    DialogueRow.person_id, DialogueRow.topic, DialogueRow.data, DialogueRow.expires_at, DialogueRow.message_id
).where(DialogueRow.person_id == bindparam("person"))
_setting = upsert(DialogueRow)
_SET = _setting.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: _setting.excluded[name] for name in ("topic", "data", "expires_at", "message_id")},
)
_CLEAR = delete(DialogueRow).where(DialogueRow.person_id == bindparam("person"))


class SqlDialogues:
    """Implements ``core.ports.Dialogues``."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    def get(self, person_id: int, now: datetime) -> Dialogue | None:
        """Only one that has not expired."""
        last = self._last(person_id)
        return last if last and last.expires_at > now else None

    @once
    def _last(self, person_id: int) -> Dialogue | None:
        row = self._connection.execute(_GET, {"person": person_id}).one_or_none()
        return Dialogue(*row) if row else None

    def set(self, dialogue: Dialogue) -> None:
        given = {
            "person_id": dialogue.person_id,
            "topic": dialogue.topic,
            "data": dict(dialogue.data),
            "expires_at": dialogue.expires_at,
            "message_id": dialogue.message_id,
        }
        self._connection.execute(_SET, given)
        self.memory.drop(self, "_last", dialogue.person_id)

    def clear(self, person_id: int) -> bool:
        self.memory.drop(self, "_last", person_id)
        return self._connection.execute(_CLEAR, {"person": person_id}).rowcount == 1
