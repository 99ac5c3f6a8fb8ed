"""The echo of a sentence: what it states becomes a figure only once the person has confirmed it."""

from __future__ import annotations

from core.figures.model import Field
from core.rounds.model import Amount, Period, Source
from tests.stories.echoes import REPORTED, SAID, TOTAL, WEEK, WITHDRAWN
from tests.stories.scenes import card_of, data_of, figures, leader, line, monday, reports, tickets
from tests.stories.town import BOTTLES, DATA
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World


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
