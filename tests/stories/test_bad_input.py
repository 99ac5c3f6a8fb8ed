"""Whatever comes: a clear sentence, nothing lost, and the next message goes on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.rights import Role
from storage.tables.delivery import InboxRow
from tests.stories.world import Someone, World


async def raw(world: World, update: dict[str, Any]) -> None:
    await world.post("/sandbox/raw", update)


async def states(world: World) -> list[str]:
    with world.product.store.reader.begin() as connection:
        return [str(s) for s in connection.execute(select(InboxRow.state).order_by(InboxRow.id)).scalars()]


def poison(sender: Someone) -> dict[str, Any]:
    """A message that Telegram would never send: its chat has no type."""
    who = {"id": sender.id, "is_bot": False, "first_name": sender.name}
    return {
        "message": {
            "message_id": 9_000_001,
            "date": "yesterday",
            "from": who,
            "chat": {"id": sender.id},
            "text": "x",
        }
    }


async def test_an_unknown_kind_of_update_is_stored_and_skipped(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)
    before = len(await states(world))
    await raw(world, {"chat_boost_of_the_future": {"chat": {"id": lin.id}, "boost": 1}})
    await raw(world, {"poll_answer": {"poll_id": "1", "user": {"id": lin.id}, "option_ids": []}})
    await world.rest()
    assert (await states(world))[before:] == ["skipped", "skipped"]
    assert "林一航" in (await lin.says("帮助"))[0]


async def test_a_poison_update_is_parked_the_office_told_and_the_next_ones_go_on(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await raw(world, poison(lin))
    heard = await lin.says("帮助")  # behind it, in the same lane
    assert "林一航" in heard[0]
    parked = await world.product.desk.read(lambda work: work.inbox.parked())
    assert [(row.tries, "yesterday" in row.body) for row in parked] == [(5, True)]
    await world.at("2026-11-16 09:30")
    told = [m["text"] for m in await clerk.from_us() if "无法处理的消息" in m["text"]]
    assert len(told) == 1
    assert f"编号{parked[0].id}" in told[0]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("   ", "没有收到内容"),
        ("/nonsense", "没有这个命令"),
        ("/status", "请写出要查的项目"),
        ("/status 不存在的项目", "没有找到与“不存在的项目”相符的项目"),
        ("查 项目", "不止一个"),
        ("/round", "没有这项权限"),
        ("/undo", "没有可以撤回的填报"),
        ("长" * 4096, ""),
        ("/status " + "长" * 4000, "没有找到"),
        ("<b>&amp;</b> & <script>", ""),
        ("\u202e\u0000\ufeff", ""),
        ("/start nonsense", "邀请码无效"),
    ],
)
async def test_odd_words_get_a_sentence(world: World, said: str, heard: str) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    who = {"id": lin.id, "is_bot": False, "first_name": "林一航"}
    chat = {"id": lin.id, "type": "private", "first_name": "林一航"}
    before = len(await lin.from_us())
    now = int(world.now.timestamp())
    await raw(
        world, {"message": {"message_id": 9_000_001, "date": now, "from": who, "chat": chat, "text": said}}
    )
    await world.rest()
    answers = [m["text"] for m in (await lin.from_us())[before:]]
    assert answers, said
    assert heard in answers[0]
    assert await world.product.desk.read(lambda work: work.inbox.parked()) == []
