"""Reported figures wait for the office: it confirms, returns or changes them, and only then they count."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.figures.model import Field, Figure, FigureState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import FieldChange, Stage
from core.scoring.facts import facts_of
from storage.tables.office import AuditRow
from tests.stories.reporting import project, reported, sends
from tests.stories.scenes import clerk, data_of, labels, leader, liaison, monday
from tests.stories.town import ledger
from tests.stories.town import project as town_project
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World, text_of

BOTTLES, DATA, HERBS, SOLAR = "青禾饮用水项目", "云杉数据中心项目", "远山中药材加工项目", "白石光伏组件项目"
WAN = 10_000


async def changes(world: World, name: str) -> list[FieldChange]:
    number = (await project(world, name)).id
    return list(await world.product.desk.read(lambda work: work.projects.changes(number, 20)))


async def figures(world: World, state: FigureState) -> list[Figure]:
    return list(await world.product.desk.read(lambda work: work.figures.waiting(state, 50)))


async def arrived(world: World, unit: str) -> int:
    """Money arrived in all that would be scored now for a unit, yuan."""

    def query(work: UnitOfWork) -> int:
        found = work.projects.unit_named(unit)
        assert found
        facts = facts_of(work.projects.all(), world.product.calendar.today(world.now))
        return sum(fact.arrived_yuan for fact in facts if fact.unit_id == found.id)

    return await world.product.desk.read(query)


async def audit(world: World, action: str) -> list[dict[str, str]]:
    """The facts of the audit's entries of one kind, oldest first; ``by`` is who did it."""
    assert await world.product.desk.read(lambda work: work.audit.verify()) is None
    query = select(AuditRow.actor, AuditRow.facts).where(AuditRow.action == action).order_by(AuditRow.id)
    with world.product.store.reader.connect() as connection:
        return [{**row.facts, "by": str(row.actor)} for row in connection.execute(query)]


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


async def changed(zhou: Someone, value: str) -> None:
    await zhou.says("核定")
    await zhou.taps("1 改为…")
    await zhou.says(value)
    await zhou.taps("确认核定")


async def returned(zhou: Someone) -> None:
    await zhou.says("核定")
    await zhou.taps("1 退回")
    await zhou.taps("缺少依据")


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


async def labels_of(person: Someone) -> list[str]:
    return labels(await person.last())


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
