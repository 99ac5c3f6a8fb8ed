"""A bounded record of every Bot API call, for tests and measurements."""

from collections import deque
from itertools import count
from time import monotonic, time
from typing import Any

CAPACITY = 200_000
FIELDS = ("seq", "monotonic", "wall", "method", "chat_id", "message_id", "outcome")
Entry = tuple[int, float, float, str, int | None, int | None, str]


class CallLog:
    """``wall`` is real epoch time, not the sandbox clock; ``outcome`` is ok, dropped or an error."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=CAPACITY)
        self._numbers = count(1)

    def note(self, method: str, chat_id: int | None, message_id: int | None, outcome: str) -> None:
        number = next(self._numbers)
        self._entries.append((number, monotonic(), time(), method, chat_id, message_id, outcome))

    def since(
        self, seq: int = 0, method: str | None = None, chat_id: int | None = None
    ) -> list[dict[str, Any]]:
        """Entries numbered above ``seq``, oldest first."""
        return [
            dict(zip(FIELDS, entry, strict=True))
            for entry in self._entries
            if entry[0] > seq
            and (method is None or entry[3].lower() == method.lower())
            and (chat_id is None or entry[4] == chat_id)
        ]

    def clear(self) -> None:
        self._entries.clear()
