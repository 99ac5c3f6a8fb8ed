"""What the office keeps about itself: settings, open talks, the audit chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from core.dialogue import Dialogue


class Settings(Protocol):
    """The office's own settings and notes of the machinery, by name; values are JSON text."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...
    def hold(self, name: str) -> None:
        """Until the commit nobody else holds it: for a value of which a part is changed, before it is read."""


class Dialogues(Protocol):
    def get(self, person_id: int, now: datetime) -> Dialogue | None: ...
    def set(self, dialogue: Dialogue) -> None: ...
    def clear(self, person_id: int) -> bool:
        """False if there was none."""


class Audit(Protocol):
    def note(
        self, at: datetime, actor: int | None, action: str, subject: str, facts: Mapping[str, str]
    ) -> None:
        """Append to the hash chain. ``actor`` None: the clock or the command line."""

    def last(self, action: str, subject: str) -> Mapping[str, str] | None:
        """The facts of the newest such entry; None: there is none."""

    def verify(self) -> int | None:
        """None if the chain is whole, else the id of the first bad entry."""
