"""Hands stored updates to their handler: one at a time per lane, in order, many lanes side by side.

What is handled lives in the inbox; the queue here is only a list of ids and may be lost at any moment.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from core.ports import Clock, Desk, UnitOfWork

log = logging.getLogger(__name__)

LANES = 256  # handled side by side; each waits for its answer to leave, at 80 ms a call 64 were the limit
RESCAN = 5.0  # seconds between looks for updates of other replicas, or of a process that died
RESCAN_LIMIT = 1000
TRIES = 5
PAUSE = 0.2  # seconds before another attempt, doubled each time

Handle = Callable[[int], Awaitable[None]]
"""Handles one row and marks it as done in the same transaction; not there any more: nothing to do."""
Parked = Callable[[int], Awaitable[None]]


class Inbound:
    """Feeds ``handle``. A failing update is tried again in its place and parked after five failures,
    so that it stops its own lane for a moment and the others not at all.
    """

    def __init__(self, desk: Desk, clock: Clock, handle: Handle, parked: Parked) -> None:
        self._desk = desk
        self._clock = clock
        self._handle = handle
        self._parked = parked
        self._queues: dict[str, deque[int]] = {}  # lanes that have something to do, by first come
        self._known: set[int] = set()  # queued or being handled
        self._free = asyncio.Semaphore(LANES)
        self._work = asyncio.Event()
        self._started: deque[str] = deque()  # lanes that wait for a worker
        self._stopping = False

    def add(self, stored: Sequence[tuple[int, str]]) -> None:
        """These rows are in the inbox and committed: (inbox id, lane), in order."""
        for inbox_id, lane in stored:
            if inbox_id in self._known:
                continue
            self._known.add(inbox_id)
            if lane not in self._queues:
                self._queues[lane] = deque()
                self._started.append(lane)
            self._queues[lane].append(inbox_id)
        self._work.set()

    async def run(self) -> None:
        """Work until ``stop``; then finish what is being handled."""
        async with asyncio.TaskGroup() as lanes:
            scanning = lanes.create_task(self._scan(), name="inbox rescan")
            while not self._stopping:
                await self._work.wait()
                self._work.clear()
                await self._start_lanes(lanes)
            scanning.cancel()

    def stop(self) -> None:
        """Begin nothing new. What waits stays in the inbox for the next start."""
        self._stopping = True
        self._work.set()

    async def _start_lanes(self, lanes: asyncio.TaskGroup) -> None:
        while self._started and not self._stopping:
            await self._free.acquire()
            lane = self._started.popleft()
            task = lanes.create_task(self._serve(lane), name=f"lane {lane}")
            task.add_done_callback(lambda _: self._free.release())

    async def _serve(self, lane: str) -> None:
        queue = self._queues[lane]
        while queue and not self._stopping:
            inbox_id = queue[0]
            await self._see_through(inbox_id)
            queue.popleft()
            self._known.discard(inbox_id)
        del self._queues[lane]

    async def _see_through(self, inbox_id: int) -> None:
        """Try until it is done or parked."""
        pause = PAUSE
        while not self._stopping:
            try:
                await self._handle(inbox_id)
                return
            except Exception as fault:
                log.exception("update %d was not handled", inbox_id)
                if await self._failed(inbox_id, f"{type(fault).__name__}: {fault}"):
                    return
            await asyncio.sleep(pause)
            pause = min(2 * pause, RESCAN)

    async def _failed(self, inbox_id: int, why: str) -> bool:
        """Count it; True if it is parked now."""
        try:
            if not await self._desk.run(_count, inbox_id, why, self._clock):
                return False
            await self._parked(inbox_id)
        except Exception:
            log.exception("update %d: could not even count the failure", inbox_id)
            return False
        return True

    async def _scan(self) -> None:
        while True:
            try:
                self.add(await self._desk.read(_waiting))
            except Exception:
                log.exception("could not look through the inbox")
            await asyncio.sleep(RESCAN)


def _count(work: UnitOfWork, inbox_id: int, why: str, clock: Clock) -> bool:
    now = clock.now()
    if work.inbox.failed(inbox_id, why[:500], now) < TRIES:
        return False
    work.inbox.park(inbox_id, now)
    return True


def _waiting(work: UnitOfWork) -> Sequence[tuple[int, str]]:
    return work.inbox.waiting(RESCAN_LIMIT)
