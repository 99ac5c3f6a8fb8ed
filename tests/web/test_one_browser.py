"""The browser that the tests of this folder share: no test finds what another left, be it a dead browser."""

from __future__ import annotations

import os
import signal

import pytest
from playwright.async_api import Browser, Page

from sandbox import Sandbox
from tests.web.one_browser import OneBrowser

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEEP = "document.cookie = 'left=1'; localStorage.left = 1; [document.cookie, localStorage.left]"
FOUND = "[document.cookie, localStorage.left ?? '']"


async def test_every_window_is_new_and_a_dead_browser_is_replaced(chromium: str, sandbox: Sandbox) -> None:
    one = OneBrowser(chromium)
    try:
        first = await one.running()
        page = await window(first, sandbox)
        assert await page.evaluate(KEEP) == ["left=1", "1"]
        await one.close_windows()
        assert first.contexts == []
        assert await one.running() is first
        assert await (await window(first, sandbox)).evaluate(FOUND) == ["", ""]

        os.kill(await process(first), signal.SIGKILL)
        await one.close_windows()

        last = await process(await one.running())
    finally:
        await one.end()
    with pytest.raises(ProcessLookupError):
        os.kill(last, 0)


async def window(browser: Browser, sandbox: Sandbox) -> Page:
    page = await browser.new_page()
    await page.goto(f"{sandbox.url}/sandbox/updates")  # no scripts, the same origin
    return page


async def process(browser: Browser) -> int:
    session = await browser.new_browser_cdp_session()
    told = await session.send("SystemInfo.getProcessInfo")
    return next(int(one["id"]) for one in told["processInfo"] if one["type"] == "browser")
