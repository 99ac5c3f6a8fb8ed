"""A round opens, by the clock or by hand, and closes."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from core.ports import UnitOfWork
from core.rounds.model import Round, RoundState
from tests.stories.scenes import CARD, block, card_of, clerk, data_of, labels, leader, liaison, monday
from tests.stories.town import ledger
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import CHINA, Someone, World, world_at


async def rounds(world: World) -> list[Round]:
    """Oldest first."""

    def query(work: UnitOfWork) -> list[Round]:
        return list(reversed(work.rounds.latest(20)))

    return await world.product.desk.read(query)


async def cards(person: Someone) -> list[str]:
    return [m["text"] for m in await person.from_us() if CARD in (m["text"] or "")]


async def test_the_weeks_round_opens_by_itself_on_monday_at_nine(world: World) -> None:
    lin, gu = await leader(world, "林一航"), await leader(world, "顾远山")

    await world.at("2026-11-16 08:59")
    assert await cards(lin) == []
    await world.at("2026-11-16 09:00")
    await world.at("2026-11-16 09:10")

    assert len(await cards(lin)) == len(await cards(gu)) == 1
    (opened,) = await rounds(world)
    assert (opened.period, opened.state, opened.opened_by) == ("2026-W47", RoundState.OPEN, None)


@IN_BOTH_CHATS
async def test_the_office_sees_whom_what_and_until_when_before_anything_leaves(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")

    heard = await office.says("/round")

    assert heard == [
        (
            "2026年第47周项目调度\n将向3位包抓领导发出调度卡，涉及7个项目，截止时间11月20日（周五） 17:00。"
            "确认后立即发出（夜间和休息日顺延到上班时间）。\n"
            "其中2位尚未绑定或已停用机器人，收不到卡片；其联络员已绑定的，改请联络员代报：沈青禾、顾远山"
        )
    ]
    assert await cards(lin) == []
    assert await rounds(world) == []
    await office.taps("取消")
    assert await rounds(world) == []


async def test_a_double_confirmation_opens_one_round(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await office.says("调度")
    question = await office.last()
    confirm = data_of(question, "确认发出")

    await asyncio.gather(*(office.press(question["message_id"], data=confirm, stale=True) for _ in range(2)))

    toasts = sorted(press["text"] or "" for press in office.presses)
    assert toasts == ["", "本期调度正在进行，不能重复开始。"]
    assert len(await rounds(world)) == 1
    assert len(await cards(lin)) == 1
    await monday(world)
    assert len(await rounds(world)) == 1, "the clock does not open the same week again"


async def test_a_round_opened_at_night_is_sent_in_the_morning(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await world.at("2026-11-21 22:00")
    await office.says("/round")
    await office.taps("确认发出")
    assert await cards(lin) == []

    await world.at("2026-11-23 08:30")

    assert len(await cards(lin)) == 1
    assert "第48周" in (await cards(lin))[0]


@IN_BOTH_CHATS
async def test_the_state_card_counts_and_the_round_is_closed_after_a_question(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await lin.taps("全部无变化")

    state = (await office.says("/round"))[0]
    assert "共3张卡，已全部反馈1张，未完成2张，其中联系不上2张" in state
    await office.taps("结束本期")
    assert "现在结束2026年第47周调度？还有2张卡未完成" in (await office.last())["text"]
    assert (await rounds(world))[0].state is RoundState.OPEN
    question = await office.last()
    await office.taps("确认结束")

    (closed,) = await rounds(world)
    assert closed.state is RoundState.CLOSED
    again = await office.press(question["message_id"], data=f"1:ox:{closed.id}", stale=True)
    assert "本期调度已经结束。" in again
    drafts = [m for m in await office.from_us() if "审发" in labels(m)]
    assert len(drafts) == 1


async def test_one_more_round_in_the_same_week_has_a_number(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await office.says("/round")
    await office.taps("结束本期")
    await office.taps("确认结束")
    await world.at("2026-11-17 09:00")

    await office.says("/round")
    await office.taps("确认发出")

    assert [r.period for r in await rounds(world)] == ["2026-W47", "2026-W47-2"]
    assert "2026年第47周（第2次）项目调度" in await lin.card()


async def test_a_round_missed_over_its_opening_opens_late(world: World) -> None:
    lin = await leader(world, "林一航")

    await world.at("2026-11-18 11:00")

    (opened,) = await rounds(world)
    assert opened.opened_at.astimezone(CHINA).strftime("%m-%d %H:%M") == "11-18 11:00"
    assert "请于11月20日（周五） 17:00前反馈" in await lin.card()


async def test_a_round_missed_as_a_whole_is_recorded_and_nobody_is_asked(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")

    await world.at("2026-11-21 10:00")

    (missed,) = await rounds(world)
    assert (missed.period, missed.state) == ("2026-W47", RoundState.MISSED)
    assert await cards(lin) == []
    assert "漏期" not in (await office.last())["text"], "not on a Saturday"
    await world.at("2026-11-23 08:31")
    told = [m["text"] for m in await office.from_us() if "漏期" in m["text"]]
    assert len(told) == 1
    assert "2026年第47周调度应在11月20日（周五） 17:00前完成" in told[0]
    await world.at("2026-11-23 09:01")
    assert len(await cards(lin)) == 1, "the next week is asked as usual"


async def test_a_leader_who_joins_during_the_round_gets_his_card(world: World) -> None:
    await monday(world)

    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")

    assert len(await cards(lin)) == 1
    await su.says("/report")
    await su.taps("替林一航")
    await su.taps("1 正常")
    assert "✓ 正常推进（苏小满代报" in (await card_of(lin))["text"], "it is his card like any other"


async def test_a_leader_who_comes_back_gets_his_card(world: World) -> None:
    lin = await leader(world, "林一航")
    await block(world, lin)
    await monday(world)
    assert await cards(lin) == []

    await lin.says("/start")

    assert len(await cards(lin)) == 1


async def a_year_with_holidays(
    tmp_path: Path, database_url: str, start: str, moments: list[str]
) -> list[tuple[str, str, str]]:
    """Live through these moments; period, opening and deadline of the rounds that came of it."""
    begin = datetime.fromisoformat(start).replace(tzinfo=CHINA)
    async with world_at(tmp_path, database_url, begin) as world:
        await world.load(ledger())
        await leader(world, "林一航")
        for moment in moments:
            await world.at(moment)
        return [
            (
                r.period,
                r.opened_at.astimezone(CHINA).strftime("%m-%d %H:%M"),
                r.deadline_at.astimezone(CHINA).strftime("%m-%d %H:%M"),
            )
            for r in await rounds(world)
        ]


async def test_a_holiday_on_monday_moves_the_opening_to_the_working_day_before(
    tmp_path: Path, database_url: str
) -> None:
    opened = await a_year_with_holidays(
        tmp_path, database_url, "2026-04-03 08:40", ["2026-04-03 09:00", "2026-04-07 09:01"]
    )

    assert opened == [("2026-W15", "04-03 09:00", "04-10 17:00")]


async def test_the_round_after_a_holiday_opens_when_the_one_before_has_closed(
    tmp_path: Path, database_url: str
) -> None:
    moments = ["2026-09-28 09:00", "2026-09-30 16:59", "2026-09-30 17:00", "2026-10-09 17:00"]

    opened = await a_year_with_holidays(tmp_path, database_url, "2026-09-27 12:00", moments)

    assert opened == [
        ("2026-W40", "09-28 09:00", "09-30 17:00"),
        ("2026-W41", "09-30 17:00", "10-09 17:00"),
    ]


async def test_a_week_without_a_working_day_has_no_round(tmp_path: Path, database_url: str) -> None:
    moments = ["2026-02-14 09:01", "2026-02-16 09:01", "2026-02-20 17:01", "2026-02-24 09:00"]

    opened = await a_year_with_holidays(tmp_path, database_url, "2026-02-14 08:40", moments)

    assert opened == [("2026-W09", "02-14 09:01", "02-27 17:00")], "on the Saturday that is worked before it"
