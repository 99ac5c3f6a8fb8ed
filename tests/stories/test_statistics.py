"""入库纳统: papers ticked, reasons given, the statistics office's view; the ledger goes out and comes back the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.dates import one_day
from core.milestones.entering import next_cutoff
from core.rights import Role
from tests.stories.scenes import clerk as office
from tests.stories.scenes import ledger_comes_back
from tests.stories.town import PROJECTS, ledger
from tests.stories.world import World

WATER = "青禾饮用水项目"
BUREAU = "市统计局"


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (20, date(2026, 11, 20), date(2026, 11, 20)),
        (20, date(2026, 11, 21), date(2026, 12, 18)),  # 2026-12-20 is a Sunday
        (28, date(2027, 2, 28), date(2027, 3, 26)),  # the working day before has passed
        (15, date(2026, 12, 31), date(2027, 1, 15)),
    ],
)
def test_the_next_cut_off(day: int, today: date, expected: date) -> None:
    assert next_cutoff(day, today, weekdays) == expected


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_from_the_first_paper_to_the_statistics(world: World, tmp_path: Path) -> None:
    begun = replace(PROJECTS[0], real_start_on=one_day(date(2026, 10, 1)))
    hotel = replace(PROJECTS[6], row=9, code="ZS-2026-008", name="云顶酒店项目", host=BUREAU)
    await world.load(ledger(begun, *PROJECTS[1:], hotel))
    clerk = await office(world)
    su = await world.person("苏小满", Role.LIAISON)
    gu = await world.person("顾远山", Role.LEADER)
    bureau = await world.person("鲁清", Role.DEPARTMENT, unit=BUREAU)
    other = await world.person("丁一", Role.DEPARTMENT, unit="西河县政府")

    heard = (await bureau.says("纳统"))[0]
    assert heard.startswith("已开工未入统（5个）\n已开工5个，已入库0个（0.0%）\n已投产1个，已纳统0个（0.0%）")
    assert "本期申报截止：11月20日（周五）" in heard
    assert "青禾饮用水项目　在建\n　待备案　原因：未说明" in heard
    assert "没有找到" in (await bureau.says(f"查 {WATER}"))[0]  # elsewhere it sees no more than before
    assert "没有找到" in (await gu.says("纳统 青禾"))[0]
    assert "没有找到" in (await other.says("纳统 青禾"))[0]

    assert "• 备案：材料0/3，缺企业营业执照、项目申请材料、备案证" in (await su.says("纳统 青禾"))[0]
    assert "今天已备案" not in await su.labels()
    for paper in ("备案证", "企业营业执照"):
        await su.taps(paper)
    await su.taps("原因：材料不全")
    seen = (await su.last())["text"]
    assert "• 备案：材料2/3，缺项目申请材料" in seen
    assert "未入统原因：材料不全" in seen
    await su.taps("✓ 备案证")
    assert "材料1/3" in (await su.last())["text"]
    assert "没有这项权限" in (await su.says("纳统 青禾 入库 2026-11-12"))[0]

    await bureau.says("纳统 青禾 备案 2026-11-02")
    assert "✓ 备案　2026年11月2日" in (await bureau.last())["text"]
    await bureau.taps("施工合同")
    await bureau.taps("今天已入库")
    done = (await bureau.last())["text"]
    assert "✓ 入库　2026年11月16日" in done
    assert "未入统原因" not in done
    assert "没有看懂日期" in (await bureau.says("纳统 青禾 入库 2027-01-01"))[0]
    assert "已开工未入统（4个）\n已开工5个，已入库1个（20.0%）" in (await clerk.says("/statistics"))[0]
    told = (await su.says("经过 青禾"))[0]
    assert "鲁清：入库时间 —→2026-11-16" in told
    assert "苏小满：未入统原因 —→材料不全" in told
    assert "🟢" in (await clerk.says("查 青禾"))[0]  # entered: no reason for yellow any more

    assert await ledger_comes_back(world, tmp_path)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_before_the_cut_off_who_has_the_papers_hears_what_is_missing(world: World) -> None:
    hotel = replace(PROJECTS[6], row=9, code="ZS-2026-008", name="云顶酒店项目", host=BUREAU)
    await world.load(ledger(*PROJECTS, hotel))
    clerk = await office(world)
    su, gu = await world.person("苏小满", Role.LIAISON), await world.person("顾远山", Role.LEADER)
    bureau = await world.person("鲁清", Role.DEPARTMENT, unit=BUREAU)
    await clerk.says("设置")
    await clerk.taps("入库纳统申报截止日")
    await clerk.taps("提前3天提醒")
    assert "每月20日截止，提前3天提醒" in (await clerk.says("设置"))[0]
    await clerk.says("免责 黄坡 暂缓 2026-12-31 企业破产重整中")
    await clerk.taps("批准")
    await clerk.says("纳统 远山 备案 2026-10-09")
    await clerk.says("纳统 远山 入库 2026-11-10")
    await su.says("纳统 青禾")
    await su.taps("备案证")
    await world.at("2026-11-16 18:00")
    assert "入库纳统申报截止" not in (await su.last())["text"]

    await world.at("2026-11-17 08:31")
    heard = await su.last()
    assert heard["text"].startswith(
        "入库纳统申报截止11月20日（周五），还有3天。以下1个项目已开工或投产，尚未入统："
    )
    assert "• 青禾饮用水项目　待备案：材料1/3，缺企业营业执照、项目申请材料" in heard["text"]
    assert "赤水肉牛养殖项目" in (told := (await gu.last())["text"])  # its liaison has no account
    assert "黄坡" not in told
    listed = (await bureau.last())["text"]
    assert "尚未入统的项目共3个。\n其中本步材料已备齐0个" in listed
    assert "黄坡" not in listed
    await su.taps("青禾饮用水项目")
    await su.taps("企业营业执照")
    assert "黄坡物流园项目　停建\n　待备案　原因：经批准暂缓" in (await clerk.says("纳统"))[0]
    await world.at("2026-11-20 12:00")
    assert sum("入库纳统申报截止" in message["text"] for message in await su.from_us()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_card_that_is_late_after_an_outage_goes_before_the_reminder(world: World) -> None:
    """The reminder is looked at first in every tick; the day's one message is the card's all the same."""
    clerk = await office(world)
    gu = await world.person("顾远山", Role.LEADER)
    await clerk.says("设置")
    await clerk.taps("入库纳统申报截止日")
    await clerk.taps("提前7天提醒")
    assert "每月20日截止，提前7天提醒" in (await clerk.says("设置"))[0]

    await world.at("2026-12-14 10:40")  # nobody looked at nine
    heard = [message["text"] for message in await gu.from_us()]
    assert "2026年第51周项目调度" in heard[-1]
    assert not any("入库纳统申报截止" in text for text in heard)

    await world.at("2026-12-15 08:31")
    assert "入库纳统申报截止12月18日" in (await gu.last())["text"]
