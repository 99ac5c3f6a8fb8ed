"""No update is lost: committed first, confirmed afterwards."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from app.desk import ThreadDesk
from bot.telegram.intake import Intake
from bot.telegram.polling import Poller
from bot.telegram.webhook import HEADER, LARGEST, endpoint
from bot.telegram.wire import WireBot
from core.delivery.landmarks import Landmark, ignore
from core.ports import UnitOfWork
from scheduler.nursery import Nursery
from storage.engine import open_store
from tests.sandbox.conftest import Hands

SECRET = "a-secret-of-more-than-128-bits"


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[ThreadDesk]:
    desk = ThreadDesk(open_store(sqlite_url))
    yield desk
    desk.close()


@pytest.fixture
async def nursery() -> AsyncIterator[Nursery]:
    nursery = Nursery()
    yield nursery
    await nursery.close()


class Told(list[tuple[int, str]]):
    """What the dispatcher was told."""

    def add(self, stored: Sequence[tuple[int, str]]) -> None:
        self.extend(stored)


async def stored(desk: ThreadDesk) -> list[str]:
    def bodies(work: UnitOfWork) -> list[str]:
        rows = [work.inbox.take(inbox_id) for inbox_id, _ in work.inbox.waiting(1000)]
        return [json.loads(row.body).get("message", {}).get("text", "?") for row in rows if row]

    return await desk.run(bodies)


async def until(seconds: float, told: Told, count: int) -> None:
    end = time.monotonic() + seconds
    while len(told) < count and time.monotonic() < end:  # noqa: ASYNC110 - a list cannot be awaited
        await asyncio.sleep(0.02)
    assert len(told) == count


async def test_what_is_polled_is_stored_told_and_then_confirmed(
    bot: WireBot, hands: Hands, desk: ThreadDesk, nursery: Nursery
) -> None:
    told = Told()
    poller = Poller(bot, desk, WallClock(), Intake(desk, WallClock(), told.add, ignore), "us", long=1)
    polling = nursery.start("poller", poller.run())
    people = [await hands.person(), await hands.person()]
    await hands.post("raw", message={"message_id": "no number"})

    await until(3, told, 3)
    assert [lane for _, lane in told][:2] == [f"telegram:{person}" for person in people]

    poller.stop()
    began = time.monotonic()
    await polling
    assert time.monotonic() - began < 0.5  # a long poll is broken off
    assert await stored(desk) == ["/start", "/start", "?"]


class Crash(Exception):
    pass


async def test_a_crash_before_the_commit_leaves_it_with_telegram(
    bot: WireBot, hands: Hands, desk: ThreadDesk, nursery: Nursery
) -> None:
    at_most = [2]

    def crash(landmark: Landmark) -> None:
        if landmark is Landmark.UPDATES_FETCHED and at_most[0]:
            at_most[0] -= 1
            raise Crash

    told = Told()
    await hands.person()
    intake = Intake(desk, WallClock(), told.add, crash)
    nursery.start("poller", Poller(bot, desk, WallClock(), intake, "us", long=1, random=lambda: 0.0).run())

    await until(6, told, 1)


async def test_a_crash_after_the_commit_stores_it_once(
    bot: WireBot, hands: Hands, desk: ThreadDesk, nursery: Nursery
) -> None:
    def crash(landmark: Landmark) -> None:
        if landmark is Landmark.UPDATES_STORED:
            raise Crash

    await hands.person()
    first = Poller(bot, desk, WallClock(), Intake(desk, WallClock(), Told().add, crash), "us", long=1)
    running = nursery.start("first", first.run())
    await asyncio.sleep(0.3)
    first.stop()
    await running
    assert (await hands.get("updates"))["waiting"] == 1

    told = Told()
    second = Poller(bot, desk, WallClock(), Intake(desk, WallClock(), told.add, ignore), "us", long=1)
    nursery.start("second", second.run())
    await hands.person()

    await until(3, told, 1)  # the first one is a repeat
    assert len(await stored(desk)) == 2


async def test_only_the_holder_of_the_lease_polls(
    bot: WireBot, hands: Hands, desk: ThreadDesk, nursery: Nursery
) -> None:
    clock = WallClock()
    one, two = Told(), Told()
    first = Poller(bot, desk, clock, Intake(desk, clock, one.add, ignore), "one", long=1)
    running = nursery.start("first", first.run())
    await asyncio.sleep(0.1)
    nursery.start(
        "second", Poller(bot, desk, clock, Intake(desk, clock, two.add, ignore), "two", long=1).run()
    )
    await hands.person()
    await until(3, one, 1)
    assert two == []

    first.stop()
    await running
    await hands.person()
    await until(7, two, 1)


async def test_a_conflict_and_a_broken_service_are_waited_out(
    bot: WireBot, hands: Hands, desk: ThreadDesk, nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling.CONFLICT", 0.1)
    await hands.call("setWebhook", url="http://127.0.0.1:9/")
    told = Told()
    intake = Intake(desk, WallClock(), told.add, ignore)
    nursery.start("poller", Poller(bot, desk, WallClock(), intake, "us", long=1, random=lambda: 0.0).run())
    await hands.person()
    await asyncio.sleep(0.2)
    assert told == []
    await hands.call("deleteWebhook")
    await until(3, told, 1)

    await hands.post("faults", fail_500=1, methods=["getUpdates"])
    await hands.person()
    await asyncio.sleep(1.2)
    await hands.post("faults", fail_500=0)
    await until(6, told, 2)


@pytest.fixture
async def web(desk: ThreadDesk) -> AsyncIterator[httpx.AsyncClient]:
    intake = Intake(desk, WallClock(), lambda _: None, ignore)
    app = Starlette(routes=[Route("/hook", endpoint(SECRET, intake), methods=["POST"])])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://us") as client:
        yield client


async def post(web: httpx.AsyncClient, body: bytes, secret: str = SECRET) -> int:
    return (await web.post("/hook", content=body, headers={HEADER: secret})).status_code


async def test_a_webhook_answers_after_the_commit(web: httpx.AsyncClient, desk: ThreadDesk) -> None:
    body = json.dumps({"update_id": 7, "message": {"text": "好", "from": {"id": 1}}}).encode()
    assert await post(web, body) == 200
    assert await post(web, body) == 200  # a repeat
    assert await stored(desk) == ["好"]


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (b"{}", "", 403),
        (b"{}", "wrong", 403),
        (b"{}", SECRET + "x", 403),
        (b"{}", SECRET, 400),
        (b"no json", SECRET, 400),
        (b"[" * 100_000, SECRET, 400),
        (b'{"update_id": "1"}', SECRET, 400),
        (b'{"update_id": -1}', SECRET, 400),
        (b'{"update_id": 1' + b"0" * 400 + b"}", SECRET, 400),
        (b'{"update_id": 1' + b"0" * 9_000 + b"}", SECRET, 400),
        (b'[{"update_id": 1}]', SECRET, 400),
        (b"7", SECRET, 400),
        (b'{"update_id": 1, "message": {"from": {"id": 1' + b"0" * 400 + b"}}}", SECRET, 200),
        (b'{"update_id": 1, "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", SECRET, 400),
        (b'{"update_id": 1, "x": "\\ud83d"}', SECRET, 200),  # half an emoji
        (b" " * (LARGEST + 1), SECRET, 413),
    ],
)
async def test_a_webhook_takes_only_what_telegram_sends(
    web: httpx.AsyncClient, body: bytes, secret: str, status: int
) -> None:
    assert await post(web, body, secret) == status


@pytest.mark.parametrize("deep", [100, 300, 480, 490, 500, 700, 900, 940, 960, 980, 1000, 2000])
async def test_no_depth_makes_telegram_come_again_for_ever(web: httpx.AsyncClient, deep: int) -> None:
    body = b'{"update_id": 1, "x": ' + b'{"x": [' * deep + b"]}" * deep + b"}"
    assert await post(web, body) in (200, 400)


async def test_without_a_database_telegram_shall_come_again(web: httpx.AsyncClient, desk: ThreadDesk) -> None:
    desk.close()
    assert await post(web, b'{"update_id": 1}') == 503


def test_a_short_secret_is_no_secret() -> None:
    with pytest.raises(ValueError, match="short"):
        endpoint("short", None)  # type: ignore[arg-type]  # nothing comes in
