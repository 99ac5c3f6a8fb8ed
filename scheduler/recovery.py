"""Letters of senders that died or hang, and letters that came too late."""

from __future__ import annotations

import logging
import random as chance
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.delivery.model import Claimed, Posted
from core.delivery.settle import LAPSED, settle
from core.ports import Clock, Desk, UnitOfWork

log = logging.getLogger(__name__)

LIMIT = 200  # letters in one look


@dataclass(frozen=True, slots=True)
class Recovered:
    """What one look repaired."""

    lapsed: tuple[Claimed, ...]
    expired: tuple[Posted, ...]


class Recovery:
    """Housekeeping of the outbox; any number of replicas may do it."""

    def __init__(self, desk: Desk, clock: Clock, random: Callable[[], float] = chance.random) -> None:
        self._desk = desk
        self._clock = clock
        self._random = random

    async def look(self) -> Recovered:
        """One letter, one transaction: a bad one stops nobody."""
        now = self._clock.now()
        lapsed = [claimed for claimed in await self._desk.read(_lapsed, now) if await self._settle(claimed)]
        return Recovered(tuple(lapsed), tuple(await self._desk.run(_expire, now)))

    async def bury(self, owner: str) -> int:
        """This owner is known to be dead: the next look takes back what it had in hand."""
        return await self._desk.run(_bury, owner, self._clock.now())

    async def _settle(self, claimed: Claimed) -> bool:
        try:
            return await self._desk.run(settle, claimed, LAPSED, self._clock.now(), self._random())
        except Exception:
            log.exception("could not take back letter %d", claimed.id)
            return False


def _bury(work: UnitOfWork, owner: str, now: datetime) -> int:
    return work.outbox.bury(owner, now)


def _lapsed(work: UnitOfWork, now: datetime) -> Sequence[Claimed]:
    return work.outbox.lapsed(now, LIMIT)


def _expire(work: UnitOfWork, now: datetime) -> Sequence[Posted]:
    return work.outbox.expire(now)
