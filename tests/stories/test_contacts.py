"""Contacts with firms: noted with a tap, a sentence or within a report; shown, taken back, never asked for."""

from __future__ import annotations

from typing import Any

import pytest

from core.ports import UnitOfWork
from core.rights import Role
from tests.stories.scenes import clerk as office
from tests.stories.scenes import monday
from tests.stories.world import World

CODE = "ZS-2026-002"


def notes(work: UnitOfWork) -> list[tuple[Any, ...]]:
    """Of all projects, those that stand: (kind, day, text)."""
    found = [one for p in work.projects.all() for one in work.contacts.of_project(p.id, 50) if one.stands]
    return [(one.kind.value, f"{one.on:%m-%d}", one.text) for one in found]


async def test_a_contact_is_noted_shown_and_taken_back(world: World) -> None:
    clerk, lin = await office(world), await world.person("林一航", Role.LEADER)
    su, gu = await world.person("苏小满", Role.LIAISON), await world.person("顾远山", Role.LEADER)
    await monday(world)

    heard = (await su.says("走访 云杉 11月12日 书记带队到现场，企业反映供电不足"))[0]
    assert heard == "已记录：11月12日（周四）走访“云杉数据中心项目”。\n情况：书记带队到现场，企业反映供电不足"
    await lin.says("查 云杉")
    assert "最近联系：11月12日（周四）走访，苏小满" in (await lin.last())["text"]
    await lin.taps("联系记录")
    assert "还没有" not in (await lin.last())["text"]
    assert "撤回 11-12走访" not in await lin.labels()  # another's
    await lin.taps("今天电话")
    assert "已记录：11月16日（周一）电话联系“云杉数据中心项目”" in (await lin.last())["text"]
    await lin.says(f"联系 {CODE} 设备月底进场")  # completes the tap, and is no second one
    assert (await lin.last())["text"].endswith("电话联系“云杉数据中心项目”。\n情况：设备月底进场")
    assert await world.product.desk.read(notes) == [
        ("call", "11-16", "设备月底进场"),
        ("visit", "11-12", "书记带队到现场，企业反映供电不足"),
    ]

    assert "没有看懂日期" in (await su.says("走访 云杉 明天 到现场"))[0]
    assert "没有找到" in (await gu.says("联系 云杉 今天 通了电话"))[0]
    assert "请写成“走访 1号 今天" in (await clerk.says("走访"))[0]
    told = (await clerk.says("经过 云杉"))[0]
    assert "林一航：11月16日（周一）电话联系：设备月底进场" in told
    assert "苏小满：11月12日（周四）走访：书记带队到现场，企业反映供电不足" in told

    assert "已撤回：11月16日（周一）电话联系" in (await lin.says("/undo"))[0]
    assert "林一航（已撤回）：11月16日（周一）电话联系" in (await clerk.says("经过 云杉"))[0]
    await clerk.says(f"联系 {CODE}")
    await clerk.taps("撤回 11-12走访")  # the office may, too
    assert "已撤回" in (await clerk.last())["text"]
    assert await world.product.desk.read(notes) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_report_that_tells_of_a_contact_notes_it_and_takes_it_back(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await monday(world)
    heard = (await lin.says("2号 昨天到企业现场走访，本周到位200万"))[0]
    assert "联系记录：11月15日（周日）走访" in heard
    assert "本周到位200万元" in heard
    await lin.taps("确认")
    assert "联系记录：11月15日（周日）走访" in (await lin.last())["text"]
    assert await world.product.desk.read(notes) == [("visit", "11-15", "昨天到企业现场走访")]
    await lin.says("1号 下周三到现场走访，进展正常")  # has not happened
    assert len(await world.product.desk.read(notes)) == 1
    await lin.says("/undo")
    assert len(await world.product.desk.read(notes)) == 1
    await lin.says("/undo")
    assert await world.product.desk.read(notes) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_contact_ends_the_silence_about_its_project(world: World) -> None:
    clerk, lin = await office(world), await world.person("林一航", Role.LEADER)
    await monday(world)
    await lin.says("1号、2号正常推进")  # of the third nothing was ever heard
    await world.at("2026-12-14 09:00")
    assert "4周没有填报或联系记录" in (await clerk.says("查 云杉"))[0]
    assert "4周没有填报或联系记录" in (await clerk.says("查 青禾"))[0]
    assert (
        "没有填报或联系记录" not in (await clerk.says("查 赤水"))[0]
    )  # its leader was never reached, nobody asked
    assert "没有填报或联系记录" in (await clerk.says("查 远山"))[0]
    await clerk.says("走访 云杉 12月11日 现场办公")
    assert "没有填报或联系记录" not in (await clerk.says("查 云杉"))[0]
    assert "4周没有填报或联系记录" in (await clerk.says("查 青禾"))[0]
