"""Limits, troubles, the record of calls, the clock, the saved state, the ways to run it."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from sandbox import Sandbox, ThreadedSandbox
from tests.sandbox.conftest import Hands


async def test_the_worst_second_is_counted_even_when_nothing_is_refused(hands: Hands) -> None:
    people = (await hands.post("bulk/people", count=12, started=True))["ids"]

    await hands.post("faults", per_second=10)
    await asyncio.gather(*(hands.call("sendMessage", chat_id=person, text="x") for person in people))

    limits = await hands.get("limits")
    assert limits["worst_window"] == 12
    assert limits["violations"] == 2
    assert limits["refused"] == 0


async def test_a_strict_service_refuses_one_too_many(
    bot: Bot, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    people = (await hands.post("bulk/people", count=6, started=True))["ids"]
    await hands.post("faults", strict=True, per_second=5)
    await asyncio.gather(*(hands.call("sendMessage", chat_id=person, text="x") for person in people[:5]))

    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(people[5], "x")

    assert caught.value.retry_after == timedelta(seconds=1)
    answer = await hands.client.post(
        f"/bot{hands.token}/sendMessage", json={"chat_id": people[5], "text": "x"}
    )
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["parameters"] == {"retry_after": 1}
    await asyncio.sleep(1.05)
    await bot.send_message(people[5], "x")


async def test_one_person_gets_3_in_3_seconds_and_a_group_20_a_minute(hands: Hands) -> None:
    person = await hands.person()
    group = await hands.group(person)
    await hands.post("faults", strict=True)

    private = [(await hands.call("sendMessage", chat_id=person, text="x"))["ok"] for _ in range(4)]
    public = [(await hands.call("sendMessage", chat_id=group, text="x"))["ok"] for _ in range(21)]

    assert private == [True] * 3 + [False]
    assert public == [True] * 20 + [False]


async def test_a_dropped_answer_was_delivered_all_the_same(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    await hands.post("faults", drop_after_accept=1, seed=1)

    with pytest.raises(NetworkError):
        await bot.send_message(person, "到了没有")

    await hands.post("faults", drop_after_accept=0)
    assert (await hands.get(f"chats/{person}/messages"))[-1]["text"] == "到了没有"
    assert (await hands.get("log?method=sendMessage"))[-1]["outcome"] == "dropped"


async def test_a_500_means_nothing_happened(hands: Hands) -> None:
    person = await hands.person()
    await hands.post("faults", fail_500=1, methods=["sendMessage"])

    assert (await hands.call("sendMessage", chat_id=person, text="x"))["error_code"] == 500

    assert (await hands.call("getMe"))["ok"]
    assert len(await hands.get(f"chats/{person}/messages")) == 1


async def test_the_next_calls_can_be_429(hands: Hands) -> None:
    person = await hands.person()
    await hands.post("faults", answer_429={"count": 2, "retry_after": 7})

    answers = [await hands.call("sendMessage", chat_id=person, text="x") for _ in range(3)]

    assert [answer.get("parameters") for answer in answers] == [{"retry_after": 7}] * 2 + [None]
    assert answers[0]["description"] == "Too Many Requests: retry after 7"


async def test_latency_is_waited(hands: Hands) -> None:
    await hands.post("faults", latency_ms=120)
    begin = asyncio.get_running_loop().time()

    await hands.call("getMe")

    assert asyncio.get_running_loop().time() - begin >= 0.12


async def test_every_call_is_written_down(hands: Hands) -> None:
    person = await hands.person()
    await hands.client.delete("/sandbox/log")
    await hands.call("sendMessage", chat_id=person, text="x")
    await hands.call("sendMessage", chat_id=1, text="x")

    first, second = await hands.get("log")

    assert (first["method"], first["chat_id"], first["outcome"]) == ("sendMessage", person, "ok")
    assert first["message_id"] == 2
    assert second["outcome"] == "400 Bad Request: chat not found"
    assert await hands.get(f"log?since={first['seq']}") == [second]


async def test_an_absurd_trouble_is_refused(hands: Hands) -> None:
    answer = await hands.client.post("/sandbox/faults", json={"fail_500": 2})

    assert answer.status_code == 400
    assert answer.json() == {"error": "fail_500 应在 0 到 1 之间"}


async def test_the_clock_moves_messages_too(hands: Hands) -> None:
    person = await hands.person()

    moved = await hands.post("clock", to="2027-03-01T09:00:00+08:00")

    sent = (await hands.call("sendMessage", chat_id=person, text="x"))["result"]
    assert abs(sent["date"] - datetime(2027, 3, 1, 1, tzinfo=UTC).timestamp()) < 5
    assert moved["moved_to"] == "2027-03-01T01:00:00+00:00"
    assert (await hands.get("clock"))["now"].startswith("2027-03-01T01:00:0")


@pytest.mark.parametrize("body", [{}, {"to": "x"}, {"to": "2027-03-01T09:00:00"}, {"forward_seconds": "x"}])
async def test_a_time_that_is_none_is_refused(hands: Hands, body: dict[str, Any]) -> None:
    assert (await hands.client.post("/sandbox/clock", json=body)).status_code == 400


async def test_without_a_program_behind_there_is_no_next_deadline(hands: Hands) -> None:
    answer = await hands.client.post("/sandbox/clock", json={"to": "next_deadline"})

    assert answer.status_code == 409
    assert "不知道下一个时限" in answer.json()["error"]


async def test_the_embedding_program_deals_with_the_new_time_first() -> None:
    told: list[datetime] = []

    async def next_deadline() -> datetime | None:
        return datetime(2030, 1, 1, tzinfo=UTC)

    async def moved(now: datetime) -> None:
        await asyncio.sleep(0.05)
        told.append(now)

    async with (
        Sandbox(next_deadline=next_deadline, moved=moved) as sandbox,
        httpx.AsyncClient(base_url=sandbox.url) as client,
    ):
        await client.post("/sandbox/clock", json={"to": "next_deadline"})

    assert [now.year for now in told] == [2030]


async def test_a_demo_goes_on_where_it_stopped(tmp_path: Path) -> None:
    state = tmp_path / "world.json"
    async with Sandbox(state_file=state) as sandbox, httpx.AsyncClient(base_url=sandbox.url) as client:
        hands = Hands(client, sandbox.token)
        person = await hands.person()
        group = await hands.group(person)
        await client.post(f"/sandbox/people/{person}/upload", files={"file": ("a.txt", b"abc")})
        await hands.post("clock", forward_seconds=86400)
        await hands.call("setMyCommands", commands=[{"command": "help", "description": "帮助"}])

    async with Sandbox(state_file=state) as sandbox, httpx.AsyncClient(base_url=sandbox.url) as client:
        hands = Hands(client, sandbox.token)
        assert sandbox.telegram.clock.offset > timedelta(hours=23)
        document = (await hands.get(f"chats/{person}/messages"))[-1]["document"]
        assert (await client.get(document["url"])).content == b"abc"
        assert (await hands.call("sendMessage", chat_id=group, text="又来了"))["ok"]
        assert len(await hands.get(f"people/{person}/commands")) == 1
        new = await hands.person("林二（虚构）")
        assert new == person + 1


async def test_events_are_told_to_pages(hands: Hands) -> None:
    person = await hands.person()
    async with hands.client.stream("GET", "/sandbox/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == "event: hello"
        await hands.call("sendMessage", chat_id=person, text="x")
        async for line in lines:
            if line.startswith("data: {") and "chat_id" in line:
                break
        assert line == f'data: {{"chat_id": {person}, "message_id": 2}}'


def test_a_thread_of_its_own() -> None:
    with ThreadedSandbox() as sandbox:
        answer = httpx.get(f"{sandbox.bot_url}{sandbox.token}/getMe")

    assert answer.json()["result"]["is_bot"]


def test_a_taken_port_is_said_at_once() -> None:
    with ThreadedSandbox() as first, pytest.raises(OSError, match="in use"):
        ThreadedSandbox(port=int(first.url.rsplit(":", 1)[1])).__enter__()


def test_it_runs_from_the_command_line() -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--token", "5:x"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        url = line.split()[1]
        assert httpx.get(f"{url}bot5:x/getMe").json()["result"]["id"] == 5
        program.terminate()
        assert program.wait(10) == 0
