"""The office's own holidays and hours: entered in chat, heeded by every clock."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from storage.tables.office import AuditRow
from tests.stories.scenes import CARD, clerk, leader
from tests.stories.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def notes(world: World) -> list[tuple[str, int | None]]:
    """(what was said of the days, by whom) in the audit."""
    with world.product.store.reader.begin() as connection:
        rows = connection.execute(
            select(AuditRow.facts, AuditRow.actor)
            .where(AuditRow.subject == "setting:calendar")
            .order_by(AuditRow.id)
        )
        return [(row.facts["works"], row.actor) for row in rows]


async def test_a_day_that_the_office_declares_off_is_one_for_every_clock(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await office.says("/settings")
    await office.taps("假日安排")
    await office.taps("录入")
    assert "没有看懂日期" in (await office.says("下周放假"))[0]
    heard = await office.says("2026-11-17至11-18放假")
    assert "• 2026年11月17日（周二）至11月18日（周三） 放假（周文静，" in heard[0]

    await world.at("2026-11-16 11:00")
    await office.taps("录入")
    await office.says("11月21日上班")
    assert world.product.calendar.is_workday(date(2026, 11, 21))
    await world.at("2026-11-19 08:40")
    reminders = [m for m in await lin.from_us() if "待您反馈，截止" in m["text"]]
    assert reminders == [], "five hours of Monday and nothing else have passed"
    await office.taps("撤销 11月17日")
    assert not world.product.calendar.is_workday(date(2026, 11, 22))
    assert world.product.calendar.is_workday(date(2026, 11, 17))
    said = await notes(world)
    assert [works for works, _ in said] == ["false", "true", "none"]
    assert None not in {by for _, by in said}
    assert CARD in await lin.card()


async def test_hours_are_the_offices_choice(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await office.says("设置")
    await office.taps("办公和免打扰时间")
    await office.taps("录入")
    assert "免打扰：18:00–10:00" in (await office.says("免打扰 18:00-10:00"))[0]
    await office.taps("录入")
    assert "没有看懂时间" in (await office.says("上班 14:00-9:00"))[0]
    assert "办公时间：09:00–12:00、13:00–17:00" in (await office.says("上班 9:00-12:00 13:00-17:00"))[0]

    await world.at("2026-11-16 09:01")
    assert not [m for m in await lin.from_us() if CARD in (m["text"] or "")], "quiet until ten"
    await world.at("2026-11-16 10:00")
    assert CARD in await lin.card()
    await office.taps("恢复默认")
    assert "免打扰：20:00–08:30" in (await office.message_with("恢复默认"))["text"]


async def test_the_office_hears_once_of_a_year_that_nobody_knows(world: World) -> None:
    office = await clerk(world)
    for moment in ("2026-12-01 09:00", "2026-12-02 09:00", "2027-01-04 09:00"):
        await world.at(moment)

    told = [m["text"] for m in await office.from_us() if "尚无2027年放假安排" in m["text"]]
    assert len(told) == 1
    await office.taps("假日安排", on="尚无2027年")
    await office.taps("2027年已全部录入")
    assert "2027年的放假安排尚未收录" not in (await office.last())["text"]
    assert 2027 in world.product.calendar.holidays.known
