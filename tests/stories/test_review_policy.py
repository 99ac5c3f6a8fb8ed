"""What may be confirmed, by whom, and what counts without: names, forged buttons, the office's own rules."""

from __future__ import annotations

import pytest

from core.figures.model import Field, FigureState
from core.rights import Role
from tests.stories.reporting import project, reported
from tests.stories.reviewing import WAN, audit, figures, labels_of
from tests.stories.scenes import clerk, labels, leader, monday
from tests.stories.town import BOTTLES, HERBS
from tests.stories.world import World


async def test_what_its_speaker_never_confirmed_is_apart_and_needs_a_name(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿", confirmed=False)

    (heard,) = await zhou.says("核定")
    assert "没有待核定的填报数" in heard
    await zhou.taps("未经本人确认（1条）")
    assert "未经本人确认（1条）\nZS-2026-001" in (await zhou.last())["text"]
    assert await labels_of(zhou) == ["1 代林一航确认", "返回待核定"]
    assert "已代为确认，转入待核定" in await zhou.taps("1 代林一航确认")
    assert (await project(world, BOTTLES)).total_in_yuan == 9_000 * WAN
    person = await world.product.desk.read(lambda work: work.people.by_name("周文静"))
    assert person
    (noted,) = await audit(world, "figure.reported_for_speaker")
    assert (noted["by"], noted["field"]) == (str(person.id), "total_in")
    await zhou.taps("返回待核定")
    await zhou.taps("1 核定")
    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN


async def test_an_unconfirmed_figure_cannot_be_confirmed_by_a_forged_button(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿", confirmed=False)
    (said,) = await figures(world, FigureState.SAID)
    await zhou.says("核定")
    card = (await zhou.last())["message_id"]

    for data in ("vy:{}:00000000:0", "vd:{}:110000000:00000000", "vr:{}:unit:0", "vw:{}", "vc:{}"):
        toast = await zhou.press(card, data="1:" + data.format(said.id), stale=True)
        assert toast == "累计到位未经填报人本人确认", data
    assert await figures(world, FigureState.SAID) == [said]


@pytest.mark.parametrize(
    "data",
    ["vd:{}:999999999999999999:00000000", "vd:{}:-1:00000000", "vd:{}:在建:00000000", "vd:{}:110000000:00000000",
     "vy:{}:00000000:0", "vr:{}:because:0", "vx:{}:BUILT", "vx:{}:BUILDING", "vb:0", "va:0:1-00000000", "vq:99"],
)  # fmt: skip
async def test_no_forged_button_confirms_anything(world: World, data: str) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    (waiting,) = await figures(world, FigureState.REPORTED)
    await zhou.says("核定")

    await zhou.press((await zhou.last())["message_id"], data="1:" + data.format(waiting.id), stale=True)

    assert await figures(world, FigureState.REPORTED) == [waiting]
    assert (await project(world, BOTTLES)).total_in_yuan == 9_000 * WAN


async def test_what_is_not_reviewed_counts_at_once_unless_it_is_odd(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await zhou.says("设置")
    await zhou.taps("需要核定的数据")
    assert labels(await zhou.last()) == [
        "✓ 到位资金",
        "✓ 固投",
        "形象进度",
        "✓ 项目阶段",
        "✓ 节点日期",
        "返回",
    ]
    assert "已保存" in await zhou.taps("✓ 到位资金")
    await zhou.taps("返回")
    assert "• 需要核定的数据：固投、项目阶段、节点日期" in (await zhou.last())["text"]

    await reported(world, lin, "1号 累计到位1.1亿")
    await reported(world, lin, "3号 累计到位2亿")

    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN
    assert (await project(world, HERBS)).total_in_yuan == 8_000 * WAN
    (noted,) = await audit(world, "figure.confirmed_by_rule")
    assert (noted["by"], noted["field"], noted["said_by"]) == ("None", "total_in", noted["said_by"])
    (chosen,) = (each for each in await audit(world, "setting.changed") if "arrived" in each["old"])
    assert chosen["old"] == '["arrived", "fixed", "nodes", "stage"]'
    assert chosen["new"] == '["fixed", "nodes", "stage"]'
    (left,) = await figures(world, FigureState.REPORTED)
    assert left.field is Field.TOTAL_IN


async def test_the_inspector_reviews_when_the_office_says_so(world: World) -> None:
    zhou, he, lin = (
        await clerk(world),
        await world.person("何严", Role.INSPECTOR),
        await leader(world, "林一航"),
    )
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    assert "没有这项权限" in (await he.says("核定"))[0]
    await zhou.says("设置")
    await zhou.taps("核定人员")
    await zhou.taps("督查室")

    await he.says("核定")
    await he.taps("1 核定")

    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN
    assert "没有这项权限" in (await he.says("设置"))[0]
    await zhou.taps("✓ 督查室")
    assert "没有这项权限" in (await he.says("核定"))[0]
