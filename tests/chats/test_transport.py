"""Was it surely not sent? And: the token stays out of logs and errors."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.telegram import secrecy
from bot.telegram.commands import Menus, greet, set_menu_of, set_menus
from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram
from bot.telegram.transport import AiohttpRequest, MaybeSent, NotSent
from bot.telegram.wire import WireBot
from sandbox import Sandbox
from tests.chats.conftest import a_bot
from tests.sandbox.conftest import Hands

TOKEN = "777000001:AAAAbbbbCCCCddddEEEEffffGGGGhhhhIII"


@pytest.fixture
async def request_pool() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(read=0.3) as pool:
        yield pool


@asynccontextmanager
async def served(answer: bytes, *, reset: bool = False) -> AsyncIterator[str]:
    """The address of a server that reads one request and gives this answer, or none."""
    over = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        if reset:
            writer.transport.abort()
        await over.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot{TOKEN}/sendMessage"
    over.set()
    server.close()
    await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "url",
    [f"http://127.0.0.1:9/bot{TOKEN}/x", f"http://nowhere.invalid/bot{TOKEN}/x", f"https://:0/bot{TOKEN}/x"],
)
async def test_without_a_connection_it_was_surely_not_sent(request_pool: AiohttpRequest, url: str) -> None:
    with pytest.raises(NotSent) as caught:
        await request_pool.post(url)
    assert TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("answer", "reset"), [(b"", False), (b"", True), (b"HTTP/1.1 200 OK\r\nContent-Le", True)]
)
async def test_after_a_connection_it_may_have_been_sent(
    request_pool: AiohttpRequest, answer: bytes, *, reset: bool
) -> None:
    async with served(answer, reset=reset) as url:
        with pytest.raises(NetworkError) as caught:
            await request_pool.post(url)
    assert not isinstance(caught.value, NotSent)


async def test_an_endless_answer_is_broken_off(
    request_pool: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.transport.LARGEST", 1000)
    async with served(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000) as url:
        with pytest.raises(MaybeSent):
            await request_pool.post(url)


async def test_a_redirect_is_not_followed(request_pool: AiohttpRequest) -> None:
    async with served(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    ) as url:
        with pytest.raises(NetworkError, match="302"):
            await request_pool.post(url)


async def test_a_page_of_a_broken_proxy_may_have_been_sent(request_pool: AiohttpRequest) -> None:
    async with served(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>") as url:
        with pytest.raises(TelegramError) as caught:
            await request_pool.post(url)
    assert not isinstance(caught.value, NotSent | InvalidToken)


async def test_the_token_is_in_no_line_of_any_logger(
    sandbox: Sandbox, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("telegram", "aiohttp", "asyncio", "httpx"):
        caplog.set_level(logging.DEBUG, name)
    secrecy.guard([caplog.handler])
    leader = await hands.person()
    async with a_bot(sandbox) as bot:
        await bot.send_message(leader, "好")
        bot._base_url = f"http://127.0.0.1:9/bot{sandbox.token}"
        with pytest.raises(NotSent):
            await bot.send_message(leader, "好")
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("anything").exception("see %s", f"bot{TOKEN}")

    assert "sendMessage" in caplog.text
    assert sandbox.token not in caplog.text
    assert TOKEN not in caplog.text
    assert "see bot<token>" in caplog.text
    assert "'https://api.telegram.org/bot<token>/getMe'" in caplog.text


async def test_a_wrong_token_is_told_from_a_service_that_is_away(sandbox: Sandbox, bot: WireBot) -> None:
    assert await greet(bot) == "duban_sandbox_bot"
    wrong = a_bot(sandbox, "777000001:wrong")
    with pytest.raises(TokenRefusedByTelegram):
        await greet(wrong)
    await wrong.shutdown()
    away = a_bot(sandbox)
    away._base_url = f"http://127.0.0.1:9/bot{sandbox.token}"
    with pytest.raises(ServiceAway):
        await greet(away)
    await away.shutdown()


async def test_everybody_sees_the_menu_of_his_place(bot: WireBot, hands: Hands) -> None:
    leader, clerk = await hands.person(), await hands.person()
    mine = [("report", "填报")]
    menus = Menus(
        private=mine, groups=[("rank", "排名")], of_chats={str(clerk): [("open", "发起")], "999": mine}
    )

    assert await set_menus(bot, menus) == ["999"]

    assert [c["command"] for c in await hands.get(f"people/{leader}/commands")] == ["report"]
    assert [c["command"] for c in await hands.get(f"people/{clerk}/commands")] == ["open"]
    assert await set_menu_of(bot, str(clerk), [])
    assert [c["command"] for c in await hands.get(f"people/{clerk}/commands")] == ["report"]
