"""Something in the database is broken, and the clock's work on it fails until somebody mends it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from core.rights import Role
from core.rounds.model import RoundState
from core.scoring.windows import WINDOWS
from tests.stories.world import Someone, World, text_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ALARM = "系统自11-20 17:00起未能完成以下自动工作：结束调度并起草通报。"
REFUSE = """CREATE TRIGGER full BEFORE INSERT ON outbox WHEN NEW.key LIKE 'nodes:%'
BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"""
WELL = "以下自动工作已恢复正常：结束调度并起草通报。"


@pytest.fixture(autouse=True)
def log() -> Iterator[list[EventDict]]:
    with capture_logs() as lines:
        yield lines


async def test_the_office_hears_once_a_day_what_fails_and_when_it_is_well_again(
    world: World, log: list[EventDict]
) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    await stored(world, "{")  # half a value, as a hand in the database or a bad disk leaves it
    await world.at("2026-11-20 17:00")
    await world.forward(minutes=9)
    assert await told(clerk) == []  # it may pass by itself
    await world.forward(minutes=1)
    (alarm,) = await told(clerk)
    assert alarm.startswith(ALARM)
    assert ("job_failed", "close") in [(line["event"], line.get("job")) for line in log]

    await world.forward(minutes=20)
    assert "我的项目（3个）" in text_of(await lin.says("我的项目"))  # everybody is served
    await world.at("2026-11-21 10:00")  # a Saturday
    assert len(await told(clerk)) == 1
    await world.at("2026-11-23 08:45")
    await world.forward(minutes=30)
    assert [text[: len(ALARM)] for text in await told(clerk)] == [ALARM, ALARM]
    assert not any("通报草稿" in text for text in await heard(clerk))

    await stored(world, whole())
    await world.forward(minutes=1)
    assert (await told(clerk))[2:] == [WELL]
    assert await states(world) == {RoundState.CLOSED, RoundState.OPEN}  # and the new week has begun
    await world.forward(hours=1)
    assert len(await told(clerk)) == 3


async def test_what_passes_by_itself_is_nobodys_trouble(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await world.at("2026-11-16 09:01")
    await stored(world, "{")
    await world.at("2026-11-20 17:00")
    assert await states(world) == {RoundState.OPEN}
    await stored(world, whole())
    await world.forward(minutes=15)
    assert await states(world) == {RoundState.CLOSED}
    assert await told(clerk) == []


async def test_a_warning_that_could_not_be_written_is_written_later_that_day(
    world: World, database_url: str
) -> None:
    clerk, gu = await world.person("周文静", Role.OFFICE), await world.person("顾远山", Role.LEADER)
    await clerk.says("节点 赤水 竣工 计划 2026-12-02")
    await world.at("2026-11-16 09:01")
    await gu.taps("全部无变化")
    by_hand(database_url, REFUSE)
    await world.at("2026-11-18 08:31")  # 14 days before
    await world.forward(minutes=10)
    assert "节点预警" in (await told(clerk))[0]

    by_hand(database_url, "DROP TRIGGER full")
    await world.forward(minutes=1)
    assert [text for text in await heard(gu) if "节点提醒（1个）" in text] == [(await gu.last())["text"]]
    assert (await told(clerk))[1:] == ["以下自动工作已恢复正常：节点预警。"]


def by_hand(database_url: str, statement: str) -> None:
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
        database.execute(statement)


async def stored(world: World, value: str) -> None:
    """What the windows for objections are, which the closing of a round reads."""
    await world.product.desk.run(lambda work: work.settings.set(WINDOWS.name, value))


def whole() -> str:
    return json.dumps(WINDOWS.to_json(WINDOWS.default))


async def states(world: World) -> set[RoundState]:
    return await world.product.desk.read(
        lambda work: {state for state in RoundState if work.rounds.in_state(state)}
    )


async def told(clerk: Someone) -> list[str]:
    return [text for text in await heard(clerk) if "自动工作" in text]


async def heard(clerk: Someone) -> list[str]:
    return [message["text"] or "" for message in await clerk.from_us()]
