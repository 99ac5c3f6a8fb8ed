"""One browser for all tests of a process: each gets windows of its own, which end with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress

from playwright.async_api import Browser, Error, Playwright, async_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30.0  # seconds; a browser that takes longer to close a window is given up


class OneBrowser:
    """Started when it is first wanted, and again when it has died. Belongs to one event loop."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._driver: Playwright | None = None
        self._browser: Browser | None = None

    async def running(self) -> Browser:
        """``new_page`` and ``new_context`` open windows that share neither cookies nor storage."""
        if self._browser is None or not self._browser.is_connected():
            await self.end()
            self._driver = await async_playwright().start()
            self._browser = await self._driver.chromium.launch(executable_path=self._path, args=FLAGS)
        return self._browser

    async def close_windows(self) -> None:
        """Whatever a test left open, also one that failed."""
        assert self._browser
        try:
            for context in self._browser.contexts:
                await asyncio.wait_for(context.close(), PATIENCE)
        except (Error, TimeoutError):
            await self.end()

    async def end(self) -> None:
        """Driver and browser are gone afterwards, whatever state they were in."""
        browser, driver, self._browser, self._driver = self._browser, self._driver, None, None
        if browser:
            await _in_time(browser.close())
        if driver:
            await _in_time(driver.stop())


async def _in_time(closing: Awaitable[None]) -> None:
    with suppress(Error, TimeoutError):
        await asyncio.wait_for(closing, PATIENCE)
