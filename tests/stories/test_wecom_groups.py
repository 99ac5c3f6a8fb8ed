"""Bulletins and broadcasts into groups of WeCom: robots speak, nobody is heard there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from app.cli.failed import Failed
from app.cli.wecom import _in_wecom
from bot.wecom.founding import chat_id_of, found
from bot.wecom.recalling import Recalled, message_ids, recall
from core.delivery.model import State
from core.rights import Role
from sandbox import Sandbox
from sandbox.model import Room
from storage.tables.delivery import OutboxRow
from tests.stories.wecom import Corporation, Member, corporation_at
from tests.stories.world import Someone

KEY = "693a91f6-7d3f-4c1e-9a55-000000000001"
NAME = "招商工作群"


@pytest.fixture
async def corporation(founded: None, tmp_path: Path, database_url: str) -> AsyncIterator[Corporation]:
    """A group whose robot is configured from the start."""
    made: dict[str, int] = {}

    def with_robot(sandbox: Sandbox) -> dict[str, object]:
        made[NAME] = sandbox.wecom.world.add_room(NAME, [], Room(key=KEY)).id
        return {"robots": {NAME: KEY}}

    async with corporation_at(tmp_path, database_url, prepared=with_robot) as world:
        world.groups |= made
        yield world


async def publish(corporation: Corporation, second: Someone | None = None) -> Member:
    clerk = await corporation.member("周文静", Role.OFFICE, "zhou")
    await corporation.at("2026-11-16 09:02")
    await corporation.at("2026-11-20 17:02")
    await clerk.taps("审发", on="通报草稿")
    if second is None:
        await clerk.taps("确认发布")
    else:
        await clerk.taps("提请审核")
        await second.taps("同意发布")
    return clerk


async def test_the_bulletin_is_posted_by_the_groups_robot(corporation: Corporation) -> None:
    await publish(corporation)
    await corporation.forward(minutes=2)

    posted = "\n".join(await corporation.in_group(NAME))
    assert "2026年第47周" in posted
    assert "东岭县" in posted


async def test_a_robot_that_was_removed_loses_nothing_and_the_office_hears_of_it(
    corporation: Corporation,
) -> None:
    chief = await corporation.person("何主任", Role.OFFICE)
    group = corporation.groups[NAME]
    await corporation.post(f"/sandbox/wecom/groups/{group}/robot", {"state": "stopped"})
    await publish(corporation, second=chief)
    await corporation.forward(minutes=2)
    assert await corporation.in_group(NAME) == []
    assert "机器人" in "\n".join(m["text"] for m in await chief.from_us())

    await corporation.post(f"/sandbox/wecom/groups/{group}/robot", {"state": "working"})
    await corporation.forward(minutes=20)
    assert "2026年第47周" in "\n".join(await corporation.in_group(NAME))


async def test_a_broadcast_is_taken_back(corporation: Corporation) -> None:
    clerk = await corporation.member("周文静", Role.OFFICE, "zhou")
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.at("2026-11-17 10:05")
    await clerk.says("广播 会议改到下午三点。" + "请准时参加。" * 130)  # longer than one message
    await clerk.taps("全体领导")
    await clerk.taps("确认发送")
    await corporation.forward(minutes=2)
    assert corporation.product.wecom
    client = corporation.product.wecom.client
    ids = await corporation.product.desk.read(message_ids, "broadcast:1")

    await clerk.taps("撤回（企业微信）")
    assert "会议改到下午三点" in (await clerk.last())["text"]
    await clerk.taps("确认撤回")
    assert await corporation.product.wecom.recaller.look(corporation.now) == 1
    await corporation.rest()

    assert len(ids) == 2
    assert "已从企业微信撤回2条消息" in (await clerk.last())["text"]
    assert await corporation.product.wecom.recaller.look(corporation.now) == 0
    assert not [m for m in await lin.from_us() if "会议改到" in m["text"] and not m["notice"]]
    assert await recall(client, ids) == Recalled(0, len(ids))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_application_makes_a_group_once(corporation: Corporation) -> None:
    await corporation.member("周文静", Role.OFFICE, "zhou")
    await corporation.member("林一航", Role.LEADER, "linyihang")
    assert corporation.product.wecom
    people = await corporation.product.desk.read(_in_wecom, ["周文静"], leaders=True)
    client = corporation.product.wecom.client

    made = [await found(client, "专班群", people[0], people, "通报发在这里。") for _ in range(2)]

    assert (people, made) == (["zhou", "linyihang"], [True, False])
    group = next(g for g in (await corporation.web.get("/sandbox/groups")).json() if g["title"] == "专班群")
    assert (group["room"]["chatid"], len(group["members"])) == (chat_id_of("专班群"), 2)
    corporation.groups["专班群"] = int(group["id"])
    assert await corporation.in_group("专班群") == ["通报发在这里。"]
    with pytest.raises(Failed, match="沈青禾"):
        await corporation.product.desk.read(_in_wecom, ["沈青禾"], leaders=False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_a_group_did_not_get_is_seen_and_sent_again_alone(corporation: Corporation) -> None:
    clerk = await publish(corporation)
    await corporation.forward(minutes=2)
    lost = update(OutboxRow).where(OutboxRow.key.like("bulletin:%:group:%:picture"))
    with corporation.product.store.writer.begin() as connection:  # as if the robot had refused it
        connection.execute(lost.values(state=State.FAILED, sent_at=None, message_id="", why="45009"))
    before = len(await corporation.in_group(NAME))

    await clerk.says("通报 历史")
    await clerk.taps("2026年第1期")
    seen = "\n".join(m["text"] or "" for m in await clerk.from_us())
    assert f"• {NAME}：已送达3/4件" in seen
    assert "图片未送达（45009）" in seen
    await clerk.taps("重发未送达部分")
    await corporation.forward(minutes=2)

    again = "\n".join((await corporation.in_group(NAME))[before:])
    assert "图片：" in again
    assert "附表：" not in again
    await clerk.says("通报 历史")
    await clerk.taps("2026年第1期")
    assert any(f"• {NAME}：已送达4/4件" in (m["text"] or "") for m in await clerk.from_us())
