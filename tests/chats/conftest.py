"""The real adapter against the strict sandbox, over HTTP."""

import time
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.telegram.chat import TelegramChat
from bot.telegram.transport import AiohttpRequest
from bot.telegram.wire import WireBot
from core.errors import Undeliverable
from sandbox import Sandbox
from tests.http import UNENCRYPTED
from tests.sandbox.conftest import Hands
from tests.sandbox.test_bot_methods import png


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(webhook_pause=0.05) as running:
        yield running


@pytest.fixture
async def hands(sandbox: Sandbox) -> AsyncIterator[Hands]:
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=20, verify=UNENCRYPTED) as client:
        yield Hands(client, sandbox.token)


def a_bot(sandbox: Sandbox, token: str = "", read: float = 20.0) -> WireBot:
    return WireBot(
        token or sandbox.token,
        base_url=sandbox.bot_url,
        base_file_url=sandbox.file_url,
        request=AiohttpRequest(read=read),
        get_updates_request=AiohttpRequest(2),
    )


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[WireBot]:
    async with a_bot(sandbox) as ready:
        yield ready


KEPT = {1: b"PK...", 2: png()}
"""Files by id, as the database would have them."""


async def open_file(file_id: int) -> bytes:
    if file_id not in KEPT:
        raise Undeliverable(f"no file {file_id}")
    return KEPT[file_id]


@pytest.fixture
def chat(bot: WireBot) -> TelegramChat:
    return TelegramChat(bot, open_file, time.monotonic, cut_note="（以下从略）")
