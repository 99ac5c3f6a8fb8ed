"""The callback over HTTP: who may speak, what is kept, and that the answer waits for the commit only."""

import asyncio
import json
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from app.desk import ThreadDesk
from bot.inbound import Inbound
from bot.wecom.callback import LARGEST, Corporation, endpoint
from bot.wecom.events import raw
from bot.wecom.intake import Intake
from bot.wecom.spool import Spool
from core.delivery.landmarks import ignore
from core.ports import Received, UnitOfWork
from storage.engine import open_store
from tests.chats.wecom import envelopes
from tests.chats.wecom.envelopes import click, event, post, seal, text
from tests.chats.wecom.serving import served
from tests.http import UNENCRYPTED


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Core:
    """Handles what was stored as slowly as ``gate`` says, once each, and remembers it."""

    def __init__(self, desk: ThreadDesk) -> None:
        self.gate = asyncio.Event()
        self.handled: list[int] = []
        self.heard: list[str] = []
        self.inbound = Inbound(desk, WallClock(), self.handle, self.handle)
        self._desk = desk

    async def handle(self, inbox_id: int) -> None:
        await self.gate.wait()
        if row := await self._desk.run(_handled, inbox_id):
            self.handled.append(inbox_id)
            self.heard.append(json.loads(row.body).get("Content", ""))


def _handled(work: UnitOfWork, inbox_id: int) -> Received | None:
    row = work.inbox.take(inbox_id)
    if row:
        work.inbox.done(inbox_id, datetime.now(UTC))
    return row


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[ThreadDesk]:
    desk = ThreadDesk(open_store(sqlite_url))
    yield desk
    desk.close()


@pytest.fixture
async def core(desk: ThreadDesk) -> AsyncIterator[Core]:
    core = Core(desk)
    running = asyncio.create_task(core.inbound.run())
    yield core
    core.gate.set()
    core.inbound.stop()
    with suppress(asyncio.CancelledError):
        await running


@pytest.fixture
async def intake(desk: ThreadDesk, core: Core, tmp_path: Path) -> AsyncIterator[Intake]:
    spool = Spool(tmp_path / "callbacks", WallClock())
    intake = Intake(desk, WallClock(), core.inbound.add, ignore, spool, patience=0.2)
    emptying = asyncio.create_task(intake.run())
    yield intake
    emptying.cancel()
    spool.close()


@pytest.fixture
async def url(intake: Intake) -> AsyncIterator[str]:
    receive = endpoint(Corporation(envelopes.CORP, seal()), intake.store, WallClock())
    async with served(Starlette(routes=[Route("/wecom/callback", receive, methods=["GET", "POST"])])) as root:
        yield f"{root}/wecom/callback"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(verify=UNENCRYPTED) as client:
        yield client


async def kept(desk: ThreadDesk) -> list[dict[str, object]]:
    def bodies(work: UnitOfWork) -> list[dict[str, object]]:
        found = []
        for inbox_id, _ in work.inbox.waiting(100):
            row = work.inbox.take(inbox_id)
            assert row is not None
            found.append(json.loads(row.body))
            work.inbox.done(inbox_id, datetime.now(UTC))
        return found

    return await desk.run(bodies)


async def test_the_address_is_proven_with_exactly_the_hidden_bytes(
    url: str, client: httpx.AsyncClient
) -> None:
    encrypted = seal().seal(b"1616140317555161061", b"+" * 16)
    query = f"{envelopes.query(seal(), encrypted)}&{urlencode({'echostr': encrypted})}"

    answer = await client.get(f"{url}?{query}")

    assert (answer.status_code, answer.content) == (200, b"1616140317555161061")


async def test_a_sentence_is_kept_and_answered_with_nothing(
    url: str, client: httpx.AsyncClient, desk: ThreadDesk
) -> None:
    answer = await post(client, url, text("ZhangSan", "1号 <封顶> & 到位2000万"))

    assert (answer.status_code, answer.content) == (200, b"")
    assert [body["Content"] for body in await kept(desk)] == ["1号 <封顶> & 到位2000万"]


async def test_four_deliveries_are_handled_once(url: str, client: httpx.AsyncClient, core: Core) -> None:
    core.gate.set()
    message, pressed = text("zhangsan", "正常", "7000"), click("zhangsan", "b|d1|1:r:1:1:g")
    for inner in (message, pressed) * 4:
        assert (await post(client, url, inner)).status_code == 200
    await post(client, url, text("zhangsan", "正常", "7001"))
    while len(core.handled) < 3:  # noqa: ASYNC110 - a list cannot be awaited
        await asyncio.sleep(0.01)

    assert len(core.handled) == len(set(core.handled)) == 3


