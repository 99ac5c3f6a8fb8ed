"""The application's access token: fetched once for all who wait, in good time before it ends.

Source: WeCom, "Getting an access token": 7200 s, kept by the caller, may be taken back before its time.
https://developer.work.weixin.qq.com/document/path/91039
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.wecom.faults import WRONG_SECRET, WeComRefused

EARLY = 300.0  # seconds before its end after which a new one is fetched
PAUSE = 900.0  # seconds during which a refused secret is not tried again

Fetch = Callable[[], Awaitable[tuple[str, float]]]
"""A new token and the seconds it is good for."""


class Token:
    """``monotonic`` in seconds. Lives in this process: each one fetches its own."""

    def __init__(self, fetch: Fetch, monotonic: Callable[[], float]) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._value = ""
        self._until = 0.0
        self._refusal: tuple[float, WeComRefused] | None = None

    async def get(self) -> str:
        """A token that is good for a while.

        Raises:
            WeComRefused, WeComAway: there is none. A refused secret is not tried again for a quarter of an
                hour, however many ask.
        """
        async with self._lock:
            if self._value and self._monotonic() < self._until:
                return self._value
            if self._refusal and self._monotonic() < self._refusal[0]:
                raise self._refusal[1]
            return await self._renew()

    def discard(self, failed: str) -> None:
        """This one was refused. If somebody has fetched another meanwhile, that one stays."""
        if failed == self._value:
            self._value = ""

    async def _renew(self) -> str:
        try:
            self._value, lasts = await self._fetch()
        except WeComRefused as refused:
            if refused.number in WRONG_SECRET:
                self._refusal = (self._monotonic() + PAUSE, refused)
            raise
        self._refusal = None
        self._until = self._monotonic() + max(lasts - EARLY, lasts / 2)
        return self._value
