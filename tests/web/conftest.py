"""A browser, a sandbox and a tiny bot behind it.

A browser belongs to the event loop that started it. It outlives a test, so all tests and fixtures of this
folder run in the loop of the session.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from sandbox import Sandbox
from tests.web.one_browser import OneBrowser

CHROMIUM = "/usr/bin/chromium"
CARD = {
    "inline_keyboard": [
        [{"text": "正常推进", "callback_data": "ok"}, {"text": "无变化", "callback_data": "same"}],
        [{"text": "有问题", "callback_data": "bad"}, {"text": "完成节点", "callback_data": "done"}],
    ]
}


class EchoBot:
    """Answers /start with a card, other words with themselves, presses with toast or alert."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._client = httpx.AsyncClient(base_url=f"{sandbox.bot_url}{sandbox.token}/", timeout=60)
        self._task = asyncio.create_task(self._run())
        self.hold = asyncio.Event()
        self.hold.set()

    async def call(self, method: str, **arguments: Any) -> Any:
        answer = await self._client.post(method, json=arguments)
        return answer.json()

    async def close(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self._client.aclose()

    async def _run(self) -> None:
        offset = 0
        while True:
            answer = await self.call("getUpdates", offset=offset, timeout=30)
            for update in answer["result"]:
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await self._pressed(update["callback_query"])
        elif "message" in update:
            await self._heard(update["message"])
        elif "edited_message" in update:
            message = update["edited_message"]
            await self.call("sendMessage", chat_id=message["chat"]["id"], text=f"改为：{message['text']}")

    async def _heard(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            words = "<b>本周调度</b>\n1号项目 虚构光伏产业园，上周：主体施工"
            await self.call("sendMessage", chat_id=chat, text=words, parse_mode="HTML", reply_markup=CARD)
        elif "document" in message:
            await self.call("sendMessage", chat_id=chat, text=f"收到 {message['document']['file_name']}")
        elif text:
            await self.call("sendMessage", chat_id=chat, text=text)

    async def _pressed(self, query: dict[str, Any]) -> None:
        await self.hold.wait()
        data, message = query["data"], query["message"]
        words = {"ok": "已记录：正常推进", "bad": "请写明卡在哪里"}.get(data, "")
        await self.call(
            "answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=data == "bad"
        )
        if data == "ok":
            await self.call(
                "editMessageText",
                chat_id=message["chat"]["id"],
                message_id=message["message_id"],
                text="本周调度\n1号项目 ✅ 正常推进",
            )


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sandbox: Sandbox) -> AsyncIterator[EchoBot]:
    echo = EchoBot(sandbox)
    yield echo
    await echo.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; without one there is no test, and under CI that is a fault."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing, the page was not looked at")
        pytest.skip(f"{CHROMIUM} is not installed")
    return CHROMIUM


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def one_browser(chromium: str) -> AsyncIterator[OneBrowser]:
    one = OneBrowser(chromium)
    yield one
    await one.end()


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def _nothing_runs_on(one_browser: OneBrowser) -> AsyncIterator[None]:
    """The loop lives on: what a test began in it, servers and listeners, must end with the test."""
    await one_browser.running()
    before = asyncio.all_tasks()
    yield
    begun = asyncio.all_tasks() - before - {asyncio.current_task()}
    for task in begun:
        task.cancel()
    await asyncio.gather(*begun, return_exceptions=True)
    assert not begun


@pytest_asyncio.fixture(loop_scope="session")
async def browser(one_browser: OneBrowser) -> AsyncIterator[Browser]:
    """Without a window at first, and without those of this test afterwards."""
    yield await one_browser.running()
    await one_browser.close_windows()
