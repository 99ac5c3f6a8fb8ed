"""Two quarters as an office lives them: scored by the clock, shown to each unit, objected to, signed, published; then
whoever was low twice has a draft with everything to be weighed, and nobody but the office and the inspector knows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from core.bulletins.correct import correct, correctable
from core.bulletins.mistakes import Mistake, corrected
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.ledger import LedgerProject
from core.roster.model import Stage
from core.rounds.timetable import Every
from core.scoring.accountability import Quarter
from core.scoring.amend import Item
from core.scoring.freeze import scored_again
from core.scoring.gathering import months_of
from core.scoring.model import Snapshot
from core.scoring.written import is_whole
from tests.stories.reporting import sends
from tests.stories.test_objections import message, signs, text_of_all
from tests.stories.town import WAN, ledger, project
from tests.stories.world import CHINA, Someone, World, world_at

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GROUP = "招商工作群"
COUNTIES = (("西河县", "沈青禾"), ("南塬县", "顾远山"), ("北川县", "顾远山"))


def rows() -> list[LedgerProject]:
    """Of 东岭县's ten projects eight should have begun in March; elsewhere all are under way."""
    late = [
        project(n, f"东岭{n}号项目", "东岭县", ("林一航",), Stage.SIGNED, 20_000, 500) for n in range(1, 9)
    ]
    good = [
        project(10 * k + n, f"{county[:2]}{n}号项目", county, (leader,), Stage.BUILDING, 20_000, 9_000, in_stock=True)
        for k, (county, leader) in enumerate((("东岭县", "林一航"), *COUNTIES), 1)
        for n in range(9, 11 if county == "东岭县" else 16)
    ]  # fmt: skip
    return [*late, *good]


@pytest.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """A district that scores its quarters; its weekly cards are another story."""
    async with world_at(tmp_path, database_url, datetime(2026, 6, 28, 9, tzinfo=CHINA)) as world:

        def only_quarters(work: UnitOfWork) -> None:
            for each in work.rounds.cadences():
                work.rounds.save_cadence(replace(each, enabled=each.every is Every.QUARTER))

        await world.product.desk.run(only_quarters)
        await world.load(ledger(*rows()))
        yield world


async def newest(world: World) -> Snapshot:
    found = await world.product.desk.read(lambda work: work.bulletins.last_snapshot())
    assert found
    return found


def months(work: UnitOfWork) -> list[list[str]]:
    found = [months_of(work, Quarter(2026, n), Calendar(CHINA)) for n in (2, 3)]
    return [[one.month for one in each] for each in found]


async def test_two_quarters(town: World) -> None:
    clerk = await town.person("周文静", Role.OFFICE)
    inspector = await town.person("韩梅", Role.INSPECTOR)
    head = await town.person("钟毅", Role.UNIT, unit="东岭县")
    lin = await town.person("林一航", Role.LEADER)
    await town.group(GROUP, clerk)
    await clerk.says("/bind", chat_id=town.groups[GROUP])
    await clerk.says("/settings")
    await clerk.taps("考核办法")
    await clerk.taps("综合考核（2026.2版）")

    first = await the_first(town, clerk, head)
    await what_happens_between(town, clerk, lin)
    second = await the_second(town, clerk, head)
    assert (first.period, second.period) == ("2026Q2", "2026Q3")
    assert first.as_of == date(2026, 6, 30)
    assert await town.product.desk.read(months) == [["2026-06"], ["2026-09"]]  # no result in both

    heard = [len(await one.from_us()) for one in (head, lin)]
    await town.forward(minutes=2)
    await town.at("2026-10-16 08:45")
    assert "2026年第3季度与上一季度连续靠后，已草拟2件" in text_of_all(await clerk.from_us())
    await is_judged(inspector)
    assert [len(await one.from_us()) for one in (head, lin)] == heard  # nothing reaches anybody concerned


async def the_first(town: World, clerk: Someone, head: Someone) -> Snapshot:
    """The quarter has ended: scored by its last day, shown to each unit, signed when the window is over."""
    await town.at("2026-07-01 09:01")
    own = await message(head, "东岭县 · 2026年第2季度考核得分（预公示）")
    assert "• 开工率 2/10" in own
    assert "本组中位数" in own
    assert "西河" not in own  # its own lines and the middle, nothing of anybody else
    assert "请另行告知" in await message(clerk, "已向1个单位预公示")
    assert await town.product.desk.read(lambda work: work.bulletins.last_snapshot()) is None
    assert "公示期还没有结束" in await signs(clerk, 1)
    await town.at("2026-07-03 09:05")  # two working days
    await is_signed_and_published(town, clerk, 1)
    return await newest(town)


