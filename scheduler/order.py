"""One after the other for each chat, side by side for different chats."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable


class OneAtATime:
    """A lock per key, first come first served; keys that nobody uses are forgotten."""

    def __init__(self) -> None:
        self._queues: dict[Hashable, deque[asyncio.Future[None]]] = {}  # of keys in use: who waits

    def __call__(self, key: Hashable) -> _Turn:
        return _Turn(self._queues, key)


class _Turn:
    __slots__ = ("_key", "_queues")

    def __init__(self, queues: dict[Hashable, deque[asyncio.Future[None]]], key: Hashable) -> None:
        self._queues = queues
        self._key = key

    async def __aenter__(self) -> None:
        queue = self._queues.get(self._key)
        if queue is None:
            self._queues[self._key] = deque()
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it was our turn already: hand it on
                self._next()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._next()

    def _next(self) -> None:
        queue = self._queues[self._key]
        while queue:
            waiting = queue.popleft()
            if not waiting.done():
                waiting.set_result(None)
                return
        del self._queues[self._key]
