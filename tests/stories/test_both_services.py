"""The office's work, told in Telegram and in WeCom; most other stories of both are marked ``IN_BOTH_CHATS``."""

from __future__ import annotations

from core.rights import Role
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World


async def said(person: Someone) -> str:
    return "\n".join(m["text"] or "" for m in await person.from_us())


@IN_BOTH_CHATS
async def test_the_office_runs_a_round(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 10:05")
    assert "林一航" in "\n".join(await clerk.says("未报"))
    await clerk.says("催报")
    await clerk.taps("确认催报")
    await world.forward(minutes=2)
    await lin.says("全部无变化")
    await clerk.says("调度")
    await clerk.taps("结束本期")
    await clerk.taps("确认结束")

    assert "通报草稿" in await said(clerk)


@IN_BOTH_CHATS
async def test_a_broadcast_reaches_the_leaders(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-17 10:05")
    await clerk.says("广播 明天上午9点开会，请准时参加。")
    await clerk.taps("全体领导")
    await clerk.taps("确认发送")
    await world.forward(minutes=2)

    assert "明天上午9点开会" in await said(lin)
    assert "广播已发完" in await said(clerk)
