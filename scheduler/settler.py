"""Records what became of letters, many in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from core.delivery.landmarks import Landmark, Reached
from core.delivery.model import Claimed
from core.delivery.settle import Outcome, Sent, give_back, settle, settle_sent
from core.ports import Clock, Desk
from scheduler.nursery import Nursery

log = logging.getLogger(__name__)

GATHER = 0.2  # seconds in which outcomes are gathered for one commit; what a kill -9 leaves in doubt
LONGER = 0.4  # seconds that successes wait for somebody who commits anyway and takes them along
BATCH = 64
ATTEMPTS = 5  # then the letter is left to its lease
PAUSE = 1.0  # seconds between attempts while the database is away

Done = tuple[Claimed, Outcome | None]  # None: not sent, given back
Observe = Callable[[Claimed, Outcome], None]


def look_away(_claimed: Claimed, _outcome: Outcome) -> None:
    """What is wired when nobody counts."""


class Settler:
    """Outcomes go in at once and reach the database a moment later.

    A crash in between leaves letters as SENDING; their lease runs out and the policy on doubt applies.
    """

    def __init__(
        self, desk: Desk, clock: Clock, nursery: Nursery, random: Callable[[], float], reached: Reached,
        *, observe: Observe = look_away,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._clock = clock
        self._nursery = nursery
        self._random = random
        self._reached = reached
        self._observe = observe
        self.after: Callable[[Sequence[Done]], None] = lambda _: None  # told what was recorded
        self.company: Callable[[], bool] = lambda: False  # whether somebody is about to call ``hand_over``
        self._waiting: list[Done] = []
        self._since = 0.0  # when the oldest of them was added, or before; the loop's time
        self._hurry = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add(self, claimed: Claimed, outcome: Outcome | None) -> None:
        if not self._waiting:
            self._since = asyncio.get_running_loop().time()
        self._waiting.append((claimed, outcome))
        if len(self._waiting) >= BATCH:
            self._hurry.set()
        if self._task is None or self._task.done():
            self._task = self._nursery.start("settle", self._work())

    def hand_over(self) -> list[Sent]:
        """The successes that wait, for somebody who is about to commit anyway; see ``recorded``."""
        sent = [(claimed, outcome) for claimed, outcome in self._waiting if isinstance(outcome, str)]
        self._waiting = [done for done in self._waiting if not isinstance(done[1], str)]
        return sent

    def recorded(self, sent: Sequence[Sent], strays: Sequence[Claimed]) -> None:
        """These are in the database, except ``strays``, which were no longer ours."""
        for claimed in strays:
            log.warning("letter %d was sent by us after our lease had run out", claimed.id)
        if sent:
            self._tell(sent)

    async def flush(self) -> None:
        """Return when everything added so far is recorded."""
        self._hurry.set()
        if self._task:
            await self._task

    async def _work(self) -> None:
        while self._waiting:
            await self._gather()
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            if not self._waiting:
                self._hurry.clear()
            if batch:
                await self._record(batch)

    async def _gather(self) -> None:
        """Until the oldest has waited long enough. What is handed over meanwhile needs no commit of ours."""
        while self._waiting and not self._hurry.is_set():
            waited = asyncio.get_running_loop().time() - self._since
            if waited >= self._patience():
                return
            try:
                async with asyncio.timeout((GATHER if waited < GATHER else LONGER) - waited):
                    await self._hurry.wait()
            except TimeoutError:
                pass

    def _patience(self) -> float:
        """A failure may concern other replicas, which learn of it from the database: it waits for nobody."""
        sent = all(isinstance(outcome, str) for _, outcome in self._waiting)
        return LONGER if sent and self.company() else GATHER

    async def _record(self, batch: Sequence[Done]) -> None:
        """All successes in one transaction, each failure in its own."""
        await self._record_sent(
            [(claimed, outcome) for claimed, outcome in batch if isinstance(outcome, str)]
        )
        for claimed, outcome in batch:
            if not isinstance(outcome, str):
                await self._record_one(claimed, outcome)
        self._tell(batch)

    def _tell(self, batch: Sequence[Done]) -> None:
        self._reached(Landmark.SETTLED)
        for claimed, outcome in batch:
            if outcome is not None:
                self._observe(claimed, outcome)
        self.after(batch)

    async def _record_sent(self, sent: Sequence[Sent]) -> None:
        if not sent:
            return
        try:
            strays = await self._desk.run(settle_sent, sent, self._clock.now())
        except Exception:
            log.exception("could not record %d letters together; one by one now", len(sent))
            for claimed, message in sent:
                await self._record_one(claimed, message)
            return
        for claimed in strays:
            log.warning("letter %d was sent by us after our lease had run out", claimed.id)

    async def _record_one(self, claimed: Claimed, outcome: Outcome | None) -> None:
        for _ in range(ATTEMPTS):
            try:
                if not await self._write(claimed, outcome):
                    log.warning("letter %d: our lease had run out before %r", claimed.id, outcome)
                return
            except Exception:
                log.exception("could not record letter %d", claimed.id)
                await asyncio.sleep(PAUSE)

    async def _write(self, claimed: Claimed, outcome: Outcome | None) -> bool:
        now = self._clock.now()
        if outcome is None:
            return await self._desk.run(give_back, claimed, now)
        return await self._desk.run(settle, claimed, outcome, now, self._random())
