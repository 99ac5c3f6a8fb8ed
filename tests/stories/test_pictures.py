"""Pictures on demand: each sees in them what he may see, and only that; nobody waits while one is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import NotAllowed
from core.rights import Right, Role
from core.roster.model import Stage
from core.texts.refusals import sentence
from tests.stories.scenes import leader
from tests.stories.test_ranking import closed_week, office_with_group
from tests.stories.town import PROJECTS, ledger, project
from tests.stories.world import World


def is_picture(message: dict[str, Any]) -> bool:
    return bool(message.get("photo"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_leader_sees_his_projects_and_each_of_them(world: World) -> None:
    await world.load(ledger())
    lin = await leader(world, "林一航")

    await lin.says("我的")
    await lin.taps("我的项目图")
    shown = await lin.last()
    assert is_picture(shown)
    assert "项目：3个" in shown["text"]
    assert "云杉数据中心项目" in shown["text"]
    assert "白石光伏组件项目" not in shown["text"]

    await lin.says("查 青禾饮用水")
    await lin.taps("图片")
    assert is_picture(await lin.last())
    assert "资金到位率：45%" in (await lin.last())["text"].replace(".0%", "%")

    assert "没有找到" in (await lin.says("图 白石光伏"))[0]
    await lin.says("图")
    assert await lin.labels() == ["我的项目", "排名", "走势", "漏斗"]
    refused = await lin.says("图 清单")
    assert not is_picture(await lin.last())
    assert refused == [sentence(NotAllowed(Right.BULLETIN))]


async def test_published_rankings_have_a_picture_a_trend_and_a_funnel(world: World) -> None:
    await world.load(ledger())
    zhou = await office_with_group(world)
    head = await world.person("杜书记", Role.PRINCIPAL)
    assert "还没有发布过排名" in (await head.says("图 走势"))[0]
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    assert "还没有发布过排名" in (await head.says("图 漏斗"))[0]

    await zhou.taps("PDF")
    printed = await zhou.last()
    assert printed["document"]["name"].endswith(".pdf")
    await zhou.taps("审发")
    await zhou.taps("确认发布")

    await head.says("排名")
    for label, said in (("走势图", "最近1期已发布的排名"), ("漏斗图", "意向及以上7个"), ("排名图", "图片：")):
        await head.taps(label)
        assert is_picture(await head.last())
        assert said in (await head.last())["text"]

    await zhou.says("名单")
    await zhou.taps("清单图")
    assert is_picture(await zhou.last())
    assert "零签约" in (await zhou.last())["text"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_cannot_be_drawn_is_said_in_words(world: World) -> None:
    await world.load(
        ledger(
            *PROJECTS, project(12, "火箭🚀产业园项目", "东岭县", ("林一航",), Stage.BUILDING, 10_000, 5_000)
        )
    )
    lin = await leader(world, "林一航")

    heard = await lin.says("图 火箭")

    assert heard[0].startswith("这张图没有画成：")
    assert "累计到位资金：5000万元" in heard[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("said", ["图纸已审完，1号主体封顶", "图书馆项目正常"])
async def test_a_sentence_that_begins_like_the_word_is_a_sentence(world: World, said: str) -> None:
    await world.load(ledger())
    lin = await leader(world, "林一航")
    await world.at("2026-11-16 09:01")

    heard = await lin.says(said)

    assert not any("项目名称" in one or "没有找到" in one for one in heard)
