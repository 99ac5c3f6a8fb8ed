"""Reported figures wait for the office: it confirms, returns or changes them, and only then they count."""

from __future__ import annotations

import pytest

from core.figures.model import FigureState
from core.ports import UnitOfWork
from core.roster.model import Stage
from tests.stories.reporting import project, reported
from tests.stories.reviewing import WAN, arrived, audit, changed, changes, figures, labels_of, returned
from tests.stories.scenes import clerk, labels, leader, liaison, monday
from tests.stories.town import BOTTLES, DATA, HERBS, SOLAR
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World, text_of


@IN_BOTH_CHATS
async def test_what_a_leader_reports_waits_and_counts_once_it_is_confirmed(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)

    await reported(world, lin, "1号 累计到位1.1亿")

    assert await arrived(world, "东岭县") == 10_000 * WAN
    (heard,) = await zhou.says("核定")
    assert "待核定填报数（1条）" in heard
    assert "ZS-2026-001 青禾饮用水项目\n1. 累计到位：填报1.1亿元" in heard
    assert "台账：累计到位 9000万元→11000万元" in heard
    assert "林一航　11-16 09:01　语句“累计到位1.1亿”" in heard
    assert "已核定：累计到位 1.1亿元" in await zhou.taps("1 核定")
    assert "没有待核定的填报数" in (await zhou.last())["text"]
    assert await arrived(world, "东岭县") == 12_000 * WAN
    (change,) = await changes(world, BOTTLES)
    person = await world.product.desk.read(lambda work: work.people.by_name("周文静"))
    assert person
    assert (change.field, change.old, change.new, change.by) == (
        "total_in_yuan",
        "9000万元",
        "11000万元",
        person.id,
    )


