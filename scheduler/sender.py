"""WHERE WORDS LEAVE: letters are claimed, paced, sent and recorded here, and nowhere else.

A claim is committed before the network is touched, and recorded under the same owner afterwards. In
between there is at most one attempt per claim; what an unclear attempt means is for
``core.delivery.settle`` to say.
"""

from __future__ import annotations

import asyncio
import logging
import random as chance
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from core.chat import Channel
from core.delivery.claim import Draw, as_written, complete, turn_over
from core.delivery.landmarks import Landmark, Reached, ignore
from core.delivery.model import POLICIES, Claimed, Lane
from core.delivery.pacing import HANDFUL
from core.ports import Clock, Desk
from scheduler.courier import Courier, Line
from scheduler.nursery import Nursery
from scheduler.settler import Done, Observe, Settler, look_away

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)  # longer than NETWORK_CAP and the longest wait for a turn
ANSWER_LEASE = timedelta(seconds=40)  # so that an answer lost with its sender is sent while it is wanted
IN_HAND = 3 * HANDFUL  # letters claimed and still waiting: those a kill -9 would leave in doubt without need
STRAGGLERS = 0.4  # seconds after which half of them may stay in hand: their chats have a pace of their own
SLOW = 0.05  # seconds of a claim after which the next one does not wait for the last letter in hand
POLL = 1.0  # seconds; a wake-up is only a hint
PAUSE = 5.0  # seconds before the next look while the database is away
URGENT = frozenset({Lane.ANSWERS, Lane.ESCALATION})
ALL = frozenset(Lane)


class Sender:
    """Sends what is due, a few at a time in parallel."""

    def __init__(
        self,
        desk: Desk,
        lines: Mapping[Channel, Line],
        clock: Clock,
        nursery: Nursery,
        owner: str,
        *,
        reached: Reached = ignore,
        random: Callable[[], float] = chance.random,
        observe: Observe = look_away,
        draw: Draw = as_written,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._nursery = nursery
        self._reached = reached
        self._draw = draw
        self._settler = Settler(desk, clock, nursery, random, reached, observe=observe)
        self._settler.after = self._look_behind
        self._settler.company = lambda: self._waiting > 0  # then we claim again as soon as they have left
        self._courier = Courier(lines, clock, self._settler, reached)
        self.owner = owner
        self._lanes: Collection[Lane] = ALL
        self._slow = False  # the last claim was
        self._waiting = 0  # letters claimed here that still wait for their turn
        self._busy = 0  # steps that a drain must wait for
        self._idle = asyncio.Event()
        self._wake = asyncio.Event()
        self._room = asyncio.Event()
        self._idle.set()
        self._stopping = False

    def wake(self) -> None:
        """Letters may be due: look now instead of at the next poll."""
        self._wake.set()

    def hold_bulk(self, *, held: bool) -> None:
        """While the clock cannot be trusted, only answers and escalations leave."""
        self._lanes = URGENT if held else ALL
        self.wake()

    def lease_until(self) -> datetime:
        """Until when ``Outbox.put_claimed`` should give us the letters for ``deliver_now``."""
        return self._clock.now() + ANSWER_LEASE

    async def run(self) -> None:
        """Claim and send until ``drain``."""
        while not self._stopping:
            try:
                more = await self._claim_some()
            except Exception:
                log.exception("could not claim letters")
                await self._rest(PAUSE)
                continue
            if more:
                await self._until_room()
            else:
                await self._rest(POLL)

    async def deliver_now(self, letters: Sequence[Claimed]) -> None:
        """Send answers that are already in our hands, in order; return when they have left.

        Once one of them must wait, those behind it go back to the outbox, so that the order stays.
        """
        self._begin()
        try:
            if any(claimed.letter.edits for claimed in letters):
                letters = await self._desk.run(complete, letters, self._clock.now(), self._draw)
            sent = True
            for claimed in letters:
                if sent:
                    sent = await self._courier.carry(claimed)
                else:
                    self._courier.give_back(claimed)
        finally:
            self._end()

    async def drain(self, seconds: float) -> bool:
        """Claim nothing more, give back what has not left, finish what is under way.

        Returns:
            False: something was still under way after ``seconds``; its lease will tell.
        """
        self._stopping = True
        self._wake.set()
        self._room.set()
        self._courier.stop()
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
                await self._settler.flush()
        except TimeoutError:
            return False
        return True

    async def _claim_some(self) -> bool:
        """Fill our hands; False if nothing more is due."""
        self._wake.clear()
        limit = IN_HAND - self._waiting
        self._begin()
        try:
            taken = await self._turn_over(limit)
            if taken:
                self._reached(Landmark.CLAIMED)
            for claimed in taken:
                self._start(claimed)
        finally:
            self._end()
        return len(taken) >= limit

    async def _turn_over(self, limit: int) -> Sequence[Claimed]:
        sent = self._settler.hand_over()
        now, began = self._clock.now(), asyncio.get_running_loop().time()
        until = now + LEASE
        try:
            taken, strays = await self._desk.run(
                turn_over, sent, now, self.owner, until, limit, self._lanes, self._draw
            )
        except Exception:
            for claimed, message in sent:
                self._settler.add(claimed, message)
            raise
        self._slow = asyncio.get_running_loop().time() - began > SLOW
        self._settler.recorded(sent, strays)
        return taken

    def _start(self, claimed: Claimed) -> None:
        self._begin()
        self._waiting += 1
        task = self._nursery.start(f"letter {claimed.id}", self._courier.carry(claimed, self._leaving))
        task.add_done_callback(lambda _: self._end())

    def _leaving(self) -> None:
        self._waiting -= 1
        if self._waiting in (0, IN_HAND // 2):
            self._room.set()

    async def _until_room(self) -> None:
        """Where commits are quick, one for all in hand: the next letters are here before it is their turn."""
        await self._until_waiting(IN_HAND // 2)
        if self._slow:
            return
        try:
            async with asyncio.timeout(STRAGGLERS):
                await self._until_waiting(0)
        except TimeoutError:
            pass

    async def _until_waiting(self, most: int) -> None:
        while self._waiting > most and not self._stopping:
            self._room.clear()
            await self._room.wait()

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass

    def _look_behind(self, done: Sequence[Done]) -> None:
        """Only the first letter of a chat and lane can be claimed: the next one may be free now."""
        if any(POLICIES[claimed.letter.kind].lane is not Lane.ANSWERS for claimed, _ in done):
            self.wake()

    def _begin(self) -> None:
        self._busy += 1
        self._idle.clear()

    def _end(self) -> None:
        self._busy -= 1
        if not self._busy:
            self._idle.set()
