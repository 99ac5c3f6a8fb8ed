"""Delivery of updates to the bot's own address, in order within each lane."""

import asyncio
import random
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.nursery import Nursery
from sandbox.posting import post_json
from sandbox.updates import Update, Updates

LONGEST_PAUSE = 60.0
ANSWER_SECONDS = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40


class Courier:
    """A failed delivery holds up its own lane only: again at once, then after 1, 2, 4 … times
    ``pause`` seconds, or what the bot's Retry-After header says."""

    def __init__(self, updates: Updates, pause: float = 2.0) -> None:
        self._updates = updates
        self._pause = pause
        self._lanes: dict[str, deque[Update]] = {}
        self._nursery = Nursery()
        self._connections = asyncio.Semaphore(1)
        self.webhook: Webhook | None = None
        self.last_error: tuple[int, str] | None = None

    def start(self, webhook: Webhook) -> None:
        """Deliver there from now on, beginning with what is already waiting."""
        self.stop()
        self.webhook = webhook
        self.last_error = None
        self._connections = asyncio.Semaphore(webhook.max_connections)
        self._updates.on_new = self._take
        for update in list(self._updates.waiting.values()):
            self._take(update)

    def stop(self) -> None:
        """What is not delivered goes back to waiting, for getUpdates."""
        self._nursery.end()
        self._lanes.clear()
        self.webhook = None
        self._updates.on_new = None

    def _take(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        self._nursery.start(self._run(update.lane))

    async def _run(self, name: str) -> None:
        lane = self._lanes[name]
        while lane:
            await self._deliver(lane[0])
            self._updates.forget([lane.popleft().id])
        if self._lanes.get(name) is lane:
            del self._lanes[name]

    async def _deliver(self, update: Update) -> None:
        """Return when the bot has taken it or it is too old."""
        tries = 0
        while (webhook := self.webhook) is not None and self._updates.fresh(update):
            async with self._connections:
                asked = await self._attempt(webhook, update)
            if asked is None:
                return
            pause = min(self._pause * 2 ** (tries - 1), LONGEST_PAUSE) if tries else 0.0
            await asyncio.sleep(asked or pause * random.uniform(1.0, 1.2))
            tries += 1

    async def _attempt(self, webhook: Webhook, update: Update) -> float | None:
        """None if delivered, else the pause the bot asked for (0 if it did not)."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            answer = await asyncio.wait_for(
                post_json(webhook.url, update.body.encode(), headers), ANSWER_SECONDS
            )
        except (OSError, ValueError, TimeoutError, EOFError) as error:
            self._failed(f"Connection failed: {error}")
            return 0.0
        if 200 <= answer.status < 300:
            return None
        self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        return min(answer.retry_after, 3600.0)

    def _failed(self, words: str) -> None:
        self.last_error = (int(datetime.now(UTC).timestamp()), words)
