"""The office says who carries what (分派); the people concerned hear it, and the next cards follow."""

from __future__ import annotations

from typing import Any

import pytest

from core.rights import Role
from tests.stories.world import Someone, World

PROJECT = "云杉数据中心项目"


async def test_a_project_changes_hands_for_the_next_round(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    gu = await world.person("顾远山", Role.LEADER)

    heard = (await clerk.says("分派 云杉数据 顾远山"))[0]
    assert "包抓领导：顾远山" in heard
    assert "现为：林一航" in heard
    await clerk.taps("替换 林一航")
    assert "包抓领导：顾远山" in (await clerk.last())["text"]

    await world.at("2026-11-16 09:02")
    assert PROJECT in await gu.card()
    assert PROJECT not in await lin.card()
    await world.at("2026-11-17 09:02")
    assert f"• {PROJECT}" in (await gu.last())["text"]
    assert PROJECT not in (await lin.last())["text"]
    assert "• 青禾饮用水项目" in (await lin.last())["text"]


async def test_for_a_while_and_then_back(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await clerk.says(f"分派 {PROJECT} 给 沈青禾 自11月23日至11月27日")
    assert "自11月23日（周一）至11月27日（周五）" in (await clerk.last())["text"]
    await clerk.taps("替换 林一航")
    assert "沈青禾（至11月27日（周五））" in (await clerk.last())["text"]

    def leaders() -> str:
        return next(line for line in seen.splitlines() if "包抓领导" in line)

    for moment, name in (("11-20 10:00", "林一航"), ("11-24 10:00", "沈青禾"), ("11-28 10:00", "林一航")):
        await world.at(f"2026-{moment}")
        seen = (await clerk.says(f"分派 {PROJECT}"))[0]
        assert name in leaders(), moment
        assert seen.count("包抓领导：") == 1


async def test_a_liaison_answers_for_a_leader_until_it_is_ended(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    jiang = await world.person("江望", Role.LIAISON)
    await world.person("林一航", Role.LEADER)
    await clerk.says("分派 江望 林一航")
    assert "由江望代林一航（副市长）反馈" in (await clerk.last())["text"]
    await clerk.taps("确认分派")
    await world.at("2026-11-16 09:02")
    assert "替哪位领导" in (await jiang.says("1正常"))[0]  # his own projects belong to others
    assert "林一航" in str(await jiang.labels())
    assert PROJECT in (await jiang.says("我的"))[0]

    await clerk.says("分派 江望")
    await clerk.taps("撤下 林一航")
    assert PROJECT not in (await jiang.says("我的"))[0]


async def test_together_and_released_again(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await clerk.says(f"/assign 顾远山 {PROJECT}")
    await clerk.taps("与林一航共同承担")
    assert (await clerk.last())["text"].count("包抓领导：") == 2
    await clerk.taps("撤下 林一航")
    await clerk.taps("确认撤下")
    assert "林一航" not in (await clerk.last())["text"].splitlines()[1]
    twice = [await one_card(clerk), await one_card(clerk)]
    for card in twice:
        await clerk.press(card["message_id"], label="撤下 顾远山")
    await clerk.press(twice[0]["message_id"], label="确认撤下")
    assert "包抓领导" not in (await clerk.says(f"分派 {PROJECT}"))[0].splitlines()[1]
    assert "已失效" in await clerk.press(twice[1]["message_id"], label="确认撤下")


async def one_card(clerk: Someone) -> dict[str, Any]:
    await clerk.says(f"分派 {PROJECT}")
    return await clerk.last()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("分派", "分派 项目 姓名"),
        ("分派 云杉数据 王无名", "没有找到"),
        ("分派 云杉数据 周文静", "请先用“邀请"),
        ("分派 林一航 顾远山", "前一位须是联络员"),
        (f"分派 {PROJECT} 顾远山 自11月30日至11月20日", "日期"),
        (f"分派 {PROJECT} 顾远山 自2020-01-01", "日期"),
    ],
)
async def test_what_cannot_be_is_explained(world: World, said: str, hint: str) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    heard = (await clerk.says(said))[0]
    if "确认" in str(await clerk.labels()):
        await clerk.taps("确认分派")
        heard = (await clerk.last())["text"]
    assert hint in heard
