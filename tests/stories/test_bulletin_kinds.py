"""What the office can have drafted, in whose words: five kinds, each from a template it can reword in the chat."""

from __future__ import annotations

from typing import Any

import pytest

from core.roster.model import Stage
from tests.stories.test_ranking import closed_week, office_with_group
from tests.stories.town import PROJECTS, ledger, project
from tests.stories.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]


async def test_every_kind_is_drafted_by_hand_from_the_same_frozen_figures(world: World) -> None:
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    begun = project(2, "云杉数据中心项目", "东岭县", ("林一航",), Stage.BUILDING, 50_000, 21_000)
    await world.load(ledger(PROJECTS[0], begun, *PROJECTS[2:]))
    await world.at("2026-11-23 09:01")
    await closed_week(world, "2026-11-27 17:01")

    await clerk.says("/bulletin")
    assert _labels(await clerk.message_with("通报模板")) == [
        "周通报",
        "半月动态",
        "月通报",
        "季度考核",
        "调度会材料",
        "通报模板",
    ]
    await clerk.taps("半月动态")
    news = next(
        m["text"] for m in await clerk.from_us() if "招商引资工作动态（2026年11月下半月）" in m["text"]
    )
    assert "累计到位资金" in news

    monthly = (await clerk.says("通报 月通报"))[0]
    assert "月度通报（2026年11月）" in monthly
    order = [monthly.index(head) for head in ("一、指标任务", "二、签约落地", "三、在建推进", "四、建成投运")]
    assert order == sorted(order)
    assert "已开工6个，开工率100.0%" in monthly
    quarterly = (await clerk.says("通报 季度考核"))[0]
    assert "季度考核通报（2026年第4季度）" in quarterly
    assert "• 东岭县　11月" in quarterly

    await clerk.taps("起草调度会材料")  # the week's round wants one
    await clerk.taps("单位页（4页）")
    pages = []
    for number in range(1, 5):
        pages.append(await clerk.message_with(f"{number}/4"))
        if number < 4:
            await clerk.press(pages[-1]["message_id"], label="下一页 ›")
    east = next(p["text"] for p in pages if "【东岭县】" in p["text"])
    assert "• 云杉数据中心项目：开工，到位资金增加2亿元" in east
    assert "计划2027年6月30日投产" in east


async def test_the_office_words_a_bulletin_itself_and_goes_back(world: World) -> None:
    clerk = await office_with_group(world)
    assert "还没有通报" in (await clerk.says("/bulletin"))[0]
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    await clerk.says("通报 模板")
    await clerk.taps("周通报")
    assert "现用默认模板" in (await clerk.message_with("改模板"))["text"]
    await clerk.taps("改模板")
    assert "{排名表}" in (await clerk.last())["text"]

    refused = (await clerk.says("各县区：\n{名次表}"))[0]
    assert "{名次表}不是可用字段" in refused
    assert "{排名表}" in refused
    fixed = (await clerk.says("全市8个县区。\n{排名表}"))[0]
    assert "模板里写死了数字8，不会随数据变化" in fixed
    shown = (await clerk.says("各县区、各部门：\n现将本周情况通报如下。\n{排名表}\n开工率{开工率}。"))[0]
    assert "现将本周情况通报如下。\n【各地排名】\n1. 西河县" in shown
    assert "开工率83.3%。" in shown
    before = await clerk.says("通报 周通报")
    assert "现将本周情况通报如下" not in before[0]  # not saved: nothing has changed
    await clerk.taps("保存")
    assert "现用自拟模板（周文静，" in (await clerk.message_with("恢复默认"))["text"]
    drafted = (await clerk.says("通报 周通报"))[0]
    assert "现将本周情况通报如下。\n【各地排名】\n1. 西河县" in drafted

    await clerk.says("通报 模板")
    await clerk.taps("✓ 周通报")
    await clerk.taps("恢复默认")
    await clerk.taps("历次版本")
    history = (await clerk.message_with("用回第1版"))["text"]
    assert "第2版　周文静" in history
    assert "第1版　周文静" in history
    assert "数据截至" in (await clerk.says("通报 周通报"))[0]
