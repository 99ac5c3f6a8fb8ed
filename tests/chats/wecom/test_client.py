"""Calls over HTTP: the token, refusals, what a lost answer means, and that secrets stay out of the log."""

import asyncio
import logging
import time

import pytest
from starlette.responses import Response

from app import logs
from bot.wecom.client import App, WeComClient
from bot.wecom.faults import WeComAway, WeComRefused, for_letter
from bot.wecom.secrecy import redact
from core.errors import Doubtful, SendFailed, TooFast, TryLater, Undeliverable, Unreachable
from tests.chats.wecom.loopback import AGENT, CORP, SECRET, Service

MESSAGE = {"touser": "lisi", "msgtype": "text", "agentid": AGENT, "text": {"content": "您好 <1号> 😀"}}


async def send(client: WeComClient) -> dict[str, object]:
    return await client.call("/cgi-bin/message/send", MESSAGE)


async def test_twenty_at_once_fetch_one_token(service: Service, client: WeComClient) -> None:
    service.pause = 0.02
    await asyncio.gather(*(send(client) for _ in range(20)))

    assert service.paths().count("gettoken") == 1


async def test_characters_leave_as_they_are(service: Service, client: WeComClient) -> None:
    await send(client)

    assert "您好 <1号> 😀".encode() in service.asked[-1].raw
    assert b"\\u" not in service.asked[-1].raw


async def test_a_token_taken_back_is_fetched_once_for_all(service: Service, client: WeComClient) -> None:
    await send(client)
    service.tokens.append("of another")  # ours is refused from now on
    service.pause = 0.02
    await asyncio.gather(*(send(client) for _ in range(20)))

    assert service.paths().count("gettoken") == 2


@pytest.mark.parametrize("number", [40014, 42001])
async def test_a_token_refused_twice_is_not_fetched_for_ever(
    service: Service, client: WeComClient, number: int
) -> None:
    service.answers["message/send"] = [number] * 10
    with pytest.raises(WeComRefused):
        await send(client)

    assert service.paths() == ["gettoken", "message/send", "gettoken", "message/send"]


async def test_a_wrong_secret_is_tried_once(service: Service, api_url: str) -> None:
    client = WeComClient(App(CORP, AGENT, "wrong", api_url), time.monotonic)
    for _ in range(10):
        with pytest.raises(WeComRefused, match="40001"):
            await send(client)
    await client.close()

    assert service.paths() == ["gettoken"]


async def test_a_token_is_renewed_before_it_ends(service: Service, api_url: str) -> None:
    moment = [0.0]
    client = WeComClient(App(CORP, AGENT, SECRET, api_url), lambda: moment[0])
    for moment[0] in (0.0, 6800.0, 6901.0, 7000.0):
        await send(client)
    await client.close()

    assert service.paths().count("gettoken") == 2


CASES: list[tuple[object, type[SendFailed]]] = [
    (-1, TryLater), (45033, TryLater), (45009, TooFast), (81013, Unreachable), (60111, Unreachable),
    (60020, TryLater), (48002, TryLater), (301002, TryLater), (40013, TryLater), (50003, TryLater),
    (45002, Undeliverable), (82001, Undeliverable), (99999, Undeliverable),
    (Response(status_code=500), Doubtful), (Response("no json"), Doubtful), (Response("[]"), Doubtful),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "fate"), CASES)
async def test_each_answer_has_its_fate(
    service: Service, client: WeComClient, answer: object, fate: type[SendFailed]
) -> None:
    service.answers["message/send"] = [answer]
    with pytest.raises((WeComRefused, WeComAway)) as refused:
        await send(client)

    assert isinstance(refused.value, WeComRefused | WeComAway)
    assert type(for_letter(refused.value)) is fate
    assert service.paths().count("message/send") == 1


async def test_a_service_that_is_not_there_has_surely_not_heard() -> None:
    client = WeComClient(App(CORP, AGENT, SECRET, "http://127.0.0.1:1"), time.monotonic)
    with pytest.raises(WeComAway) as away:
        await send(client)
    await client.close()

    assert isinstance(for_letter(away.value), TryLater)


async def test_the_address_to_enter_is_found(service: Service, client: WeComClient) -> None:
    service.answers["message/send"] = [60020]
    with pytest.raises(WeComRefused) as refused:
        await send(client)

    assert refused.value.address == "203.0.113.7"


async def test_files_go_both_ways(service: Service, client: WeComClient) -> None:
    service.media["m1"] = b"\x00photo"
    number = await client.upload("file", "台账（11月）.xlsx", b"PK content")

    assert number.startswith("media")
    assert 'filename="台账（11月）.xlsx"'.encode() in service.asked[-1].raw
    assert await client.download("m1") == b"\x00photo"
    with pytest.raises(WeComRefused, match="40007"):
        await client.download("gone")


async def test_no_secret_reaches_the_log(
    service: Service, client: WeComClient, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.set_up("text", logging.DEBUG)
        logging.getLogger("httpx").setLevel(logging.INFO)  # as if somebody had turned it on
        service.answers["message/send"] = [Response(status_code=502)]
        await client.webhook("693a91f6-7xxx", {"msgtype": "text"})
        try:
            await send(client)
        except WeComAway:
            logging.getLogger("bot").exception("calling %s", f"{client.app.api_url}/?access_token=token-0")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("httpx").setLevel(logging.WARNING)
    written = capsys.readouterr().err

    assert "gettoken" in written
    for secret in (SECRET, "token-0", "693a91f6-7xxx"):
        assert secret not in written


def test_what_is_covered() -> None:
    said = "GET https://x/cgi-bin/gettoken?corpid=ww1&corpsecret=abc&x=1 and /upload/tok-en_1 'key=k1'"

    assert redact(said) == (
        "GET https://x/cgi-bin/gettoken?corpid=ww1&corpsecret=<secret>&x=1 and /upload/<secret> 'key=<secret>'"
    )
