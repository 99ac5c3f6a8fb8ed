"""What happens when is the office's choice: looked at, saved, in force from the next period on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from app.presets import preset
from core.ports import UnitOfWork
from core.rounds.model import RoundState
from core.rounds.planning import in_force
from tests.stories.scenes import clerk, leader
from tests.stories.test_round import rounds
from tests.stories.town import ledger
from tests.stories.world import CHINA, Someone, World, world_at

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def running(world: World) -> dict[str, tuple[date | None, date | None]]:
    """Name → first and last of the days on which periods of a rule begin."""
    found = await world.product.desk.read(lambda work: in_force(work.rounds.cadences(), date(2026, 11, 16)))
    return {each.name: (each.from_on, each.until_on) for each in found}


async def opened(world: World) -> list[tuple[str, str]]:
    return [(r.period, r.opened_at.astimezone(CHINA).strftime("%m-%d %H:%M")) for r in await rounds(world)]


async def test_a_plan_is_shown_before_it_is_saved_and_begins_with_the_next_period(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await world.at("2026-11-16 09:00")
    assert "调度频次：区级 · 每周 周一 09:00 至 周五 17:00" in (await office.says("/settings"))[0]
    await office.taps("调度频次")
    await office.taps("更多")
    await office.taps("方案：市级")
    preview = (await office.last())["text"]
    rows = [line for line in preview.splitlines() if line.startswith("•")]
    assert len(rows) == 10
    assert (
        rows[0]
        == "• 月调度（2026年12月）：12月18日（周五） 09:00 至 12月25日（周五） 17:00（原定12月20日（周日）开始，逢假日调整）"
    )
    assert list(await running(world)) == ["周调度"], "nothing has changed yet"

    await office.taps("保存")
    assert (await running(world))["周调度"] == (None, date(2026, 11, 23))
    assert (await running(world))["月调度"] == (date(2026, 12, 1), None)
    await world.at("2026-11-20 17:00")
    await world.at("2026-11-23 09:01")
    await world.at("2026-12-18 09:00")

    assert await opened(world) == [("2026-W47", "11-16 09:00"), ("2026-12", "12-18 09:00")]
    assert (await rounds(world))[0].state is RoundState.CLOSED, "what ran ended as it had begun"
    card = await lin.card()
    assert "2026年12月项目调度" in card
    assert "签约待开工" in card
    assert "抓落地：何时开工" in card


async def write(office: Someone, text: str) -> str:
    """What is said about a rule in one sentence."""
    await office.says("/settings")
    await office.taps("调度频次")
    await office.taps("更多")
    await office.taps("录入")
    return "\n".join(await office.says(text))


async def test_a_shorter_campaign_is_held_as_the_week_and_ends_by_itself(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    loose = "攻坚 年终冲刺 11月23日至11月29日 每周一9:00至周五17:00"
    assert "攻坚调度须比现行调度更密或时限更短" in await write(office, loose)
    await office.says("攻坚 年终冲刺 11月23日至11月29日 每周一9:00至周二17:00")
    await office.taps("保存")
    assert "事由：年终冲刺" in (await office.last())["text"]

    for moment in (
        "2026-11-16 09:00",
        "2026-11-20 17:00",
        "2026-11-23 09:00",
        "2026-11-24 17:00",
        "2026-11-30 09:00",
    ):
        await world.at(moment)

    found = await rounds(world)
    deadlines = [r.deadline_at.astimezone(CHINA).strftime("%m-%d") for r in found]
    assert deadlines == ["11-20", "11-24", "12-04"]
    assert [r.ladder[0].after.total_seconds() / 3600 for r in found] == [3, 1.5, 3]
    assert ["年终冲刺期间" in each["text"] for each in await lin.cards()] == [False, True, False]


async def test_other_days_are_written_and_cards_never_stop(world: World) -> None:
    office = await clerk(world)
    await leader(world, "林一航")
    assert "没有看懂" in await write(office, "每周五9:00至周一17:00")
    assert "按天调度只用于攻坚" in await write(office, "每个工作日9:00至17:00")
    shown = await write(office, "每周二10:00至周四16:00")
    assert "时间：每周 周一 09:00 至 周五 17:00\n　⇒ 每周 周二 10:00 至 周四 16:00" in shown
    assert "自11月23日（周一）起执行，正在进行的一期不变。" in shown
    await office.taps("保存")
    assert "时间改为每周 周二 10:00 至 周四 16:00" in (await office.last())["text"]
    await office.says("/settings")
    await office.taps("调度频次")
    await office.taps("周调度")
    assert "已定：自11月23日（周一）起，时间改为" in (await office.last())["text"]

    for moment in ("2026-11-16 09:00", "2026-11-20 17:00", "2026-11-24 10:00"):
        await world.at(moment)
    assert await opened(world) == [("2026-W47", "11-16 09:00"), ("2026-W48", "11-24 10:00")]
    await office.says("/settings")
    await office.taps("调度频次")
    await office.taps("周调度")
    await office.taps("更多")
    await office.taps("停用")
    assert "停用“周调度”：正在进行的一期照常完成" in (await office.last())["text"]
    await office.taps("确定停用")
    assert office.presses[-1]["text"] == "这是目前唯一发卡的调度，不能停用。可改用其他方案。"


async def test_what_a_period_produces_is_drafted_or_asked_of_the_office_once(world: World) -> None:
    office = await clerk(world)

    def whole_preset(work: UnitOfWork) -> None:
        for each in preset("district"):
            if not each.asks:
                work.rounds.save_cadence(replace(each, enabled_from=world.now))

    await world.product.desk.run(whole_preset)
    for moment in (
        "2026-11-20 09:00",
        "2026-11-20 17:00",
        "2026-11-23 09:00",
        "2026-11-27 10:00",
        "2026-11-27 12:00",
    ):
        await world.at(moment)

    told = [m["text"] for m in await office.from_us() if m["text"].startswith(("月专项督查", "半月动态"))]
    assert told == [
        "月专项督查（2026年11月）：请于11月30日（周一） 17:00前完成督查。",
        "半月动态（2026年11月下半月）：请于11月30日（周一） 17:00前完成实地调研。",
    ]
    drafts = await world.product.desk.read(lambda work: work.bulletins.latest(None, 9))
    assert len(drafts) == 2, "the week's, and the news of the figures that it froze"


async def test_a_week_that_was_opened_before_a_holiday_is_not_asked_about_again(
    tmp_path: Path, database_url: str
) -> None:
    start = datetime(2026, 4, 3, 8, 40, tzinfo=CHINA)
    async with world_at(tmp_path, database_url, start) as world:
        await world.load(ledger())
        office = await clerk(world)
        await leader(world, "林一航")
        await world.at("2026-04-03 09:00")
        await write(office, "每周二10:00至周四16:00")
        await office.taps("保存")

        for moment in ("2026-04-07 10:00", "2026-04-10 17:00", "2026-04-10 17:30", "2026-04-14 10:00"):
            await world.at(moment)

        assert await opened(world) == [("2026-W15", "04-03 09:00"), ("2026-W16", "04-14 10:00")]
