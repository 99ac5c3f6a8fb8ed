"""Asks Telegram for updates. The offset moves only after the commit, so a crash loses nothing.

PTB's own loop moves it as soon as the updates are in memory (measured: 285 of 300 lost at one kill -9),
and stops for good at an update it cannot parse. So only its HTTP call is used here.

Source: Bot API, getUpdates: an update is confirmed by asking for a higher offset.
"""

from __future__ import annotations

import asyncio
import logging
import random as chance
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from telegram.error import Conflict, RetryAfter, TelegramError

from bot.telegram.intake import Intake, is_update
from bot.telegram.secrecy import redact
from bot.telegram.updates import ALLOWED
from bot.telegram.wire import WireBot
from core.ports import Clock, Desk, UnitOfWork

log = logging.getLogger(__name__)

LONG = 50  # seconds; the most that the server grants
MARGIN = 10.0  # seconds the transport waits beyond that
BATCH = 100
LEASE_NAME = "telegram-poller"
LEASE = timedelta(seconds=120)  # longer than RENEW and one long poll together
RENEW = timedelta(seconds=45)
OTHERS_TURN = 5.0  # seconds between looks whether the other poller is gone
CONFLICT = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Poller:
    """One of possibly many; only the holder of the lease asks.

    Args:
        bot: its getUpdates pool must be an ``AiohttpRequest``.
        owner: unique name of this process.
    """

    def __init__(
        self,
        bot: WireBot,
        desk: Desk,
        clock: Clock,
        intake: Intake,
        owner: str,
        *,
        long: int = LONG,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._clock = clock
        self._intake = intake
        self._owner = owner
        self._long = long
        self._random = random
        self._offset = 0
        self._failures = 0
        self._leased_at: datetime | None = None
        self._stopping = asyncio.Event()
        self._patience = asyncio.timeout(None)  # with the present request; ends when we are stopped
        self._asking = False

    async def run(self) -> None:
        """Ask until ``stop``."""
        while not self._stopping.is_set():
            try:
                pause = await self._step()
                self._failures = 0
            except Conflict:
                log.warning("another poller or a webhook is active for this bot")
                pause = CONFLICT
            except RetryAfter as fault:
                pause = _seconds(fault.retry_after)
            except TelegramError as fault:
                log.warning("getUpdates failed: %s", redact(str(fault)))
                pause = self._backoff()
            except Exception:
                log.exception("could not take updates")
                pause = self._backoff()
            await self._rest(pause)
        await self._release()

    def stop(self) -> None:
        """Ask no more. What was fetched is stored first; what was not stored Telegram keeps."""
        self._stopping.set()
        if self._asking:
            self._patience.reschedule(0.0)

    async def _step(self) -> float:
        """One request; seconds to wait before the next."""
        if not await self._leased():
            return OTHERS_TURN
        updates = [update for update in await self._ask() if is_update(update)]
        if updates:
            await self._intake.store(updates)
            # Not the highest but the last one: after a week of silence numbers start again anywhere.
            self._offset = updates[-1]["update_id"] + 1
        return 0.0

    async def _leased(self) -> bool:
        """Renewed now and then only: a commit for each request would cost more than the request."""
        now = self._clock.now()
        if self._leased_at is None or not timedelta() <= now - self._leased_at < RENEW:
            held = await self._desk.run(_lease, self._owner, now, now + LEASE)
            self._leased_at = now if held else None
        return self._leased_at is not None

    async def _ask(self) -> list[dict[str, Any]]:
        """Broken off by ``stop``: an answer lost on the way was not confirmed, so it comes again."""
        wanted = {"offset": self._offset, "limit": BATCH, "timeout": self._long, "allowed_updates": ALLOWED}
        self._patience = asyncio.timeout(0.0 if self._stopping.is_set() else None)
        try:
            async with self._patience:
                self._asking = True
                found: list[dict[str, Any]] = await self._bot.call("getUpdates", wanted, self._long + MARGIN)
                return found
        except TimeoutError:
            return []
        finally:
            self._asking = False

    def _backoff(self) -> float:
        self._failures += 1
        ceiling = min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(self._failures, 10)))
        return ceiling * (0.5 + self._random() / 2)

    async def _rest(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    async def _release(self) -> None:
        try:
            await self._desk.run(give_up, self._owner)
        except Exception:
            log.exception("could not give up the poller's lease; it runs out by itself")


def _lease(work: UnitOfWork, owner: str, now: datetime, until: datetime) -> bool:
    return work.gates.lease(LEASE_NAME, owner, now, until)


def give_up(work: UnitOfWork, owner: str) -> None:
    """This owner polls no more, for it stops or is dead."""
    work.gates.release(LEASE_NAME, owner)


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
