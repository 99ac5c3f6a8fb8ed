"""What an echo asks back: doubts, which project, which problem; and what is left as words."""

from __future__ import annotations

import pytest

from core.figures.model import Field
from core.rounds.model import Answer
from tests.stories.echoes import REPORTED, SAID, TOTAL, WEEK, sent
from tests.stories.scenes import card_of, clerk, figures, leader, line, monday, reports, tickets
from tests.stories.town import BOTTLES, DATA
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World


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
