"""The queue of the review: many at once, two at work, and what overtakes what still waits."""

from __future__ import annotations

from core.figures.model import FigureState
from core.rights import Role
from core.roster.model import Stage
from tests.stories.reporting import project, reported, sends
from tests.stories.reviewing import WAN, changes, figures
from tests.stories.scenes import clerk, data_of, leader, monday
from tests.stories.town import BOTTLES, DATA, HERBS, ledger
from tests.stories.town import project as town_project
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World


@IN_BOTH_CHATS
async def test_the_unremarkable_ones_are_confirmed_together_after_a_list(world: World) -> None:
    zhou, lin, gu = await clerk(world), await leader(world, "林一航"), await leader(world, "顾远山")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await reported(world, lin, "2号 累计到位2000万")
    await reported(world, lin, "3号 累计到位2亿")  # twice the total investment
    await reported(world, gu, "1号 累计到位1000万")  # less than before

    (heard,) = await zhou.says("核定")
    assert "需留意：超过总投资的1.2倍" in heard
    assert "需留意：比台账数减少" in heard
    await zhou.taps("全部核定（2条无异常）")
    listed = (await zhou.last())["text"]
    assert "将一并核定2条" in listed
    assert (
        "• 青禾饮用水项目：累计到位 9000万元→11000万元\n• 云杉数据中心项目：累计到位 1000万元→2000万元"
        in listed
    )
    assert (await project(world, BOTTLES)).total_in_yuan == 9_000 * WAN
    assert "已核定2条" in await zhou.taps("确认核定这2条")

    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN
    assert (await project(world, DATA)).total_in_yuan == 2_000 * WAN
    assert (await project(world, HERBS)).total_in_yuan == 8_000 * WAN
    assert len(await figures(world, FigureState.REPORTED)) == 2


async def test_a_list_that_changed_is_shown_again_before_anything_is_confirmed(world: World) -> None:
    zhou, qian, lin = (
        await clerk(world),
        await world.person("钱进", Role.OFFICE),
        await leader(world, "林一航"),
    )
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await reported(world, lin, "2号 累计到位2000万")
    await reported(world, lin, "3号 累计到位8500万")
    await zhou.says("核定")
    await zhou.taps("全部核定（3条无异常）")
    await qian.says("核定")
    await qian.taps("2 核定")

    assert "名单有变动，请核对后再确认" in await zhou.taps("确认核定这3条")

    assert len(await figures(world, FigureState.REPORTED)) == 2
    assert "已核定2条" in await zhou.taps("确认核定这2条")


@IN_BOTH_CHATS
async def test_of_two_in_the_office_only_the_first_decides(world: World) -> None:
    zhou, qian, lin = (
        await clerk(world),
        await world.person("钱进", Role.OFFICE),
        await leader(world, "林一航"),
    )
    await monday(world)
    await reported(world, lin, "1号 到位2000万")
    await zhou.says("核定")
    await qian.says("核定")
    await zhou.taps("1 核定")

    assert "本周到位已由周文静核定" in await qian.taps("1 退回")
    assert "没有待核定的填报数" in (await qian.last())["text"]
    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN


