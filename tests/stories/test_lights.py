"""Lights: a silent first month, numbers the office sets, and one answer wherever they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from tests.stories.scenes import card_of
from tests.stories.town import ledger
from tests.stories.world import world_at

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