async def test_two_buttons_within_one_second_are_two_events(
    url: str, client: httpx.AsyncClient, desk: ThreadDesk
) -> None:
    for inner in (
        click("a", "b|d1|1:r:1:1:g"),
        click("a", "b|d1|1:r:1:2:g"),
        click("a", "l|d1|1:r:1:*:g", "3"),
    ):
        await post(client, url, inner)
    await post(client, url, click("a", "l|d1|1:r:1:*:g", "4"))

    assert len(await kept(desk)) == 4


async def test_the_answer_does_not_wait_for_a_slow_core(
    url: str, client: httpx.AsyncClient, core: Core
) -> None:
    for number in range(5):
        assert (await post(client, url, text("zhangsan", f"第{number}句"))).status_code == 200

    assert core.handled == []


async def test_a_transaction_that_does_not_end_holds_nobody_up_and_loses_nothing(
    url: str, client: httpx.AsyncClient, core: Core, desk: ThreadDesk
) -> None:
    """SQLite's one writer is stuck: four deliveries of one message and a second message are answered all the same."""
    core.gate.set()
    over = threading.Event()
    stuck = asyncio.create_task(desk.run(lambda _: over.wait()))
    for _ in range(4):
        assert (await post(client, url, text("zhangsan", "1号 正常", "7000"))).status_code == 200
    assert (await post(client, url, text("zhangsan", "1号 有问题", "7001"))).status_code == 200
    assert not stuck.done()
    assert core.handled == []

    over.set()
    while len(core.handled) < 2:  # noqa: ASYNC110 - a list cannot be awaited
        await asyncio.sleep(0.01)
    assert (await post(client, url, text("zhangsan", "2号 正常", "7002"))).status_code == 200
    while len(core.handled) < 3:  # noqa: ASYNC110 - a list cannot be awaited
        await asyncio.sleep(0.01)

    assert core.heard == ["1号 正常", "1号 有问题", "2号 正常"]
    await stuck


async def test_what_lies_in_the_spool_when_the_program_dies_is_read_by_the_next_one(
    tmp_path: Path, desk: ThreadDesk, core: Core
) -> None:
    core.gate.set()
    update = raw(text("zhangsan", "正常", "7000").encode())
    assert update is not None
    dead = Spool(tmp_path / "callbacks", WallClock())
    await dead.keep(update)
    await dead.keep(update)
    dead.close()

    spool = Spool(tmp_path / "callbacks", WallClock())
    catching_up = asyncio.create_task(Intake(desk, WallClock(), core.inbound.add, ignore, spool).run())
    while not core.handled or await spool.lying():  # noqa: ASYNC110 - files cannot be awaited
        await asyncio.sleep(0.01)

    assert len(core.handled) == 1
    catching_up.cancel()
    spool.close()


async def test_where_somebody_is_is_not_stored(url: str, client: httpx.AsyncClient, desk: ThreadDesk) -> None:
    answer = await post(client, url, event("zhangsan", "LOCATION", Latitude="23.1", Longitude="113.3"))

    assert answer.status_code == 200
    assert await kept(desk) == []


async def test_strangers_cannot_speak(url: str, client: httpx.AsyncClient, desk: ThreadDesk) -> None:
    inner = text("zhangsan", "正常")
    refused = [
        await post(client, url, inner, by=seal(token="another")),
        await post(client, url, inner, by=seal(receiver="ww9999999999999999")),
        await post(client, url, inner, moment=time.time() - 660),
        await post(client, url, inner, moment=time.time() + 660),
        await client.get(url),
        await client.get(f"{url}?msg_signature=1&timestamp=1&nonce=1&echostr=督办"),
    ]

    assert [answer.status_code for answer in refused] == [403] * 6
    assert {answer.content for answer in refused} == {b""}
    assert await kept(desk) == []


async def test_what_is_no_envelope_is_refused(url: str, client: httpx.AsyncClient, desk: ThreadDesk) -> None:
    bodies = [
        b"",
        b"<xml/>",
        b"<Encrypt>!!!</Encrypt>",
        b"\xff\xfe<Encrypt>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x/>',
    ]

    assert [(await client.post(url, content=body)).status_code for body in bodies] == [400] * 5
    assert (await client.post(url, content=b"x" * (LARGEST + 1))).status_code == 413
    assert await kept(desk) == []


@pytest.mark.parametrize(
    "inner", ["", "<xml>", "no xml", '<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>']
)
async def test_rightly_sealed_ruins_are_refused(url: str, client: httpx.AsyncClient, inner: str) -> None:
    assert (await post(client, url, inner)).status_code == 400


async def test_a_database_that_is_away_makes_wecom_come_again(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(_: object) -> bool:
        raise ConnectionError("away")

    receive = endpoint(Corporation(envelopes.CORP, seal()), away, WallClock())
    with caplog.at_level(logging.CRITICAL):
        async with served(Starlette(routes=[Route("/wecom/callback", receive, methods=["POST"])])) as root:
            answer = await post(client, f"{root}/wecom/callback", text("zhangsan", "正常"))

    assert answer.status_code == 503
