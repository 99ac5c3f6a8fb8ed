"""Raw updates into the inbox. Committed first; only then may Telegram forget them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.telegram.updates import Json, lane_of
from core.chat import Channel
from core.delivery.landmarks import Landmark, Reached
from core.ports import Clock, Desk, RawUpdate, UnitOfWork

Dispatch = Callable[[Sequence[tuple[int, str]]], None]
"""Told what was stored: (inbox id, lane), in order."""

LARGEST = 2**63
"""No number of Telegram's is larger, and no column of ours would hold it."""
_ENCODER = json.JSONEncoder(separators=(",", ":"))


def is_update(thing: object) -> bool:
    """Whatever else it is, it can be stored and skipped."""
    number = thing.get("update_id") if isinstance(thing, dict) else None
    return isinstance(number, int) and 0 <= number < LARGEST


def raw(update: Json) -> RawUpdate:
    """The row for one update, which ``is_update``. ASCII, for half an emoji cannot be stored otherwise."""
    return RawUpdate(Channel.TELEGRAM, str(update["update_id"]), lane_of(update), _ENCODER.encode(update))


class Intake:
    def __init__(self, desk: Desk, clock: Clock, dispatch: Dispatch, reached: Reached) -> None:
        self._desk = desk
        self._clock = clock
        self._dispatch = dispatch
        self._reached = reached

    async def store(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commit what is new, then let it be handled.

        Raises:
            Exception: the database is away; nothing was stored.
        """
        rows = [raw(update) for update in updates]
        self._reached(Landmark.UPDATES_FETCHED)
        added = await self._desk.run(_add, rows, self._clock)
        self._reached(Landmark.UPDATES_STORED)
        self._dispatch(added)


def _add(work: UnitOfWork, rows: Sequence[RawUpdate], clock: Clock) -> Sequence[tuple[int, str]]:
    return work.inbox.add(rows, clock.now())
