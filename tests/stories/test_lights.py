"""Lights: a silent first month, numbers the office sets, and one answer wherever they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from tests.stories.scenes import card_of, line
from tests.stories.scenes import clerk as office
from tests.stories.town import ledger
from tests.stories.world import World, world_at

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LATE = "云杉数据中心项目"  # planned to start on 2026-03-01 and not begun


async def test_the_first_month_is_silent_until_the_office_shows_the_lights(
    tmp_path: Path, database_url: str
) -> None:
    async with world_at(tmp_path, database_url) as world:
        today = world.product.calendar.today(world.now)
        await world.product.desk.run(take_ledger, ledger(), None, today, world.now)
        clerk = await world.person("周文静", Role.OFFICE)
        lin = await world.person("林一航", Role.LEADER)
        await world.at("2026-11-16 09:01")

        assert "⚪ 云杉数据中心项目" in (await card_of(lin))["text"]
        assert "🔴" not in (await lin.says("我的"))[0]
        heard = (await lin.says(f"查 {LATE}"))[0]
        assert "⚪ 签约待开工" in heard
        assert "亮灯观察期至12月16日（周三），期间不公布" in heard
        assert "逾期" not in heard.split("下一节点")[0]
        seen = (await clerk.says(f"查 {LATE}"))[0]
        assert "🔴 签约待开工" in seen
        assert "亮灯原因：计划开工已逾期260天" in seen
        await world.at("2026-11-20 17:01")
        assert "项目亮灯" not in (await clerk.last())["text"]

        await clerk.says("设置")
        await clerk.taps("亮灯标准")
        assert "🟢4 🟡0 🔴2 ⚪1（观察期至12月16日（周三），不公布）" in (await clerk.last())["text"]
        await clerk.taps("开工逾期转红：90天")
        await clerk.taps("开工逾期转红：120天")
        await clerk.taps("开工逾期转红：180天")
        assert "🟢5 🟡0 🔴1 ⚪1" in (await clerk.last())["text"]  # switched off: no reason to colour it
        await clerk.taps("开工逾期转红：不用")
        await clerk.taps("结束观察期，公布亮灯")
        assert "观察期" not in (await clerk.last())["text"]
        assert "🔴 签约待开工" in (await lin.says(f"查 {LATE}"))[0]
        await world.at("2026-11-23 09:01")
        assert "🔴 云杉数据中心项目" in await lin.card()
        await world.at("2026-11-27 17:01")
        assert "【项目亮灯】🟢4 🟡0 🔴2" in (await clerk.last())["text"]

        def lit(work: UnitOfWork) -> list[str]:
            found = work.bulletins.last_snapshot()
            assert found
            return [fact.light for fact in found.facts]

        assert (await world.product.desk.read(lit)).count("red") == 2


async def test_an_excused_project_has_no_light_until_its_last_day(world: World) -> None:
    clerk, lin = await office(world), await world.person("林一航", Role.LEADER)
    await clerk.says(f"免责 {LATE} 暂缓 2026-11-27 林地调整待批复")
    await world.at("2026-11-16 09:01")
    assert "🔴 云杉数据中心项目" in (await card_of(lin))["text"]  # asked for is not granted
    await clerk.taps("批准")

    heard = (await lin.says(f"查 {LATE}"))[0]
    assert "⚪ 签约待开工\n经批准暂缓，至2026年11月27日不亮灯，期满自动恢复。原因：林地调整待批复" in heard
    assert "亮灯原因" not in heard
    assert "经批准暂缓，至2026年11月27日不亮灯" in (await lin.says("我的"))[0]
    assert "⚪ 云杉数据中心项目" in (shown := (await lin.says("报进展"))[0])
    assert "抓落地" not in line(shown, 2)
    assert "经批准暂缓，至2026年11月27日不亮灯" in line(shown, 2)
    await clerk.says("设置")
    await clerk.taps("亮灯标准")
    assert "🔴1 " in (await clerk.last())["text"]

    await world.at("2026-11-20 17:01")
    draft = (await clerk.last())["text"]
    assert "云杉" not in draft.split("【红灯项目】")[1]
    assert "经批准免责、不计入分母的项目1个（暂缓1个）。" in draft
    await clerk.says("图 清单")
    assert "免责期内不亮灯的项目（1个）：云杉数据中心项目（暂缓）" in (await clerk.last())["text"]
    await world.at("2026-11-28 09:00")
    assert "亮灯原因：计划开工已逾期272天" in (await lin.says(f"查 {LATE}"))[0]


async def test_a_late_key_node_colours_and_is_named(world: World) -> None:
    clerk = await office(world)
    await clerk.says("节点 青禾 主体封顶 计划 2026-10-30")
    assert "🟡 在建\n亮灯原因：计划主体封顶已逾期17天" in (await clerk.says("查 青禾"))[0]
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    await clerk.says("图 清单")
    assert "🟡青禾饮用水项目 计划主体封顶已逾期21天" in (await clerk.last())["text"]
    await clerk.says("设置")
    await clerk.taps("亮灯标准")
    await clerk.taps("其他关键节点逾期亮黄：1天")
    await clerk.taps("其他关键节点逾期亮黄：10天")
    assert "🟢 在建" in (await clerk.says("查 青禾"))[0]
