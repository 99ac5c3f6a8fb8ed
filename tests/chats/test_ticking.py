"""The clock, its watchdog, the nursery and the waiting around the pace."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.delivery.model import Lane
from scheduler.clock import Ticker
from scheduler.nursery import Nursery
from scheduler.pacer import Pacer
from scheduler.watchdog import Watchdog

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


class Fixed:
    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


async def test_a_job_runs_at_the_start_and_then_again() -> None:
    told: list[datetime] = []

    async def tick(now: datetime) -> None:
        told.append(now)

    ticker = Ticker(Fixed())
    ticker.every(timedelta(seconds=0.1), "tick", tick)
    ticker.start()
    await asyncio.sleep(0.35)
    ticker.stop()
    assert 3 <= len(told) <= 4
    assert set(told) == {NOW}


async def test_a_failing_job_runs_again_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    runs = []

    async def tick(_: datetime) -> None:
        runs.append(1)
        raise ValueError("no disk")

    ticker = Ticker(Fixed())
    ticker.every(timedelta(seconds=0.05), "tick", tick)
    ticker.start()
    await asyncio.sleep(0.2)
    ticker.stop()
    assert len(runs) >= 2
    assert "job tick failed" in caplog.text


async def test_a_slow_job_never_runs_twice_at_a_time() -> None:
    running, most = 0, 0

    async def tick(_: datetime) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.2)
        running -= 1

    ticker = Ticker(Fixed())
    ticker.every(timedelta(seconds=0.05), "tick", tick)
    ticker.start()
    await asyncio.sleep(0.5)
    ticker.stop()
    await asyncio.sleep(0.2)
    assert most == 1


async def test_after_a_step_back_of_an_hour_it_ticks_again_once_woken() -> None:
    runs = []

    async def tick(_: datetime) -> None:
        runs.append(1)

    ticker = Ticker(Fixed())
    with time_machine.travel(NOW, tick=True) as machine:
        ticker.every(timedelta(seconds=0.2), "tick", tick)
        ticker.start()
        await asyncio.sleep(0.1)
        machine.shift(timedelta(hours=-1))
        await asyncio.sleep(0.5)
        silent = len(runs)
        ticker.wake()
        await asyncio.sleep(0.5)
        ticker.stop()
        await asyncio.sleep(0)
    assert len(runs) >= silent + 2


class Watched:
    def __init__(self) -> None:
        self.clock, self.steady = Fixed(), 0.0
        self.woken = 0
        self.holds: list[bool] = []
        self.dog = Watchdog(self.clock, lambda: self.steady, self.wake, self.holds.append)

    def wake(self) -> None:
        self.woken += 1

    def pass_by(self, seconds: float, jump: float = 0.0) -> None:
        self.steady += seconds
        self.clock.at += timedelta(seconds=seconds + jump)
        self.dog.look()


def test_time_that_passes_wakes_nobody() -> None:
    watched = Watched()
    for _ in range(100):
        watched.pass_by(5, jump=0.01)
    assert (watched.woken, watched.holds) == (0, [])


@pytest.mark.parametrize("jump", [30.0, -30.0])
def test_a_step_wakes_the_clock(jump: float) -> None:
    watched = Watched()
    watched.pass_by(5, jump)
    assert (watched.woken, watched.holds) == (1, [])


@pytest.mark.parametrize("jump", [3600.0, -3600.0, 61.0])
def test_a_jump_holds_bulk_until_a_later_look_agrees(jump: float) -> None:
    watched = Watched()
    watched.pass_by(5, jump)
    assert watched.holds == [True]
    for _ in range(11):
        watched.pass_by(5)
    assert watched.holds == [True]
    watched.pass_by(5)
    assert watched.holds == [True, False]


def test_a_second_jump_begins_the_wait_anew() -> None:
    watched = Watched()
    watched.pass_by(5, 3600)
    watched.pass_by(55, -3600)
    watched.pass_by(30)
    assert watched.holds == [True, True]


async def test_the_nursery_logs_failures_and_ends_what_runs(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise ValueError("oh")

    nursery = Nursery()
    nursery.start("bad one", fails())
    endless = nursery.start("endless", asyncio.sleep(100))
    await asyncio.sleep(0.01)
    await nursery.close()
    assert endless.cancelled()
    assert "task bad one failed" in caplog.text
    assert len(nursery) == 0
    with pytest.raises(RuntimeError):
        nursery.start("too late", asyncio.sleep(0))


def a_pacer() -> Pacer:
    return Pacer(time.monotonic, lambda chat: chat.startswith("-"))


async def test_answers_overtake_the_bulk_that_waits() -> None:
    pacer = a_pacer()
    bulk = [asyncio.create_task(pacer.turn(f"{n}", Lane.BULK, 60)) for n in range(200)]
    await asyncio.sleep(0.3)
    began = time.monotonic()
    assert await pacer.turn("me", Lane.ANSWERS, 60)
    assert time.monotonic() - began < 0.2
    assert sum(task.done() for task in bulk) < 20
    for task in bulk:
        task.cancel()
    await asyncio.gather(*bulk, return_exceptions=True)


async def test_a_chat_that_must_wait_does_not_hold_up_the_others() -> None:
    pacer = a_pacer()
    for _ in range(3):
        assert await pacer.turn("1", Lane.PROMPTS, 60)
    fourth = asyncio.create_task(pacer.turn("1", Lane.PROMPTS, 60))
    await asyncio.sleep(0)
    began = time.monotonic()
    assert await pacer.turn("2", Lane.PROMPTS, 60)
    assert time.monotonic() - began < 0.3
    fourth.cancel()


async def test_what_was_long_on_its_way_counts_from_when_the_service_answered() -> None:
    at = 0.0
    pacer = Pacer(lambda: at, lambda _: False)
    for n in range(30):
        assert await pacer.turn(f"{n}", Lane.ANSWERS, 0)
    at = 0.9
    for n in range(10):
        pacer.landed(f"{n}")
    pacer.landed("nobody")

    at = 1.1
    assert [await pacer.turn(f"x{n}", Lane.ANSWERS, 0) for n in range(21)] == [True] * 20 + [False]
    at = 2.0
    assert [await pacer.turn(f"y{n}", Lane.ANSWERS, 0) for n in range(11)] == [True] * 10 + [False]


async def test_patience_ends_and_a_stop_refuses_bulk_but_no_answer() -> None:
    pacer = a_pacer()
    pacer.hold("*", 0.2)
    assert not await pacer.turn("1", Lane.ANSWERS, 0.05)
    waiting = asyncio.create_task(pacer.turn("1", Lane.PROMPTS, 60))
    answer = asyncio.create_task(pacer.turn("1", Lane.ANSWERS, 60))
    await asyncio.sleep(0)
    pacer.stop()
    assert not await waiting
    assert not await pacer.turn("2", Lane.BULK, 60)
    assert await answer