async def test_pressed_twice_counts_once(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 到位2000万")
    await zhou.says("核定")
    card = await zhou.last()
    data = data_of(card, "1 核定")
    await zhou.press(card["message_id"], data=data, stale=True)

    assert await zhou.press(card["message_id"], data=data, stale=True) == "本周到位已由周文静核定"
    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN
    assert len(await changes(world, BOTTLES)) == 1


async def test_a_ledger_that_changed_meanwhile_is_shown_before_it_is_overwritten(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await zhou.says("核定")
    await world.load(ledger(town_project(1, BOTTLES, "东岭县", ("林一航",), Stage.BUILDING, 20_000, 9_500)))

    assert "台账或填报有变动，请按现在的情况核对" in await zhou.taps("1 核定")

    now = (await zhou.last())["text"]
    assert "累计到位 9500万元→11000万元" in now
    assert "需留意：填报后台账已变动" in now
    await zhou.taps("1 核定")
    assert (await project(world, BOTTLES)).total_in_yuan == 11_000 * WAN


async def test_what_was_taken_back_cannot_be_confirmed(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await zhou.says("核定")
    card = await zhou.last()
    await world.forward(hours=1)
    await reported(world, lin, "1号 累计到位1.2亿")

    toast = await zhou.press(card["message_id"], data=data_of(card, "1 核定"), stale=True)

    assert toast == "累计到位已由填报人更正或撤回"
    assert "填报1.2亿元" in (await zhou.last())["text"]


async def test_what_was_undone_leaves_the_queue(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await zhou.says("核定")

    await lin.says("更正")

    assert "累计到位已由填报人更正或撤回" in await zhou.taps("1 核定")
    assert (await project(world, BOTTLES)).total_in_yuan == 9_000 * WAN


async def test_a_tapped_node_waits_at_once(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 节点")
    await lin.taps("竣工·今天")

    (heard,) = await zhou.says("核定")

    assert "竣工时间：填报2026年11月16日\n　台账：阶段 在建→竣工待投产、竣工时间 —→2026-11-16\n" in heard
    assert "林一航　11-16 09:01　点选" in heard
    await zhou.taps("1 核定")
    assert (await project(world, BOTTLES)).stage is Stage.FINISHED


async def test_a_photo_is_evidence(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await sends(lin, "photo")

    assert "语句“累计到位1.1亿”，附照片1张" in (await zhou.says("核定"))[0]


async def test_a_later_round_overtakes_what_still_waits(world: World) -> None:
    await clerk(world)
    lin = await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await world.at("2026-11-23 09:01")

    await reported(world, lin, "1号 累计到位1.2亿")

    assert [one.value for one in await figures(world, FigureState.REPORTED)] == [str(12_000 * WAN)]
    assert [one.value for one in await figures(world, FigureState.WITHDRAWN)] == [str(11_000 * WAN)]


async def test_the_sums_of_two_weeks_are_two_sums(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 本周到位1000万")
    await world.at("2026-11-23 09:01")
    await reported(world, lin, "1号 本周到位2000万")

    await zhou.says("核定")
    await zhou.taps("2 核定")

    assert "需留意：填报后台账已变动" in (await zhou.last())["text"]
    assert "已核定：本周到位 1000万元" in await zhou.taps("1 核定")
    assert (await project(world, BOTTLES)).total_in_yuan == 12_000 * WAN


async def test_what_was_said_to_be_as_in_the_ledger_overtakes_as_well(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")

    await reported(world, lin, "1号 累计到位9000万")

    assert await figures(world, FigureState.REPORTED) == []
    assert [one.value for one in await figures(world, FigureState.WITHDRAWN)] == [str(11_000 * WAN)]


async def test_a_long_queue_has_pages(world: World) -> None:
    zhou, lin, gu = await clerk(world), await leader(world, "林一航"), await leader(world, "顾远山")
    shen = await leader(world, "沈青禾")
    await monday(world)
    for person, text in ((lin, "1号 累计到位1.1亿"), (lin, "2号 累计到位2000万"), (lin, "3号 累计到位8500万"),
                         (shen, "2号 累计到位3.1亿"), (gu, "1号 累计到位2100万"), (gu, "2号 累计到位3100万")):  # fmt: skip
        await reported(world, person, text)

    (heard,) = await zhou.says("核定")
    assert "待核定填报数（6条）" in heard
    assert "黄坡物流园项目" not in heard
    await zhou.taps("下一页 ›")
    assert "黄坡物流园项目\n1. 累计到位：填报3100万元" in (await zhou.last())["text"]
    await zhou.taps("1 核定")
    assert "待核定填报数（5条）" in (await zhou.last())["text"]
    assert (await project(world, "黄坡物流园项目")).total_in_yuan == 3_100 * WAN
