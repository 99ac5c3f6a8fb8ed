"""One at a time per lane, in order; a bad update stops its own lane for a moment and nobody else."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

import pytest

from app.desk import ThreadDesk
from bot.inbound import LANES, Inbound
from core.chat import Channel
from core.ports import RawUpdate
from scheduler.nursery import Nursery
from storage.engine import open_store


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Desk:
    """An inbox, a dispatcher at work, and a handler that writes down what it did."""

    def __init__(self, desk: ThreadDesk, nursery: Nursery) -> None:
        self.desk, self.nursery = desk, nursery
        self.inbound = Inbound(desk, WallClock(), self.handle, self.parked)
        self.number = 0
        self.begun: list[str] = []
        self.done: list[str] = []
        self.given_up: list[int] = []
        self.most = self.now = 0
        self.trouble: Callable[[str], float] = lambda _: 0.0

    async def arrive(self, *bodies: str, tell: bool = True) -> None:
        """``lane/words``: stored, and told to the dispatcher."""
        rows = []
        for body in bodies:
            self.number += 1
            rows.append(RawUpdate(Channel.TELEGRAM, str(self.number), body.partition("/")[0], body))
        stored = await self.desk.run(lambda work: work.inbox.add(rows, datetime.now(UTC)))
        if tell:
            self.inbound.add(stored)

    async def handle(self, inbox_id: int) -> None:
        row = await self.desk.run(lambda work: work.inbox.take(inbox_id))
        if row is None:
            return
        self.begun.append(row.body)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(self.trouble(row.body))
        finally:
            self.now -= 1
        await self.desk.run(lambda work: work.inbox.done(inbox_id, datetime.now(UTC)))
        self.done.append(row.body)

    async def parked(self, inbox_id: int) -> None:
        self.given_up.append(inbox_id)

    async def until_done(self, count: int, seconds: float = 5.0) -> None:
        end = time.monotonic() + seconds
        while len(self.done) < count and time.monotonic() < end:  # noqa: ASYNC110 - a list cannot be awaited
            await asyncio.sleep(0.01)
        assert len(self.done) == count


@pytest.fixture
def threads(sqlite_url: str) -> Iterator[ThreadDesk]:
    desk = ThreadDesk(open_store(sqlite_url))
    yield desk
    desk.close()


@pytest.fixture
async def desk(threads: ThreadDesk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr("bot.inbound.PAUSE", 0.01)
    desk = Desk(threads, Nursery())
    desk.nursery.start("inbound", desk.inbound.run())
    await asyncio.sleep(0.02)
    yield desk
    await desk.nursery.close()


async def test_one_lane_in_order_the_others_beside_it(desk: Desk) -> None:
    desk.trouble = lambda body: 0.3 if body.startswith("slow") else 0.0
    await desk.arrive("slow/1", "slow/2", "a/1", "b/1", "a/2")
    await desk.until_done(5)
    assert [body for body in desk.begun if body.startswith("a")] == ["a/1", "a/2"]
    assert desk.done[-2:] == ["slow/1", "slow/2"]


async def test_at_most_so_many_lanes_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.trouble = lambda _: 0.02
    await desk.arrive(*[f"{n}/x" for n in range(LANES + 50)])
    await desk.until_done(LANES + 50)
    assert desk.most == LANES


async def test_what_fails_is_tried_again_in_its_place(desk: Desk) -> None:
    failures = iter([1, 1, 0, 0, 0])

    def trouble(body: str) -> float:
        if body == "a/1" and next(failures):
            raise ValueError(body)
        return 0.0

    desk.trouble = trouble
    await desk.arrive("a/1", "a/2")
    await desk.until_done(2)
    assert desk.done == ["a/1", "a/2"]


async def test_after_five_failures_it_is_parked_and_the_next_ones_go_on(desk: Desk) -> None:
    def trouble(body: str) -> float:
        if body == "a/bad":
            raise ValueError(body)
        return 0.0

    desk.trouble = trouble
    await desk.arrive("a/bad", "a/good", "b/good")
    await desk.until_done(2)
    assert desk.begun.count("a/bad") == 5
    parked = await desk.desk.read(lambda work: work.inbox.parked())
    assert [row.id for row in parked] == desk.given_up
    assert [row.body for row in parked] == ["a/bad"]


async def test_what_was_left_behind_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbound.RESCAN", 0.1)
    another = Desk(desk.desk, desk.nursery)
    await another.arrive("a/1", "b/1", tell=False)
    desk.nursery.start("another", another.inbound.run())
    await another.until_done(2)


async def test_a_stop_finishes_what_is_being_handled_and_leaves_the_rest(threads: ThreadDesk) -> None:
    desk = Desk(threads, Nursery())
    desk.trouble = lambda _: 0.2
    running = desk.nursery.start("inbound", desk.inbound.run())
    await desk.arrive("a/1", "a/2", "b/1")
    await asyncio.sleep(0.1)

    desk.inbound.stop()
    await running

    assert sorted(desk.done) == ["a/1", "b/1"]
    assert len(await threads.read(lambda work: work.inbox.waiting(10))) == 1
