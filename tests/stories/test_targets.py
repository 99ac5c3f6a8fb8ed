"""Targets entered in chat: a year, months, the tree, and how far each unit has come."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from core.rights import Role
from core.scoring.target_words import ARRIVED, MAJOR, SIGNED, TargetWords, by_months, read_target
from tests.stories.scenes import clerk as office
from tests.stories.world import World

WAN = 10_000


@pytest.mark.parametrize(
    ("text", "year", "month", "sums"),
    [
        ("签约 50亿 到位 8亿", 2026, None, {SIGNED: 500_000 * WAN, ARRIVED: 80_000 * WAN}),
        ("签约额50亿元，到位资金8000万", 2026, None, {SIGNED: 500_000 * WAN, ARRIVED: 8_000 * WAN}),
        ("2027年 到位 5000", 2027, None, {ARRIVED: 5_000 * WAN}),
        ("11月 签约 3亿 重大 1.5个", 2026, 11, {SIGNED: 30_000 * WAN, MAJOR: 150}),
        ("2027年3月 重大项目 2", 2027, 3, {MAJOR: 200}),
    ],
)
def test_what_is_typed_about_a_target(
    text: str, year: int, month: int | None, sums: Mapping[str, int]
) -> None:
    assert read_target(text, 2026) == TargetWords(year, month, sums)


@pytest.mark.parametrize(
    "text",
    ["", "11月", "签约", "签约很多", "签约 5亿 签约 6亿", "签约 5亿 明年再说", "13月 签约 1亿", "签约 5个"],
)
def test_what_is_no_target(text: str) -> None:
    assert read_target(text, 2026) is None


@pytest.mark.parametrize("whole", [0, 10_000, 500_000 * WAN, 123_456_789])
def test_twelve_months_sum_up_to_the_year(whole: int) -> None:
    months = by_months(whole)
    assert len(months) == 12
    assert sum(part or 0 for part in months) == whole
    assert by_months(None) == [None] * 12


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_office_enters_targets_and_sees_how_far_everybody_is(world: World) -> None:
    clerk = await office(world)
    head = await world.person("钟毅", Role.UNIT, unit="东岭县")
    assert "没有找到单位" in (await clerk.says("任务 月亮县 签约 5亿"))[0]
    assert "设定请写" in (await clerk.says("任务 东岭县 签约很多"))[0]

    heard = (await clerk.says("任务 东岭县 签约 6亿 到位 1.2亿"))[0]
    assert heard.startswith(
        "东岭县 · 2026年任务\n• 东岭县\n　签约额：全年6亿元，序时5.5亿元，完成0万元（年度0.0%，序时0.0%）"
    )
    assert "到位资金：全年1.2亿元，序时1.1亿元" in heard
    await clerk.says("任务 东岭县 分月")
    seen = (await clerk.last())["text"]
    assert "12月：签约额5000万元、到位资金1000万元" in seen
    assert "分解合计一致" in seen
    seen = (await clerk.says("任务 东岭县 11月 到位 2000万 重大 1.5个"))[0]
    assert "11月：签约额5000万元、到位资金2000万元、重大项目1.5个" in seen
    assert "东岭县年度到位资金任务1.2亿元，各月合计1.3亿元，相差1000万元" in seen
    assert "序时1.2亿元" in seen  # by the months now

    await clerk.says("任务 东岭县政府 签约 1亿")
    assert "计入：东岭县" in (await clerk.says("任务 东岭县政府 上级 东岭县"))[0]
    assert "不能再倒过来" in (await clerk.says("任务 东岭县 上级 东岭县政府"))[0]
    every = (await clerk.says("/targets"))[0]
    assert "\n　• 东岭县政府\n" in every
    assert "东岭县年度签约额任务6亿元，下级单位合计1亿元，相差5亿元" in every
    assert "• 西河县" in every
    await clerk.says("任务 东岭县政府 上级 无")
    assert "下级单位合计" not in (await clerk.says("任务"))[0]

    own = (await head.says("任务"))[0]
    assert "• 东岭县\n" in own
    assert "西河县" not in own
    assert "没有这项权限" in (await head.says("任务 西河县"))[0]
    assert "没有这项权限" in (await head.says("任务 东岭县 签约 1亿"))[0]
