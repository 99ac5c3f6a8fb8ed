"""A running sandbox, and hands to use it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot

from sandbox import Sandbox
from tests.http import UNENCRYPTED
from tests.sandbox.wecom_hands import Program, Running, WeComHands


class Hands:
    """Short words for control calls; a refusal is an ``httpx.HTTPStatusError``."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client = client
        self.token = token

    async def get(self, path: str) -> Any:
        return self._result(await self.client.get(f"/sandbox/{path}"))

    async def post(self, path: str, **body: Any) -> Any:
        return self._result(await self.client.post(f"/sandbox/{path}", json=body))

    def _result(self, answer: httpx.Response) -> Any:
        answer.raise_for_status()
        return answer.json()

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One Bot API call, its whole answer."""
        answer = await self.client.post(f"/bot{self.token}/{method}", json=arguments)
        shape: dict[str, Any] = answer.json()
        assert shape["ok"] == (answer.status_code == 200)
        assert shape["ok"] or shape["error_code"] == answer.status_code
        return shape

    async def error(self, method: str, **arguments: Any) -> str:
        shape = await self.call(method, **arguments)
        assert not shape["ok"]
        return str(shape["description"])

    async def person(self, name: str = "林一（虚构）", *, started: bool = True) -> int:
        person = int((await self.post("people", name=name))["id"])
        if started:
            await self.post(f"people/{person}/send", text="/start")
        return person

    async def group(self, *members: int, bot: bool = True) -> int:
        made = await self.post("groups", title="虚构调度群", members=members, bot=bot)
        return int(made["id"])

    async def updates(self, **arguments: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.call("getUpdates", **arguments))["result"]
        return found

    async def confirm_all(self) -> None:
        waiting = await self.get("updates")
        await self.updates(offset=waiting["next_update_id"])


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(webhook_pause=0.05) as running:
        yield running


@pytest.fixture
async def hands(sandbox: Sandbox) -> AsyncIterator[Hands]:
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=20, verify=UNENCRYPTED) as client:
        yield Hands(client, sandbox.token)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=sandbox.bot_url, base_file_url=sandbox.file_url) as ready:
        yield ready


@pytest.fixture
async def wecom() -> AsyncIterator[WeComHands]:
    """A program that has its token, over a fresh service that is quick to lose patience."""
    async with (
        Sandbox(callback_seconds=0.4, callback_pause=0.02) as running,
        httpx.AsyncClient(base_url=running.url, timeout=20, verify=UNENCRYPTED) as client,
    ):
        hands = WeComHands(client)
        await hands.sign_in()
        yield hands


@pytest.fixture
async def program(wecom: WeComHands) -> AsyncIterator[Program]:
    """What is called back, its address known to the service."""
    async with Running(Program()) as running:
        await wecom.post("wecom/callback", url=running.url)
        yield running
