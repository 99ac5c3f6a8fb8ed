"""The echo of a sentence: what it states becomes a figure only once the person has confirmed it."""

from __future__ import annotations

import asyncio

import pytest

from core.figures.model import Field, FigureState
from core.ports import UnitOfWork
from core.rights import Role
from core.rounds.model import Amount, Answer, Period, Source
from tests.stories.scenes import (
    card_of,
    clerk,
    data_of,
    figures,
    leader,
    liaison,
    line,
    monday,
    reports,
    tickets,
)
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World

BOTTLES, DATA, HERBS, SOLAR = "青禾饮用水项目", "云杉数据中心项目", "远山中药材加工项目", "白石光伏组件项目"
SAID, REPORTED, WITHDRAWN = FigureState.SAID, FigureState.REPORTED, FigureState.WITHDRAWN
WEEK, TOTAL = Field.WEEK_IN, Field.TOTAL_IN


async def sent(person: Someone, text: str) -> int:
    """Say it; the message id of the sentence."""
    await person.says(text)
    return int([m["message_id"] for m in await person.messages() if not m["from"]["is_bot"]][-1])


@IN_BOTH_CHATS
async def test_figures_wait_for_a_tap_and_the_answer_counts_at_once(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.says("1号 本周到位2000万元，累计到位1.1亿；2号 无变化")

    assert await figures(world, BOTTLES) == [(WEEK, "20000000", SAID), (TOTAL, "110000000", SAID)]
    assert "本周到位2000万元" in line((await card_of(lin))["text"], 1)
    assert "还有1个项目待反馈" in (await card_of(lin))["text"]
    assert "已确认" in await lin.taps("确认")
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", REPORTED), (TOTAL, "110000000", REPORTED)]
    echo = (await lin.last())["text"]
    assert echo.startswith(
        "已确认，数据报招商办核定：\n1号 青禾饮用水项目\n　本周到位2000万元\n　累计到位1.1亿元"
    )
    assert await lin.labels() == ["查看调度卡"]


@IN_BOTH_CHATS
async def test_everything_in_one_sentence_is_shown_back(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    (echo,) = await lin.says(
        "2号11月12日开工了，累计到位1.2亿，形象进度5%，环评卡在市生态环境局，12月底前解决，计划明年6月投产"
    )

    assert echo.split("\n\n")[0].split("\n")[1:] == [
        "2号 云杉数据中心项目",
        "　有问题（环评）：环评卡在市生态环境局（市生态环境局，2026年12月31日前）",
        "　开工（2026年11月12日）",
        "　累计到位1.2亿元",
        "　形象进度5%",
        "　计划：投产（2027年6月）",
    ]
    (ticket,) = await tickets(world, DATA)
    assert (ticket.category.value, ticket.department) == ("环评", "市生态环境局")
    assert ticket.due_on is not None
    assert ticket.due_on.last.isoformat() == "2026-12-31"
    assert [(field, value) for field, value, _ in await figures(world, DATA)] == [
        (TOTAL, "120000000"),
        (Field.PERCENT, "5"),
        (Field.START_ON, "2026-11-12/2026-11-12/day"),
    ]


@IN_BOTH_CHATS
async def test_none_of_it_takes_everything_back_and_keeps_the_words(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 正常")
    await lin.says("1号 用地没批，到位2000万")
    assert len(await tickets(world, BOTTLES)) == 1

    toast = await lin.taps("都不是")

    assert "已撤回" in toast
    assert "原话已留存：“1号 用地没批，到位2000万”" in (await lin.last())["text"]
    assert await lin.labels() == ["查看调度卡"]
    assert [state for *_, state in await figures(world, BOTTLES)] == [WITHDRAWN]
    assert await tickets(world, BOTTLES) == []
    assert "✓ 正常推进" in line((await card_of(lin))["text"], 1), "what counted before counts again"
    assert [r.source for r in await reports(world, BOTTLES)] == [Source.TAP, Source.UNDO]
    assert "用地没批，到位2000万" in (await lin.says("经过 青禾饮用水"))[0]


async def test_a_sentence_with_nothing_to_confirm_counts_at_once_and_can_be_taken_back(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.says("全部正常")

    assert await lin.labels() == ["修改", "都不是"]
    await lin.taps("都不是")
    assert "✓" not in (await card_of(lin))["text"]


async def test_said_again_after_change_replaces_it(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 到位2000万；2号 无变化")

    await lin.taps("修改")
    assert "请直接重新发一句" in (await lin.last())["text"]
    heard = await lin.says("1号 到位1500万")

    assert "已恢复为原先的情况：云杉数据中心项目" in heard[0]
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", WITHDRAWN), (WEEK, "15000000", SAID)]
    await lin.taps("确认")
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", WITHDRAWN), (WEEK, "15000000", REPORTED)]
    assert "✓" not in line((await card_of(lin))["text"], 2)


async def test_after_change_nothing_is_lost_by_words_that_say_nothing(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 到位2000万")
    await lin.taps("修改")

    assert "这条里没有项目进展" in (await lin.says("好的"))[0]

    assert await figures(world, BOTTLES) == [(WEEK, "20000000", SAID)]
    await lin.says("1号 到位1500万")
    assert await figures(world, BOTTLES) == [(WEEK, "20000000", WITHDRAWN), (WEEK, "15000000", SAID)]


async def test_after_change_a_line_can_be_tapped_instead(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 到位2000万")

    await lin.taps("修改")
    await lin.taps("2号 云杉数据中心项目")
    await lin.taps("2 无变化")

    assert "✓ 无变化" in line((await card_of(lin))["text"], 2)
    assert await figures(world, DATA) == [(WEEK, "20000000", WITHDRAWN)]
    assert "✓ 无变化" in (await lin.last())["text"], "nothing of the sentence is left to show"


async def test_what_else_was_said_waits_on_when_one_line_is_tapped_instead(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 累计到位1.1亿；2号 到位2000万")
    await lin.taps("修改")
    await lin.taps("2号 云杉数据中心项目")

    await lin.taps("2 无变化")

    assert await figures(world, DATA) == [(WEEK, "20000000", WITHDRAWN)]
    assert "累计到位1.1亿元" in (await lin.last())["text"]
    assert "2号" not in (await lin.last())["text"].partition("请")[0]
    await lin.taps("确认")
    assert await figures(world, BOTTLES) == [(TOTAL, "110000000", REPORTED)]
    assert await figures(world, DATA) == [(WEEK, "20000000", WITHDRAWN)]
    await lin.says("3号 正常")
    assert await figures(world, BOTTLES) == [(TOTAL, "110000000", REPORTED)], "a new sentence, no correction"


async def test_a_tap_that_is_undone_leaves_the_figure_unconfirmed_as_it_was(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 到位2000万")
    await lin.taps("修改")
    await lin.taps("2号 云杉数据中心项目")
    await lin.taps("2 无变化")

    await lin.says("/undo")

    assert await figures(world, DATA) == [(WEEK, "20000000", SAID)]


async def test_a_problem_tapped_again_confirms_no_figure_of_the_sentence(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    card = await card_of(lin)
    before = data_of(card, "2 有问题")
    await lin.says("2号 用地没批，到位2000万")

    await lin.press(card["message_id"], data=before, stale=True)
    await lin.taps("用地")

    assert await figures(world, DATA) == [(WEEK, "20000000", SAID)]


@pytest.mark.parametrize(
    ("said", "question", "tap", "stated"),
    [
        ("2号 本周到位2000", "没有写单位", "万元", (WEEK, "20000000")),
        ("2号 累计到位2", "没有写单位", "亿元", (TOTAL, "200000000")),
        ("1号 到位9000万", "是哪一项", "今年到位", (Field.YEAR_IN, "90000000")),
        ("1号 累计到位500万", "低于台账的9000万元", "数字无误", (TOTAL, "5000000")),
        ("1号 累计到位8亿", "超过总投资2亿元的1.2倍", "数字无误", (TOTAL, "800000000")),
        ("1号 本周到位8000万", "超过总投资2亿元的30%", "本周到位，无误", (WEEK, "80000000")),
        ("2号 本周到位2000万，本周又到位300万", "以本周到位2000万元为准吗", "以此为准", (WEEK, "20000000")),
        ("2号 本月开工", "是已经完成，还是计划", "已完成", (Field.START_ON, "2026-11-01/2026-11-30/month")),
    ],
)
async def test_a_doubt_is_asked_and_its_answer_needs_no_second_tap(
    world: World, said: str, question: str, tap: str, stated: tuple[Field, str]
) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    project = BOTTLES if said.startswith("1") else DATA

    heard = await lin.says(said)

    assert question in heard[0]
    assert await figures(world, project) == []
    await lin.taps(tap)
    assert (*stated, REPORTED) in await figures(world, project)
    assert "已确认" in (await lin.last())["text"]


async def test_what_is_not_to_count_stays_words(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 累计到位8亿")

    await lin.taps("不作数据")

    assert await figures(world, BOTTLES) == []
    assert "累计到位8亿" in line((await card_of(lin))["text"], 1)
    assert "不作数据" not in await lin.labels()


@IN_BOTH_CHATS
async def test_one_question_after_another_and_each_once(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.says("2号 到位1200")
    assert "没有写单位" in (await lin.last())["text"]
    await lin.taps("亿元")
    assert "是哪一项" in (await lin.last())["text"]
    await lin.taps("累计到位")
    assert "超过总投资5亿元的1.2倍" in (await lin.last())["text"]
    await lin.taps("数字无误")

    assert await figures(world, DATA) == [(TOTAL, "120000000000", REPORTED)]
    assert len(lin.presses) == 3


@IN_BOTH_CHATS
async def test_the_project_is_asked_and_chosen(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.says("到位2000万")
    assert await lin.labels() == [
        "1号 青禾饮用水项目", "2号 云杉数据中心项目", "3号 远山中药材加工项目", "不属于项目", "查看调度卡",
    ][: len(await lin.labels())]  # fmt: skip
    await lin.taps("2号 云杉数据中心项目")

    assert await figures(world, DATA) == [(WEEK, "20000000", SAID)], "the figure itself was not asked about"
    await lin.taps("确认")
    assert await figures(world, DATA) == [(WEEK, "20000000", REPORTED)]


async def test_words_about_no_project_are_left(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 正常，7号 到位300万")

    await lin.taps("不属于项目")

    assert "未记到具体项目，原话已留存：“7号 到位300万”" in (await lin.last())["text"]
    assert (await reports(world, BOTTLES))[-1].finding.answer is Answer.ON_TRACK
    assert await figures(world, DATA) == []


async def test_the_office_sees_what_was_said_of_no_project(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    assert "未能对应到项目" not in (await zhou.says("/missing"))[0]

    await lin.says("老鸡场 到位300万")
    assert "• 林一航　11-16 09:01：“老鸡场 到位300万”" in (await zhou.says("/missing"))[0], (
        "while it is asked"
    )
    await lin.taps("不属于项目")

    (shown,) = await zhou.says("/missing")
    assert shown.split("未能对应到项目的原话")[1].splitlines() == [
        "（1条，列最近1条）：",
        "• 林一航　11-16 09:01：“老鸡场 到位300万”",
    ]


async def test_words_about_no_project_are_counted_and_the_last_are_shown(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    for no in range(12):
        await lin.says(f"老鸡场 到位{no + 1}00万")
    pages = [(await zhou.says("/missing"))[0]]
    await zhou.taps("下一页 ›")
    pages.append((await zhou.last())["text"])

    shown = "\n".join(pages)
    assert "（12条，列最近10条）" in shown
    assert "老鸡场 到位1200万" in shown
    assert "老鸡场 到位200万" not in shown


async def test_what_was_said_again_is_no_longer_shown_as_unplaced(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    number = await sent(lin, "老鸡场 到位300万")

    await lin.edits(number, "1号 到位300万")

    assert "老鸡场" not in (await zhou.says("/missing"))[0]


async def test_a_problem_of_unknown_kind_stands_at_once_and_is_asked_about(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("2号有问题")
    assert "2号 云杉数据中心项目：是哪方面的问题？" in heard[0]
    assert [t.category.value for t in await tickets(world, DATA)] == ["其他"]
    await lin.taps("融资")

    assert (await lin.last())["text"].startswith("已记录：\n2号 云杉数据中心项目：有问题（融资）")
    assert [t.category.value for t in await tickets(world, DATA)] == ["融资"]


async def test_a_problem_that_is_over_closes_its_ticket(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 环评没批，用地指标不够")
    both = await tickets(world, DATA)
    assert [t.category.value for t in both] == ["环评", "用地"]

    await lin.says("2号 环评批了")

    assert [t.category.value for t in await tickets(world, DATA)] == ["用地"]
    assert "有问题（用地）" in line((await card_of(lin))["text"], 2)

    await lin.says("更正")
    assert await tickets(world, DATA) == both, "taken back, it is open again"


async def test_figures_that_nobody_confirmed_are_asked_about_once(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 累计到位1.2亿")
    before = len(await lin.from_us())
    await world.at("2026-11-16 16:50")
    assert len(await lin.from_us()) == before, "he has had his card today"

    await world.at("2026-11-17 09:30")
    asked = await lin.last()
    assert "“2号 累计到位1.2亿”中有数据尚未确认" in asked["text"]
    assert "1.2亿元" in asked["text"]
    assert await lin.labels() == ["确认", "修改", "都不是"]
    await world.at("2026-11-18 09:30")
    told = [m for m in await lin.from_us() if "有数据尚未确认" in m["text"]]
    assert [m["message_id"] for m in told] == [asked["message_id"]], "once"

    await lin.taps("确认")
    confirmed = next(m for m in await lin.from_us() if m["message_id"] == asked["message_id"])
    assert "已确认" in confirmed["text"]
    await lin.says("2号 累计到位1.3亿")
    await lin.taps("确认")
    settled = len(await lin.from_us())
    await world.at("2026-11-19 16:00")
    assert len(await lin.from_us()) == settled


async def two_of_a_kind(world: World, person: Someone) -> list[str]:
    """One problem of last week and one of this week, both 用地; their words."""
    await monday(world)
    await person.says("2号 林地手续未批")
    await world.at("2026-11-23 09:01")
    await person.says("2号 用地指标不够")
    both = await tickets(world, DATA)
    assert [one.category.value for one in both] == ["用地", "用地"]
    return [one.text for one in both]


@pytest.mark.parametrize("which", [0, 1])
async def test_of_several_problems_of_a_kind_the_person_says_which_is_over(world: World, which: int) -> None:
    lin = await leader(world, "林一航")
    both = await two_of_a_kind(world, lin)

    (echo,) = await lin.says("2号 用地问题已解决")

    assert "解决的是哪一个" in echo
    assert [t.text for t in await tickets(world, DATA)] == both, "none is closed before it is known which"
    assert await lin.labels() == [
        f"用地：{both[0]}", f"用地：{both[1]}", "全部已解决", "都未解决", "修改", "都不是"
    ]  # fmt: skip
    await lin.taps(f"用地：{both[which]}")
    assert [t.text for t in await tickets(world, DATA)] == [both[1 - which]]
    assert f"已解决：用地：{both[which]}" in (await lin.last())["text"]
    await lin.says("2号 到位500万")
    await lin.says("2号 用地问题已解决")
    assert await tickets(world, DATA) == [], "with one left there is nothing to ask"


@pytest.mark.parametrize(("tap", "left"), [("全部已解决", 0), ("都未解决", 2)])
async def test_all_of_them_are_over_or_none(world: World, tap: str, left: int) -> None:
    lin = await leader(world, "林一航")
    await two_of_a_kind(world, lin)
    await lin.says("2号 用地问题已解决")

    await lin.taps(tap)

    assert len(await tickets(world, DATA)) == left
    await lin.says("2号 到位500万")
    assert len(await tickets(world, DATA)) == left
    await lin.says("更正")
    assert len(await tickets(world, DATA)) == left, "another sentence was taken back"
    await lin.says("更正")
    assert len(await tickets(world, DATA)) == 2, "and now the one that closed them"


async def test_news_leaves_an_open_problem_open(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 用地没批")

    await lin.says("2号 到位500万")

    assert len(await tickets(world, DATA)) == 1
    await lin.says("2号 正常")
    assert await tickets(world, DATA) == []


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


async def test_a_tap_needs_no_confirmation(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.taps("1 节点")
    await lin.taps("主体封顶·今天")

    assert await figures(world, BOTTLES) == [(Field.TOPPED_ON, "2026-11-16/2026-11-16/day", REPORTED)]


async def test_greetings_get_a_polite_line_and_nothing_is_kept(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("收到")

    assert "1号 到位2000万 累计1.2亿；2号 无变化" in heard[0]
    assert await lin.labels() == []
    assert await reports(world, BOTTLES) == []


async def test_a_changed_total_investment_is_words_only(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("2号 总投资调整为6亿")

    assert "总投资以台账为准，由招商办调整" in heard[0]
    assert await figures(world, DATA) == []
    assert (await reports(world, DATA))[-1].finding.sums == ()


async def test_a_gap_is_a_problem_and_no_money(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.says("2号 资金缺口3000万")

    assert await figures(world, DATA) == []
    assert [t.category.value for t in await tickets(world, DATA)] == ["融资"]


async def test_the_report_keeps_all_that_was_said(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    await lin.says("1号 本周到位2000万，累计1.1亿")

    (kept,) = await reports(world, BOTTLES)
    assert kept.finding.sums == (Amount(Period.WEEK, 20_000_000), Amount(Period.TOTAL, 110_000_000))
    assert kept.finding.quote == "本周到位2000万，累计1.1亿"
