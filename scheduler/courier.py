"""Carries one letter: waits for its turn, sends it, hands the outcome to be recorded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from core.chat import Channel
from core.delivery.landmarks import Landmark, Reached
from core.delivery.model import POLICIES, Claimed
from core.delivery.settle import Outcome
from core.errors import Doubtful, SendFailed, TooFast, TryLater
from core.ports import Chat, Clock
from scheduler.order import OneAtATime
from scheduler.pacer import Pacer
from scheduler.settler import Settler

log = logging.getLogger(__name__)

NETWORK_CAP = 30.0  # seconds one send may take; the lease must outlast it
HOLD = 1.0  # seconds we stay silent beyond what a 429 asks for
SWITCHED_OFF = TryLater(timedelta(minutes=15), "this chat service is switched off")


@dataclass(frozen=True, slots=True)
class Line:
    """One chat service and its pace."""

    chat: Chat
    pacer: Pacer


class Courier:
    """In order for each chat, side by side for different chats."""

    def __init__(
        self, lines: Mapping[Channel, Line], clock: Clock, settler: Settler, reached: Reached
    ) -> None:
        self._lines = lines
        self._clock = clock
        self._settler = settler
        self._reached = reached
        self._one_at_a_time = OneAtATime()

    async def carry(self, claimed: Claimed, leaving: Callable[[], None] = lambda: None) -> bool:
        """True if it was sent. ``leaving`` is called once it no longer waits for its turn."""
        async with self._one_at_a_time(claimed.letter.to):
            line = self._lines.get(claimed.letter.to.channel)
            try:
                granted = line is not None and await self._its_turn(line.pacer, claimed)
            finally:
                leaving()
            if line is None:
                return self._done(claimed, SWITCHED_OFF)
            # Asked again, for this process may have been asleep: it must not speak after its lease.
            if not granted or self._time_left(claimed) <= 0:
                return self._done(claimed, None)
            outcome = await self._send(line.chat, claimed)
            line.pacer.landed(claimed.letter.to.chat)
            self._reached(Landmark.ACCEPTED)
            _brake(line.pacer, claimed, outcome)
            return self._done(claimed, outcome)

    def give_back(self, claimed: Claimed) -> None:
        self._settler.add(claimed, None)

    def stop(self) -> None:
        """From now on only answers leave; what else waits for its turn is given back."""
        for line in self._lines.values():
            line.pacer.stop()

    async def _its_turn(self, pacer: Pacer, claimed: Claimed) -> bool:
        left = self._time_left(claimed)
        letter = claimed.letter
        return left > 0 and await pacer.turn(letter.to.chat, POLICIES[letter.kind].lane, left)

    def _time_left(self, claimed: Claimed) -> float:
        """Seconds in which sending may still begin."""
        return (claimed.lease_until - self._clock.now()).total_seconds() - NETWORK_CAP

    def _done(self, claimed: Claimed, outcome: Outcome | None) -> bool:
        self._settler.add(claimed, outcome)
        return isinstance(outcome, str)

    async def _send(self, chat: Chat, claimed: Claimed) -> Outcome:
        try:
            async with asyncio.timeout(NETWORK_CAP):
                return await chat.send(claimed.letter)
        except SendFailed as fault:
            return fault
        except TimeoutError:
            return Doubtful("no answer in time")
        except Exception as bug:
            log.exception("letter %d: the adapter failed", claimed.id)
            return Doubtful(type(bug).__name__)


def _brake(pacer: Pacer, claimed: Claimed, outcome: Outcome) -> None:
    if isinstance(outcome, TooFast):
        wait = outcome.wait.total_seconds() if outcome.wait else 0.0
        pacer.hold("*" if outcome.whole_bot else claimed.letter.to.chat, wait + HOLD)
