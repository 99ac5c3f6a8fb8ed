"""A pacer for several replicas: what this process allows is asked again of a gate that all share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from core.chat import Channel
from core.delivery.model import Lane
from core.delivery.pacing import Budget, Pace
from core.ports import Clock, Desk, UnitOfWork
from scheduler.pacer import IsGroup, Monotonic, Pacer

BURST = 3
LOOK = 0.5  # seconds after which a waiting message looks whether it is still wanted


@dataclass(frozen=True, slots=True)
class Toll:
    """A GCRA row: one message ``every`` seconds on average, ``burst`` of them at once."""

    scope: str
    every: float
    burst: int

    @classmethod
    def of(cls, scope: str, pace: Pace, burst: int) -> Toll:
        """At most ``pace.count`` in any window: the burst and what drips meanwhile fit together."""
        return cls(scope, pace.per / (pace.count - burst), burst)


class SharedPacer(Pacer):
    def __init__(
        self, monotonic: Monotonic, is_group: IsGroup, desk: Desk, clock: Clock, channel: Channel,
        budget: Budget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(monotonic, is_group, budget)
        self._desk = desk
        self._clock = clock
        self._channel = channel
        self._budget = budget or Budget()

    async def turn(self, chat: str, lane: Lane, patience: float) -> bool:
        until = self._monotonic() + patience
        if not await super().turn(chat, lane, patience):
            return False
        for toll in self._tolls(chat, lane):
            if not await self._pass(toll, lane, until):
                return False
        return True

    async def _pass(self, toll: Toll, lane: Lane, until: float) -> bool:
        """Ask until it is granted; False if time is up or the pacer is being stopped."""
        while self._monotonic() < until and not self._refuses(lane):
            wait = await self._desk.run(_take, toll, self._clock)
            if wait <= 0:
                return True
            await asyncio.sleep(min(wait, LOOK))
        return False

    def _tolls(self, chat: str, lane: Lane) -> Iterator[Toll]:
        """The narrow ones first: a message that must wait there takes nothing from the common rate.

        The scopes of the bot and of a group are those that a 429 closes, so these are heeded, too.
        """
        overall = self._budget.overall
        if self._is_group(chat):
            yield Toll.of(f"{self._channel}:{chat}", self._budget.group, BURST)
        if lane is not Lane.ANSWERS:
            yield Toll.of(
                f"{self._channel}:bulk", Pace(overall.count - self._budget.reserved, overall.per), 1
            )
        yield Toll.of(str(self._channel), overall, BURST)


def _take(work: UnitOfWork, toll: Toll, clock: Clock) -> float:
    return work.gates.take(toll.scope, clock.now(), toll.every, toll.burst)
