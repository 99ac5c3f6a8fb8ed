"""Several echoes, several people, edits, undo and the end of the round."""

from __future__ import annotations

import asyncio

from core.ports import UnitOfWork
from core.rights import Role
from tests.stories.echoes import REPORTED, SAID, TOTAL, WEEK, WITHDRAWN, sent
from tests.stories.scenes import card_of, data_of, figures, leader, liaison, monday, reports
from tests.stories.town import BOTTLES, DATA, SOLAR
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World


@IN_BOTH_CHATS
async def test_two_echoes_wait_side_by_side(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 到位2000万")
    first = await lin.last()
    await lin.says("2号 本周到位300")
    second = await lin.last()

    await lin.press(second["message_id"], label="万元")
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", SAID)]
    assert await figures(world, DATA) == [(WEEK, "3000000", REPORTED)]
    await lin.press(first["message_id"], label="确认")

    assert await figures(world, BOTTLES) == [(WEEK, "20000000", REPORTED)]


async def test_a_second_sentence_replaces_only_the_figures_it_states(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 到位2000万，累计1.1亿")
    await lin.taps("确认")

    await lin.says("1号 本周到位2500万")

    reported = [(WEEK, "20000000", REPORTED), (TOTAL, "110000000", REPORTED)]
    assert await figures(world, BOTTLES) == [*reported, (WEEK, "25000000", SAID)]
    await lin.taps("确认")
    replaced = [(WEEK, "20000000", WITHDRAWN), (TOTAL, "110000000", REPORTED)]
    assert await figures(world, BOTTLES) == [*replaced, (WEEK, "25000000", REPORTED)]


async def test_two_people_at_once_do_not_disturb_each_other(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    shen = await leader(world, "沈青禾")
    await monday(world)

    await asyncio.gather(lin.says("1号 到位2000万"), shen.says("2号 到位300万"), su.says("云杉 到位400万"))
    await asyncio.gather(lin.taps("确认"), shen.taps("确认"), su.taps("确认"))

    assert await figures(world, BOTTLES) == [(WEEK, "20000000", REPORTED)]
    assert await figures(world, SOLAR) == [(WEEK, "3000000", REPORTED)]
    assert await figures(world, DATA) == [(WEEK, "4000000", REPORTED)]


async def test_buttons_of_another_persons_echo_do_nothing(world: World) -> None:
    lin, gu = await leader(world, "林一航"), await leader(world, "顾远山")
    await monday(world)
    await lin.says("1号 到位2000万")
    echo = await lin.last()
    pressed = [data_of(echo, label) for label in ("确认", "修改", "都不是")]
    sentence = pressed[0].split(":")[2]
    pressed += [f"1:sq:{sentence}:0:wan", f"1:sl:{sentence}:1", f"1:sb:{sentence}", "1:sy:99999"]
    mine = (await card_of(gu))["message_id"]

    toasts = [await gu.press(mine, data=data, stale=True) for data in pressed]

    assert all(toasts)
    assert not any("已确认" in toast or "已撤回" in toast for toast in toasts)
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", SAID)]
    assert "青禾" not in (await gu.last())["text"]


async def test_buttons_pressed_twice_and_old_ones_only_show_how_it_stands(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 本周到位2000")
    echo = await lin.last()
    unit, none = data_of(echo, "万元"), data_of(echo, "都不是")
    await lin.press(echo["message_id"], data=unit)

    again = [await lin.press(echo["message_id"], data=data, stale=True) for data in (unit, none)]

    assert again == ["已处理", "已处理"]
    assert await figures(world, DATA) == [(WEEK, "20000000", REPORTED)]


async def test_an_edited_sentence_replaces_its_figures(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    message = await sent(lin, "1号 到位2000万，累计1.1亿；2号 到位300万")
    old = await lin.last()
    await lin.taps("确认")

    heard = await lin.edits(message, "1号 到位2200万；2号 到位300万")

    assert heard[0].startswith("已记录，请核对：")
    assert await figures(world, BOTTLES) == [
        (WEEK, "20000000", WITHDRAWN),
        (TOTAL, "110000000", WITHDRAWN),
        (WEEK, "22000000", SAID),
    ]
    assert await figures(world, DATA) == [(WEEK, "3000000", REPORTED)], "what did not change stays confirmed"
    toast = await lin.press(old["message_id"], data=data_of(old, "确认"), stale=True)
    assert "以新的为准" in toast
    await lin.taps("确认")
    assert (WEEK, "22000000", REPORTED) in await figures(world, BOTTLES)


async def test_undo_withdraws_figures_and_brings_back_those_before(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 到位2000万")
    await lin.taps("确认")
    await lin.says("1号 本周到位2500万")
    echo = await lin.last()

    await lin.says("/undo")

    assert await figures(world, BOTTLES) == [(WEEK, "20000000", REPORTED), (WEEK, "25000000", WITHDRAWN)]
    await lin.press(echo["message_id"], data=data_of(echo, "确认"), stale=True)
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", REPORTED), (WEEK, "25000000", WITHDRAWN)]


async def test_undo_takes_back_a_whole_sentence_with_its_answers(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 到位1200")
    await lin.taps("万元")
    await world.forward(minutes=1)
    await lin.taps("本周到位")

    await lin.says("/undo")

    assert all(report.is_void for report in await reports(world, DATA))
    assert await figures(world, DATA) == [(WEEK, "12000000", WITHDRAWN)]


@IN_BOTH_CHATS
async def test_late_and_after_an_early_close(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 到位2000万")
    early = await lin.last()
    await world.at("2026-11-20 17:01")

    heard = await lin.says("2号 到位300万")

    assert heard[0].startswith("本期调度已于11月20日（周五） 17:00截止，您的补报已记录，请核对：")
    await lin.taps("确认")
    assert await lin.press(early["message_id"], label="都不是") == "本期调度已结束。"
    await lin.press(early["message_id"], label="确认")
    assert await figures(world, DATA) == [(WEEK, "3000000", REPORTED)]
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", REPORTED)], "confirming is no new statement"


async def test_a_liaison_is_not_asked_whose_it_is_when_names_or_numbers_say_it(world: World) -> None:
    await leader(world, "沈青禾")
    jiang = await liaison(world, "江望")
    await monday(world)

    heard = await jiang.says("白石光伏 到位300万，黄坡物流园 无变化")

    assert "2号 白石光伏组件项目：本周到位300万元\n2号 黄坡物流园项目：无变化" in heard[0]
    await jiang.taps("确认")
    assert await figures(world, SOLAR) == [(WEEK, "3000000", REPORTED)]
    assert "3号 绿谷康养小镇项目：正常推进" in (await jiang.says("3号 正常"))[0]
    assert "替哪位领导" in (await jiang.says("无变化"))[0]


async def test_after_the_leader_is_chosen_the_figures_still_wait(world: World) -> None:
    await leader(world, "沈青禾")
    jiang = await liaison(world, "江望")
    await monday(world)

    await jiang.says("2号 到位300万")
    await jiang.taps("替沈青禾")

    assert await figures(world, SOLAR) == [(WEEK, "3000000", SAID)]
    await jiang.taps("确认")
    assert await figures(world, SOLAR) == [(WEEK, "3000000", REPORTED)]


async def test_a_site_officer_speaks_of_his_own_project_only(world: World) -> None:
    await leader(world, "林一航")
    shi = await world.person("石大磊", Role.SITE)
    await monday(world)

    heard = await shi.says("主体封顶，到位800万")

    assert heard[0].startswith("已记录，请核对：\n1号 青禾饮用水项目\n")
    await shi.taps("确认")
    assert (WEEK, "8000000", REPORTED) in await figures(world, BOTTLES)
    for other in ("2号 到位300万", "云杉数据中心 到位300万"):
        (heard_back,) = await shi.says(other)
        assert DATA not in heard_back.replace(other, "")
    assert await figures(world, DATA) == []


async def test_a_late_sentence_can_be_taken_back(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await world.at("2026-11-20 17:01")
    await lin.says("2号 到位300万")

    await lin.taps("都不是")

    assert all(report.is_void for report in await reports(world, DATA))
    assert await figures(world, DATA) == [(WEEK, "3000000", WITHDRAWN)]


async def test_who_is_no_liaison_any_more_confirms_nothing(world: World) -> None:
    su = await liaison(world, "苏小满")
    await monday(world)
    await su.says("云杉 到位300万")
    echo = await su.last()

    def replaced(work: UnitOfWork) -> None:
        person, today = work.people.by_name("苏小满"), world.product.calendar.today(world.now)
        assert person
        for one in work.projects.assigned(today, person_id=person.id):
            work.projects.unassign(one.project_id, person.id, one.duty, today)

    await world.product.desk.run(replaced)
    toasts = [await su.press(echo["message_id"], label=label) for label in ("确认", "都不是", "修改")]

    assert all("别人的卡片" in toast for toast in toasts)
    assert await figures(world, DATA) == [(WEEK, "3000000", SAID)]
