"""Notices when the wall clock was moved, by comparing it with a clock that cannot be moved."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ports import Clock, Wake

log = logging.getLogger(__name__)

PERIOD = 5.0  # seconds between two comparisons
STEP = timedelta(seconds=2)  # less is the clock being disciplined
JUMP = timedelta(seconds=60)  # more may be a mistake: nothing in bulk is said on the strength of it
CONFIRM = 60.0  # seconds of steady time after which a jump is believed


@dataclass(frozen=True, slots=True)
class Seen:
    wall: datetime
    steady: float


def step(before: Seen, after: Seen) -> timedelta:
    """How far the wall clock went beyond the time that really passed."""
    return after.wall - before.wall - timedelta(seconds=after.steady - before.steady)


class Watchdog:
    """Calls ``wake`` after every step, ``hold(True)`` after a jump and ``hold(False)`` once a later look
    agrees with it.
    """

    def __init__(
        self, clock: Clock, monotonic: Callable[[], float], wake: Wake, hold: Callable[[bool], None]
    ) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._wake = wake
        self._hold = hold
        self._last = self._now()
        self._doubted_at: float | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(PERIOD)
            self.look()

    def look(self) -> timedelta:
        """Compare once; how far the clock was moved since the last look."""
        before, self._last = self._last, self._now()
        moved = step(before, self._last)
        if abs(moved) > STEP:
            log.warning("the wall clock moved by %s", moved)
            self._wake()
        if abs(moved) > JUMP:
            self._doubted_at = self._last.steady
            self._hold(True)  # noqa: FBT003 - a callback has no names
        elif self._doubted_at is not None and self._last.steady - self._doubted_at >= CONFIRM:
            self._doubted_at = None
            self._hold(False)  # noqa: FBT003 - a callback with one flag
        return moved

    def _now(self) -> Seen:
        return Seen(self._clock.now(), self._monotonic())
