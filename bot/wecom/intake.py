"""Opened callbacks into the inbox. Committed first; only then does WeCom get its 200."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.delivery.landmarks import Landmark, Reached
from core.ports import Clock, Desk, RawUpdate, UnitOfWork

Dispatch = Callable[[Sequence[tuple[int, str]]], None]
"""Told what was stored: (inbox id, lane), in order."""


class Intake:
    def __init__(self, desk: Desk, clock: Clock, dispatch: Dispatch, reached: Reached) -> None:
        self._desk = desk
        self._clock = clock
        self._dispatch = dispatch
        self._reached = reached

    async def store(self, update: RawUpdate) -> None:
        """Commit it if it is new, then let it be handled.

        Raises:
            Exception: the database is away; nothing was stored.
        """
        self._reached(Landmark.UPDATES_FETCHED)
        added = await self._desk.run(_add, update, self._clock)
        self._reached(Landmark.UPDATES_STORED)
        self._dispatch(added)


def _add(work: UnitOfWork, update: RawUpdate, clock: Clock) -> Sequence[tuple[int, str]]:
    return work.inbox.add([update], clock.now())
