"""Opened callbacks into the inbox. Committed first; only then does WeCom get its 200.

A database that is busy or away must not make WeCom wait: after a moment the callback goes to the spool
instead, which is as safe, and from there into the inbox as soon as that can be.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.wecom.spool import Spool
from core.delivery.landmarks import Landmark, Reached
from core.ports import Clock, Desk, RawUpdate, UnitOfWork

log = logging.getLogger(__name__)

PATIENCE = 0.4  # seconds for the commit; WeCom waits five for all of it
LOOK = 1.0  # seconds between looks into the spool
WAITING = 1000

Dispatch = Callable[[Sequence[tuple[int, str]]], None]
"""Told what was stored: (inbox id, lane), in order."""


class Intake:
    """``patience`` in seconds."""

    def __init__(
        self, desk: Desk, clock: Clock, dispatch: Dispatch, reached: Reached, spool: Spool,
        patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self._desk, self._clock, self._dispatch, self._reached = desk, clock, dispatch, reached
        self._spool, self._patience = spool, patience
        self._behind = 0  # went to the spool and may not have come back from it

    @property
    def is_behind(self) -> bool:
        """Whether something lies in the spool, as far as this process knows."""
        return self._behind > 0

    async def store(self, update: RawUpdate) -> bool:
        """Commit it if it is new, and have it handled; if that takes long, it is safe first and committed later.

        Returns:
            Whether it is being handled now.

        Raises:
            OSError: the database is away or busy, and the disk does not take it either.
        """
        self._reached(Landmark.UPDATES_FETCHED)
        added = None if self._behind else await self._committed(update)
        if added is None:  # nobody's words overtake what waits
            self._behind += 1
            await self._spool.keep(update)
        self._reached(Landmark.UPDATES_STORED)
        return bool(added)

    async def run(self) -> None:
        """Look into the spool again and again; also for what another process has left there."""
        while True:
            try:
                await self._catch_up()
            except Exception:
                log.exception("the spool was not emptied")
            await asyncio.sleep(LOOK)

    async def _committed(self, update: RawUpdate) -> Sequence[tuple[int, str]] | None:
        """What was new, or None if the database did not take it in time."""
        try:
            async with asyncio.timeout(self._patience):
                added = await self._desk.run(_add, [update], self._clock)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the callback is not lost for it
            log.warning("a callback goes to the spool: %s", type(fault).__name__)
            return None
        self._dispatch(added)
        return added

    async def _catch_up(self) -> None:
        behind, lying = self._behind, await self._spool.lying()
        if lying:
            self._dispatch(await self._desk.run(_add_late, [one.update for one in lying], self._clock))
        for one in lying:
            await self._spool.forget(one)
        self._behind -= behind


def _add(work: UnitOfWork, updates: Sequence[RawUpdate], clock: Clock) -> Sequence[tuple[int, str]]:
    return work.inbox.add(updates, clock.now())


def _add_late(work: UnitOfWork, updates: Sequence[RawUpdate], clock: Clock) -> Sequence[tuple[int, str]]:
    """All that waits, not only what is new: the commit that nobody waited for may have come to pass."""
    work.inbox.add(updates, clock.now())
    return work.inbox.waiting(WAITING)
