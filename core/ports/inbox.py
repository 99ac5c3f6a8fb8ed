"""What came in and waits to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.chat import Channel


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as it came: ``lane`` serialises what must not overtake (the sender), ``body`` is verbatim JSON."""

    channel: Channel
    update_id: str
    lane: str
    body: str


@dataclass(frozen=True, slots=True)
class Received:
    """A row of the inbox. ``tries`` counts failed attempts so far."""

    id: int
    channel: Channel
    lane: str
    body: str
    received_at: datetime
    tries: int


class Inbox(Protocol):
    def add(self, updates: Sequence[RawUpdate], now: datetime) -> Sequence[tuple[int, str]]:
        """Store new ones, skip repeats (channel, update_id); (id, lane) of the stored, in order."""

    def take(self, inbox_id: int) -> Received | None:
        """The row, locked until commit; None if done, parked, or in another's hands, or if an earlier
        one of the same lane still waits."""

    def waiting(self, limit: int) -> Sequence[tuple[int, str]]:
        """(id, lane) of what is still to do, oldest first."""

    def done(self, inbox_id: int, now: datetime) -> None: ...
    def skip(self, inbox_id: int, why: str, now: datetime) -> None:
        """Nothing of ours: stored, never looked at again."""

    def failed(self, inbox_id: int, why: str, now: datetime) -> int:
        """Count a failed attempt; how many there are now."""

    def park(self, inbox_id: int, now: datetime) -> None:
        """Give up on it until a person looks; later ones of its lane go on."""

    def parked(self) -> Sequence[Received]: ...