@IN_BOTH_CHATS
async def test_nothing_unconfirmed_reaches_score_or_bulletin(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await reported(world, lin, "3号 投产")
    await reported(world, lin, "2号 开工")
    await zhou.says("核定")
    await zhou.taps("1 核定")
    await zhou.taps("2 核定")

    await world.at("2026-11-20 17:01")

    def frozen(work: UnitOfWork) -> dict[str, tuple[int, bool]]:
        snapshot = work.bulletins.last_snapshot()
        assert snapshot
        return {fact.name: (fact.arrived_yuan, fact.producing) for fact in snapshot.facts}

    facts = await world.product.desk.read(frozen)
    assert facts[BOTTLES] == (11_000 * WAN, False)
    assert facts[HERBS] == (8_000 * WAN, False)
    draft = await zhou.message_with("审发")
    assert "另有1条填报数待核定，未核定的不计入得分。" in draft["text"]
    assert "【节点进展】\n• 云杉数据中心项目：开工\n" in draft["text"]
    assert "远山中药材" not in draft["text"]
    await zhou.taps("待核定")
    assert "投产时间：填报2026年11月16日" in (await zhou.last())["text"]


async def test_a_weekly_sum_is_added_and_said_again_only_the_difference(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 到位2000万")
    await zhou.says("核定")
    await zhou.taps("1 核定")
    await world.forward(hours=1)

    await reported(world, lin, "1号 到位2500万")

    (heard,) = await zhou.says("核定")
    assert "本周到位：填报2500万元\n　台账：累计到位 11000万元→11500万元" in heard
    await zhou.taps("1 核定")
    assert (await project(world, BOTTLES)).total_in_yuan == 11_500 * WAN


async def test_a_node_moves_the_stage_on(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)

    await reported(world, lin, "2号 开工")

    (heard,) = await zhou.says("核定")
    assert "台账：阶段 签约待开工→在建、实际开工 —→2026-11-16" in heard
    await zhou.taps("1 核定")
    assert (await project(world, DATA)).stage is Stage.BUILDING


@IN_BOTH_CHATS
async def test_a_returned_figure_is_explained_to_whoever_reported_it_and_to_the_leader(world: World) -> None:
    zhou, shen, jiang = await clerk(world), await leader(world, "沈青禾"), await liaison(world, "江望")
    await monday(world)
    await reported(world, jiang, "2号 累计到位3.1亿", whose="沈青禾")

    (heard,) = await zhou.says("核定")
    assert "江望（代沈青禾）" in heard
    await zhou.taps("1 退回")
    assert "填报3.1亿元" in (await zhou.last())["text"]
    assert "已退回，将告知江望、沈青禾" in await zhou.taps("单位或数额有误")

    await world.at("2026-11-18 08:31")
    told = [m["text"] for m in await jiang.from_us() if "未予核定" in m["text"]]
    assert text_of(told).splitlines() == [
        "您好，以下填报数未予核定，请核对后重报：",
        "• 白石光伏组件项目：累计到位 3.1亿元（11-16 09:01填报）。理由：单位或数额有误",
        "更正时直接发一句话即可，如“1号 累计到位2000万元”；原填报不计入台账。",
    ]
    (hers,) = [m for m in await shen.from_us() if "未予核定" in m["text"]]
    assert "（江望 11-16 09:01代您填报）" in hers["text"]
    assert labels(hers) == ["查看调度卡"]
    assert (await project(world, SOLAR)).total_in_yuan == 30_000 * WAN
    assert (await figures(world, FigureState.REFUSED))[0].reason == "unit"


async def test_several_returned_figures_are_one_message_with_the_offices_own_words(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await reported(world, lin, "2号 累计到位2000万")
    await zhou.says("核定")
    await zhou.taps("1 退回")
    await zhou.taps("缺少依据")
    await zhou.taps("1 退回")
    await zhou.taps("另写理由")
    assert "请用一句话说明退回理由" in (await zhou.last())["text"]

    heard = await zhou.says("请附到账凭证")

    assert heard[0] == "已退回，将告知林一航"
    assert "没有待核定的填报数" in heard[1]
    await world.at("2026-11-17 08:31")
    (told,) = [m["text"] for m in await lin.from_us() if "未予核定" in m["text"]]
    assert "青禾饮用水项目：累计到位 1.1亿元（11-16 09:01填报）。理由：缺少依据" in told
    assert "云杉数据中心项目：累计到位 2000万元（11-16 09:01填报）。理由：请附到账凭证" in told


@IN_BOTH_CHATS
async def test_whoever_cannot_be_reached_is_phoned(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await lin.leaves()
    await zhou.says("核定")
    await zhou.taps("1 退回")

    assert "已退回。填报人收不到消息，请电话告知" in await zhou.taps("重复填报")


@IN_BOTH_CHATS
async def test_the_office_confirms_another_value_which_is_echoed_first(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await zhou.says("核定")
    await zhou.taps("1 改为…")
    assert "请发核定值，如“1800万元”" in (await zhou.last())["text"]

    assert "没有看懂这个值" in (await zhou.says("一亿左右吧"))[0]
    (echo,) = await zhou.says("1.05亿")

    assert "累计到位：填报1.1亿元\n改为：1.05亿元\n　台账：累计到位 9000万元→10500万元" in echo
    assert (await project(world, BOTTLES)).total_in_yuan == 9_000 * WAN
    assert "已核定：累计到位 1.05亿元，将告知林一航" in await zhou.taps("确认核定")
    assert (await project(world, BOTTLES)).total_in_yuan == 10_500 * WAN
    (kept,) = await figures(world, FigureState.CONFIRMED)
    assert (kept.value, kept.decided) == (str(11_000 * WAN), str(10_500 * WAN))
    (noted,) = await audit(world, "figure.confirmed")
    assert (noted["reported"], noted["confirmed"]) == (str(11_000 * WAN), str(10_500 * WAN))


async def test_a_changed_figure_is_explained_in_the_same_message_as_a_returned_one(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await changed(zhou, "1.05亿")
    await reported(world, lin, "2号 累计到位2000万")
    await returned(zhou)

    await world.at("2026-11-17 08:31")

    (told,) = [m["text"] for m in await lin.from_us() if "作了调整" in m["text"]]
    assert "2000万元（11-16 09:01填报）。理由：缺少依据" in told
    assert told.split("\n\n")[1].splitlines() == [
        "您好，以下填报数核定时作了调整，以核定数为准：",
        "• 青禾饮用水项目：累计到位 1.1亿元（11-16 09:01填报），核定为1.05亿元",
        "如有出入，请与招商办联系。",
    ]


@pytest.mark.parametrize("again", ["1号 累计到位1.05亿", "1号 累计到位9000万"])
async def test_what_was_corrected_before_the_message_left_is_spoken_of_no_more(
    world: World, again: str
) -> None:
    """Also when the correction is what the ledger holds."""
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await returned(zhou)
    await reported(world, lin, "2号 累计到位2000万")
    await returned(zhou)

    await reported(world, lin, again)
    await world.at("2026-11-17 08:31")

    (told,) = [m["text"] for m in await lin.from_us() if "未予核定" in m["text"]]
    assert "云杉数据中心项目" in told
    assert "青禾饮用水项目" not in told


@pytest.mark.parametrize(("confirmed", "heard"), [(True, 0), (False, 1)])
async def test_the_only_returned_figure_corrected_leaves_nothing_to_say(
    world: World, *, confirmed: bool, heard: int
) -> None:
    """A correction that its speaker has not confirmed is none yet."""
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await returned(zhou)

    await reported(world, lin, "1号 累计到位1.05亿", confirmed=confirmed)
    await world.at("2026-11-17 08:31")

    assert len([m for m in await lin.from_us() if "未予核定" in m["text"]]) == heard


async def test_a_changed_mind_leaves_the_question(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await zhou.says("核定")
    await zhou.taps("1 改为…")
    await zhou.says("1.05亿")
    await zhou.taps("取消")

    assert await labels_of(zhou) == ["1 核定", "1 退回", "1 改为…"]
    assert (await figures(world, FigureState.REPORTED))[0].value == str(11_000 * WAN)