async def what_happens_between(town: World, clerk: Someone, lin: Someone) -> None:
    """A correction, two excuses of which one runs out, a contact with a firm."""

    def is_corrected(work: UnitOfWork) -> None:
        frozen, by = correctable(work, 1), work.people.by_name("周文静")
        found = work.projects.by_name("东岭3号项目")
        assert found
        assert by
        mistake = Mistake(found.id, None, Item.TOTAL_IN, 800 * WAN)
        done = corrected(work, frozen, [mistake], town.product.calendar)
        correct(work, 1, done, "到位凭证漏记", by, town.product.calendar, town.now)

    await town.product.desk.run(is_corrected)
    await town.forward(minutes=1)
    await clerk.taps("审发", on="更正通报")
    await clerk.taps("确认发布")
    for excuse in (
        "东岭1号项目 不可抗力 2026-08-31 山洪冲毁进场道路",
        "东岭2号项目 暂缓 2026-12-31 上级规划调整",
    ):
        await clerk.says(f"免责 {excuse}")
        await clerk.taps("批准")
    await lin.says("联系 东岭3号项目 走访企业，约定下月进场")


async def the_second(town: World, clerk: Someone, head: Someone) -> Snapshot:
    """An objection with proof, more time with a reason, a ruling with a reason; frozen under a name and a check code."""
    await town.at("2026-09-30 09:01")  # 1 October is a day off
    await head.taps("提出异议", on="2026年第3季度")
    await head.taps("开工率")
    await head.taps("东岭3号项目")
    await head.says("东岭3号项目9月25日已进场，请核对")
    await sends(head, "photo", "进场照片")
    await clerk.says("/preview")
    await clerk.taps("延长公示期")
    await clerk.taps("1个工作日")
    await clerk.says("国庆长假，核对需要时间")
    await clerk.says("/objections")
    await clerk.taps("处理1号 东岭县")
    assert "查看附件（1）" in await clerk.labels()
    await clerk.taps("不采纳")
    await clerk.says("现场无施工许可证，尚未开工")
    assert "公示期还没有结束" in await signs(clerk, 2)
    await town.at("2026-10-08 08:45")
    assert "未采纳，理由：现场无施工许可证，尚未开工" in text_of_all(await head.from_us())
    await town.at("2026-10-15 09:00")
    await is_signed_and_published(town, clerk, 2)
    frozen = await newest(town)
    assert (frozen.as_of, frozen.signed.name if frozen.signed else "") == (date(2026, 9, 30), "周文静")
    assert frozen.scores == scored_again(frozen)
    assert is_whole(frozen)
    posted = (await town.in_group(GROUP))[-4]
    assert "季度考核通报（2026年第3季度）" in posted
    assert "不计入分母的项目1个（暂缓1个）" in posted
    assert "【黑榜】\n• 东岭县：" in posted
    return frozen


async def is_signed_and_published(town: World, clerk: Someone, preview: int) -> None:
    await signs(clerk, preview)
    await town.forward(minutes=1)
    await clerk.taps("审发", on="季度考核")
    await clerk.taps("确认发布")
    await town.forward(minutes=1)


async def is_judged(inspector: Someone) -> None:
    """The leader's draft: what went well first, then everything that is to be weighed."""
    listed = (await inspector.says("问责"))[0]
    assert "东岭县　2026年第3季度　草拟" in listed
    await inspector.taps("林一航")
    shown = (await inspector.last())["text"]
    assert shown.index("2个项目始终按序时推进：东岭9号项目、东岭10号项目") < shown.index("2/")
    await inspector.taps("证据材料")
    pack = (await inspector.last())["text"]
    while "下一页 ›" in await inspector.labels():
        await inspector.taps("下一页 ›")
        pack += "\n" + (await inspector.last())["text"]
    for part in (
        "东岭3号项目：东岭3号项目9月25日已进场，请核对（未采纳）　裁定：周文静，现场无施工许可证，尚未开工",
        "东岭1号项目：不可抗力，2026-07-03至2026-08-31（已过期），山洪冲毁进场道路",
        "东岭2号项目：暂缓，2026-07-03至2026-12-31（现行），上级规划调整",
        "东岭3号项目　开工：计划2026-03-01，已逾期",
        "累计到位资金 500万元 → 800万元。原因：到位凭证漏记",
        "2026-07-03　东岭3号项目　走访（林一航）走访企业，约定下月进场",
        "2026年第2季度得分快照，校验码",
        "2026年第3季度得分快照，校验码",
    ):
        assert part in pack
