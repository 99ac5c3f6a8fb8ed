"""Nodes that come near, projects that stand still: told in time, asked once, never twice a day."""

from __future__ import annotations

import pytest

from core.rights import Role
from tests.stories.scenes import clerk as office
from tests.stories.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CATTLE = "赤水肉牛养殖项目"


async def test_a_leader_hears_of_a_node_before_and_after_it_and_on_his_card_where_there_is_one(
    world: World,
) -> None:
    clerk, gu = await office(world), await world.person("顾远山", Role.LEADER)
    lin = await world.person("林一航", Role.LEADER)
    await clerk.says("节点 赤水 竣工 计划 2026-12-02")
    await world.at("2026-11-16 09:01")
    await gu.taps("全部无变化")
    await lin.taps("全部无变化")
    await world.at("2026-11-17 10:00")
    before = len(await gu.from_us())
    lins = len(await lin.from_us())

    await world.at("2026-11-18 08:31")  # 14 days before
    (heard,) = (await gu.from_us())[before:]
    assert "节点提醒（1个）\n• 赤水肉牛养殖项目：竣工计划2026年12月2日，还有14天" in heard["text"]
    await world.at("2026-11-18 15:00")
    assert len(await gu.from_us()) == before + 1
    await gu.taps(CATTLE)
    assert "竣工：计划2026年12月2日" in (await gu.last())["text"]

    await world.at("2026-11-30 09:01")  # three days before was a Sunday; today a card leaves, and says it
    news = [m["text"] for m in (await gu.from_us())[before + 2 :]]
    assert not any("节点提醒" in text for text in news)
    assert "下一节点：竣工 2026年12月2日，还有2天" in await gu.card()
    await gu.taps("全部无变化")
    await clerk.says("设置")
    await clerk.taps("节点预警")
    await clerk.taps("✓ 超期后每周一提醒")
    await world.at("2026-12-03 08:31")
    assert "竣工计划2026年12月2日，已超期1天" in (await gu.last())["text"]
    assert len([m for m in (await lin.from_us())[lins:] if "节点提醒" in m["text"]]) == 0


async def test_the_third_no_change_asks_why_with_one_tap_and_the_office_sees_it(world: World) -> None:
    clerk, gu = await office(world), await world.person("顾远山", Role.LEADER)
    for day in ("2026-11-16", "2026-11-23"):
        await world.at(f"{day} 09:01")
        before = len(await gu.from_us())
        await gu.taps("全部无变化")
        assert not any("主要原因" in m["text"] for m in (await gu.from_us())[before:])
    await clerk.says("选项 无变化原因 = 冬季停工、等待审批、其他")
    await world.at("2026-11-30 09:01")
    await gu.taps("1 有问题")
    await gu.taps("返回")
    await gu.taps("1 正常")
    await gu.taps("其余无变化")
    asked = (await gu.last())["text"]
    assert "2号黄坡物流园项目已连续3期无变化、3号绿谷康养小镇项目已连续3期无变化" in asked
    assert "1号" not in asked
    await gu.taps("冬季停工")
    assert "黄坡物流园项目、绿谷康养小镇项目：无变化（冬季停工）" in (await gu.last())["text"]
    assert "无变化 · 冬季停工" in await gu.card()
    await gu.says("2号、3号无变化")  # said again, without the reason
    assert "连续3期无变化" in (await gu.last())["text"]
    await gu.taps("等待审批")
    await gu.says("我的")
    assert "黄坡物流园项目\n　停建 · 投产 2027年6月30日\n　连续3期无变化" in (await gu.last())["text"]
    assert "提醒：连续3期无变化" in (await clerk.says("查 黄坡"))[0]

    await clerk.says("名单")
    assert "• 连续无变化：2个" in (await clerk.last())["text"]
    await clerk.taps("连续无变化")
    assert "黄坡物流园项目　停建\n　连续3期无变化" in (await clerk.last())["text"]
    assert "请写成“选项 入库材料" in (await clerk.says("选项 没有的 = 一"))[0]

    await world.at("2026-12-31 10:00")
    assert "4周没有填报或联系记录" in (await clerk.says("查 黄坡"))[0]
    await clerk.says("联系 黄坡 商谈复工")
    assert "没有填报或联系" not in (await clerk.says("查 黄坡"))[0]
