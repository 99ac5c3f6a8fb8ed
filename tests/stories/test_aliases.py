"""Projects are found by what people remember of their names, and by names the office teaches."""

from __future__ import annotations

import pytest

from core.rights import Role
from core.roster.learning import name_at_head
from tests.stories.world import World

CODE, NAME = "ZS-2026-002", "云杉数据中心项目"


@pytest.mark.parametrize(
    "said", ["yunshan", "yshsj", "yssjzx", "云山数据", "云杉中心", "002", "2026-002", "云 数据"]
)
async def test_half_remembered_names_find_it(world: World, said: str) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    assert (await clerk.says(f"查 {said}"))[0].startswith(f"{CODE} {NAME}")


async def test_a_near_sound_of_a_project_that_is_not_his_stays_unknown(world: World) -> None:
    leader = await world.person("顾远山", Role.LEADER)
    assert "没有找到" in (await leader.says("查 yunshan"))[0]


async def test_the_office_teaches_a_name_and_takes_it_away(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    assert "没有找到" in (await clerk.says("查 老鸡场"))[0]

    heard = (await clerk.says(f"别名 {CODE} = 老鸡场"))[0]

    assert "已添加别名“老鸡场”" in heard
    assert (await clerk.says("查 老鸡场"))[0].startswith(f"{CODE} {NAME}")
    assert "已是“云杉数据中心项目”的名称" in (await clerk.says("别名 青禾饮用水项目 = 老鸡场"))[0]
    assert "别名：老鸡场" in (await clerk.says(f"/alias {CODE}"))[0]
    await clerk.taps("删除“老鸡场”")
    assert "还没有别名" in (await clerk.last())["text"]
    assert "没有找到" in (await clerk.says("查 老鸡场"))[0]


async def test_a_card_of_names_from_before_a_change_is_stale(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await clerk.says(f"别名 {CODE} = 老鸡场")
    old = await clerk.last()
    await clerk.says(f"别名 {CODE} = 新机房")
    assert "已失效" in await clerk.press(old["message_id"], label="删除“老鸡场”")
    assert "老鸡场" in (await clerk.says(f"别名 {CODE}"))[0]


async def test_bad_names_are_explained(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    for said in ("别名", f"别名 {CODE} =", f"别名 {CODE} = {'长' * 21}"):
        assert "请写成“别名 ZS-2025-101 = 老鸡场”" in (await clerk.says(said))[0], said


async def test_what_only_sounds_like_it_is_asked_about_even_if_it_is_the_only_one(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    assert "您要找的是不是" in (await clerk.says("查 云森数据"))[0]
    await clerk.taps(NAME)
    assert (await clerk.last())["text"].startswith(f"{CODE} {NAME}")


async def test_a_name_used_in_an_answer_is_proposed_and_taught_by_the_office_alone(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    await lin.says("老鸡场 厂房已完工，本周到位300万")
    await lin.taps("2号 云杉数据中心项目")
    assert "没有找到" in (await clerk.says("查 老鸡场"))[0]

    assert "1个叫法待添加" in (await clerk.says("设置"))[0]
    await clerk.taps("项目别名")
    assert "“老鸡场” → 云杉数据中心项目（林一航）" in (await clerk.last())["text"]
    await clerk.taps("添加“老鸡场”")

    assert "没有待添加的叫法" in (await clerk.last())["text"]
    assert (await clerk.says("查 老鸡场"))[0].startswith(f"{CODE} {NAME}")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("老鸡场 封顶了", "老鸡场"),
        ("老鸡场项目封顶了", "老鸡场"),
        ("沟口那片：到位300万", "沟口那片"),
        ("老鸡场封顶了", ""),  # where does the name end?
        ("本周 到位300万", ""),
        ("目前进展顺利，到位300万", ""),
        ("", ""),
    ],
)
def test_what_is_a_name_at_the_head_of_an_answer(words: str, name: str) -> None:
    assert name_at_head(words) == name
