"""A message of the office: to whom, how many, yes; and afterwards who did not get it."""

from __future__ import annotations

import pytest

from core.chat import Address, Channel
from core.rights import Role
from tests.stories.world import Someone, World

WORDS = "明天上午9点在三楼会议室开项目调度会，请准时参加。"


@pytest.fixture
async def clerk(world: World) -> Someone:
    await world.at("2026-11-17 10:02")
    return await world.person("周文静", Role.OFFICE)


async def test_all_leaders_hear_it_and_the_office_learns_who_did_not(world: World, clerk: Someone) -> None:
    lin = await world.person("林一航", Role.LEADER)
    shen = await world.person("沈青禾", Role.LEADER)  # 顾远山 is never bound
    assert "请发要广播的内容" in (await clerk.says("/broadcast"))[0]
    assert "请选择发送对象" in (await clerk.says(WORDS))[0]
    await shen.leaves()
    await clerk.taps("全体领导")
    preview = (await clerk.last())["text"]
    assert "将发给全体包抓领导，共1个接收方" in preview
    assert "另有2人尚未绑定或已停用" in preview
    assert "顾远山" in preview
    assert WORDS in preview
    assert WORDS not in " ".join(m["text"] for m in await lin.from_us())

    await clerk.taps("确认发送")
    asked = await clerk.last()
    await world.forward(minutes=1)
    assert f"【通知】\n{WORDS}" in (await lin.last())["text"]
    summary = await clerk.last()
    assert summary["message_id"] == asked["message_id"]
    assert "广播已发完：送达1，失败0，待核实0，未绑定2" in summary["text"]


async def test_somebody_who_blocks_the_bot_after_the_preview_is_named_in_the_summary(
    world: World, clerk: Someone
) -> None:
    await world.person("林一航", Role.LEADER)
    shen = await world.person("沈青禾", Role.LEADER)
    await clerk.says(f"广播 {WORDS}")
    await clerk.taps("全体领导")
    assert "共2个接收方" in (await clerk.last())["text"]
    await shen.leaves()
    here = Address(Channel.TELEGRAM, str(shen.id))
    await world.product.desk.run(lambda work: work.people.lost(here, ""))  # as if the service had not told us
    await clerk.taps("确认发送")
    await world.forward(minutes=1)
    summary = (await clerk.last())["text"]
    assert "送达1，失败1" in summary
    assert "沈青禾：未送达" in summary


async def test_it_goes_to_a_unit_a_role_or_the_groups(world: World, clerk: Someone) -> None:
    head = await world.person("钟毅", Role.UNIT, unit="东岭县")
    inspector = await world.person("严正", Role.INSPECTOR)
    group = await world.group("工作群", clerk)
    await clerk.says("/bind", chat_id=group)

    await clerk.says(f"/broadcast {WORDS}")
    await clerk.taps("按单位")
    await clerk.taps("东岭县")
    assert "将发给东岭县，共1个接收方" in (await clerk.last())["text"]
    await clerk.taps("确认发送")
    await clerk.says(f"广播{WORDS}")
    await clerk.taps("按身份")
    await clerk.taps("督查室")
    assert "将发给督查室，共1个接收方" in (await clerk.last())["text"]
    await clerk.taps("确认发送")
    await clerk.says(f"/broadcast {WORDS}")
    await clerk.taps("通报群")
    await clerk.taps("确认发送")
    await world.forward(minutes=1)
    for one in (head, inspector):
        assert [WORDS in m["text"] for m in await one.from_us()].count(True) == 1
    assert WORDS in (await world.in_group("工作群"))[-1]


async def test_cancelling_sends_nothing_and_confirming_twice_sends_once(world: World, clerk: Someone) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await clerk.says(f"广播 {WORDS}")
    await clerk.taps("全体领导")
    preview = await clerk.last()
    yes = preview["buttons"][0][0]["data"]
    await clerk.taps("取消")
    assert "没有发送" in (await clerk.last())["text"]
    assert "已取消" in await clerk.press(preview["message_id"], data=yes, stale=True)

    await clerk.says(f"广播 {WORDS}")
    await clerk.taps("全体领导")
    preview = await clerk.last()
    yes = preview["buttons"][0][0]["data"]
    await clerk.taps("确认发送")
    assert "这条广播已" in await clerk.press(preview["message_id"], data=yes, stale=True)
    await world.forward(minutes=1)
    assert [WORDS in m["text"] for m in await lin.from_us()].count(True) == 1
    assert "已取消" in (await clerk.says("/broadcast"))[0] or "/cancel" in (await clerk.last())["text"]
    assert "已取消" in (await clerk.says("取消"))[0]
    assert "当前没有进行中的操作" in (await clerk.says("/cancel"))[0]


async def test_too_long_a_text_and_nobody_to_hear_it_are_said_plainly(world: World, clerk: Someone) -> None:
    assert "内容太长（3001字），最多3000字" in (await clerk.says("广播 " + "长" * 3001))[0]
    await clerk.says(f"广播 {WORDS}")
    await clerk.taps("全体领导")
    assert "没有能收到消息的人" in (await clerk.last())["text"]
    await clerk.says("/broadcast")
    assert "内容太长" in (await clerk.says("长" * 3500))[0]
    assert "请选择发送对象" in (await clerk.says(WORDS))[0]  # the question is still open
