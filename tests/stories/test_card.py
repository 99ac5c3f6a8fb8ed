"""The card: ten seconds, one message, as few taps as the answer allows."""

from __future__ import annotations

import asyncio
from datetime import date

from core.problems.model import Category
from core.roster.model import Stage
from core.rounds.model import Answer
from tests.stories.scenes import (
    CARD,
    card_of,
    data_of,
    labels,
    leader,
    liaison,
    line,
    monday,
    reports,
    tickets,
)
from tests.stories.town import ledger, project
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World


async def test_the_card_has_a_line_per_project_with_light_stage_and_next_node(world: World) -> None:
    lin = await leader(world, "林一航")

    await monday(world)

    card = await lin.card()
    assert "2026年第47周项目调度 · 林一航" in card
    assert "您包抓的3个项目，请于11月20日（周五） 17:00前反馈" in card
    assert "1. 🟢 青禾饮用水项目\n　在建 · 下一节点：投产 2027年6月30日" in card
    assert "2. 🔴 云杉数据中心项目\n　签约待开工 · 开工计划2026年3月1日，已超期260天" in card
    assert labels(await card_of(lin))[:4] == ["1 正常", "1 无变化", "1 有问题", "1 节点"]
    assert labels(await card_of(lin))[-1] == "全部无变化"


async def test_the_card_shows_the_last_answer_of_earlier_rounds(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("1号 主体封顶，到位2000万；2号 有问题 用地，林地手续未批；3号 无变化")

    await world.at("2026-11-20 17:01")
    await world.at("2026-11-23 09:01")

    card = await lin.card()
    assert "第48周" in card
    assert "上次（11-16）：主体封顶（2026年11月16日） · 本周到位2000万元" in line(card, 1)
    assert "上次（11-16）：有问题（用地）：林地手续未批" in line(card, 2)
    assert "待解决问题1个：林地手续未批" in line(card, 2)


@IN_BOTH_CHATS
async def test_one_tap_answers_all_projects(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    message = await card_of(lin)

    toast = await lin.taps("全部无变化")

    assert "已记录：3个项目无变化" in toast
    assert len(lin.presses) == 1
    assert (await card_of(lin))["message_id"] == message["message_id"]
    assert "本期已全部反馈" in (await card_of(lin))["text"]
    assert "全部无变化" not in labels(await card_of(lin))


@IN_BOTH_CHATS
async def test_no_answer_takes_more_than_two_taps_and_the_card_stays_one_message(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    before = await lin.from_us()

    await lin.taps("1 正常")  # one tap
    await lin.taps("2 有问题")
    assert "请选择问题类别" in (await card_of(lin))["text"]
    await lin.taps("用地")  # two taps
    await lin.taps("3 节点")
    assert "完成了哪个节点" in (await card_of(lin))["text"]
    await lin.taps("投产·今天")  # two taps

    assert len(lin.presses) == 5
    card = (await card_of(lin))["text"]
    assert "✓ 正常推进" in line(card, 1)
    assert "✓ 有问题（用地）" in line(card, 2)
    assert "✓ 投产（2026年11月16日）" in line(card, 3)
    assert "本期已全部反馈" in card
    new = [m["text"] for m in (await lin.from_us())[len(before) :]]
    assert len(new) == 1, "only the one question about the problem"
    assert "2号 云杉数据中心项目，有问题（用地）。请用一句话说明情况" in new[0]


async def test_the_words_about_a_problem_are_kept_verbatim_with_its_ticket(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 有问题")
    await lin.taps("用地")

    heard = await lin.says("林地手续卡在省厅，1号文件未批，预计下月才有结果")

    assert heard == [
        "已补充说明：2号 云杉数据中心项目，有问题（用地）：林地手续卡在省厅，1号文件未批，预计下月才有结果。谢谢。"
    ]
    (ticket,) = await tickets(world, "云杉数据中心项目")
    assert (ticket.category, ticket.text) == (
        Category.LAND,
        "林地手续卡在省厅，1号文件未批，预计下月才有结果",
    )
    assert "林地手续卡在省厅" in line((await card_of(lin))["text"], 2)


async def test_two_problems_and_the_sentences_find_their_own_projects(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 有问题")
    await lin.taps("环评")
    first = await lin.last()
    await lin.taps("2 有问题")
    await lin.taps("融资")

    await lin.says("环评公示中", reply_to=first["message_id"])
    await lin.says("银行授信未批")

    assert [t.text for t in await tickets(world, "青禾饮用水项目")] == ["环评公示中"]
    assert [t.text for t in await tickets(world, "云杉数据中心项目")] == ["银行授信未批"]


async def test_a_reply_to_the_question_itself_answers_it(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 有问题")
    await lin.taps("用地")

    await lin.says("征地款未到位", reply_to=(await lin.last())["message_id"])

    assert [t.text for t in await tickets(world, "云杉数据中心项目")] == ["征地款未到位"]


@IN_BOTH_CHATS
async def test_a_report_sent_while_a_question_waits_is_a_report(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 有问题")
    await lin.taps("用地")

    await lin.says("1号 正常，3号 无变化")
    await lin.says("林地手续未批")

    assert [t.text for t in await tickets(world, "云杉数据中心项目")] == ["林地手续未批"]
    assert (await reports(world, "青禾饮用水项目"))[-1].finding.answer is Answer.ON_TRACK


@IN_BOTH_CHATS
async def test_a_changed_mind_closes_the_question_and_withdraws_the_ticket(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 有问题")
    await lin.taps("用地")

    await lin.taps("2 正常")
    heard = await lin.says("昨天开了会")

    assert "没有看懂" in heard[0]
    assert await tickets(world, "云杉数据中心项目") == []
    assert (await reports(world, "云杉数据中心项目"))[-1].finding.answer is Answer.ON_TRACK


async def test_the_question_can_be_left(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 有问题")
    await lin.taps("用地")

    await lin.taps("不补充")

    assert (await lin.last())["text"] == "已记录：2号 云杉数据中心项目，有问题（用地），未补充说明。"
    assert "没有看懂" in (await lin.says("天气不错"))[0]


@IN_BOTH_CHATS
async def test_another_date_is_two_taps_and_one_sentence(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 节点")
    await lin.taps("主体封顶·其他日期")
    assert "主体封顶是哪天完成的" in (await lin.last())["text"]

    assert "没有看懂日期" in (await lin.says("不记得了"))[0]
    assert "这个日期还没有到" in (await lin.says("2026年12月1日"))[0]
    heard = await lin.says("11月12日")

    assert "1号 青禾饮用水项目：主体封顶（2026年11月12日）" in heard[0]
    assert len(lin.presses) == 2
    (kept,) = await reports(world, "青禾饮用水项目")
    assert kept.finding.node_on is not None
    assert kept.finding.node_on.first == date(2026, 11, 12)


async def test_a_double_tap_is_one_answer_and_one_question(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    card = await card_of(lin)
    before = len(await lin.from_us())

    await asyncio.gather(*(lin.press(card["message_id"], label="1 正常") for _ in range(3)))
    await lin.taps("2 有问题")
    land = data_of(await card_of(lin), "用地")
    await asyncio.gather(*(lin.press(card["message_id"], data=land, stale=True) for _ in range(2)))

    assert len(await reports(world, "青禾饮用水项目")) == 1
    assert len(await reports(world, "云杉数据中心项目")) == 1
    assert len(await lin.from_us()) == before + 1


@IN_BOTH_CHATS
async def test_nine_projects_are_shown_on_pages_of_the_same_message(world: World) -> None:
    rows = [
        project(n, f"第{n}个项目", "东岭县", ("林一航",), Stage.BUILDING, 1000, 100) for n in range(1, 10)
    ]
    await world.load(ledger(*rows))
    lin = await leader(world, "林一航")
    await world.at("2026-11-16 09:01")
    message = await card_of(lin)
    assert "6. " in message["text"]
    assert "7. " not in message["text"]

    await lin.taps("下一页 ›")
    await lin.taps("9 正常")

    shown = await card_of(lin)
    assert shown["message_id"] == message["message_id"]
    assert "✓ 正常推进" in line(shown["text"], 9), "still the page on which he tapped"
    await lin.taps("其余无变化")
    assert "本期已全部反馈" in (await card_of(lin))["text"]


async def test_a_joint_project_is_answered_once_and_shows_on_both_cards(world: World) -> None:
    lin, shen = await leader(world, "林一航"), await leader(world, "沈青禾")
    await monday(world)
    assert "远山中药材加工项目" in await lin.card()
    assert "远山中药材加工项目" in await shen.card()
    heard = len(await shen.from_us())

    await lin.taps("3 正常")

    assert "✓ 正常推进（林一航" in line((await card_of(shen))["text"], 1)
    assert len(await shen.from_us()) == heard, "an edit, no new message"
    assert len(await reports(world, "远山中药材加工项目")) == 1


async def test_leader_and_liaison_tap_at_once_and_both_cards_show_everything(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    shen = await leader(world, "沈青禾")
    await monday(world)
    await su.says("/report")
    await su.taps("替林一航")
    mine, theirs = await card_of(lin), await card_of(su)

    await asyncio.gather(
        lin.press(mine["message_id"], label="1 正常"),
        su.press(theirs["message_id"], label="2 无变化"),
        shen.taps("1 正常"),
    )
    await world.rest()

    card = (await card_of(lin))["text"]
    assert "✓ 正常推进（林一航" in line(card, 1)
    assert "✓ 无变化（苏小满代报" in line(card, 2)
    assert "✓ 正常推进（沈青禾" in line(card, 3)
    assert "本期已全部反馈" in card


async def test_two_leaders_race_for_the_joint_project_and_nothing_is_lost(world: World) -> None:
    lin, shen = await leader(world, "林一航"), await leader(world, "沈青禾")
    await monday(world)

    await asyncio.gather(lin.taps("3 正常"), shen.taps("1 无变化"))
    await world.rest()

    versions = await reports(world, "远山中药材加工项目")
    assert len(versions) == 2
    counts = {Answer.ON_TRACK: "✓ 正常推进（林一航", Answer.NO_CHANGE: "✓ 无变化（沈青禾"}
    says = counts[versions[-1].finding.answer]
    assert says in line((await card_of(lin))["text"], 3)
    assert says in line((await card_of(shen))["text"], 1)


async def test_report_brings_the_card_back_and_the_first_one_follows(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    first = await card_of(lin)

    await lin.says("报进展")
    copy = await lin.last()
    assert copy["message_id"] != first["message_id"]
    await lin.press(copy["message_id"], label="1 正常")

    cards = [m for m in await lin.from_us() if CARD in m["text"]]
    assert len(cards) == 2
    assert all("✓ 正常推进" in line(m["text"], 1) for m in cards)


async def test_taps_on_one_card_leave_the_others_alone(world: World) -> None:
    people = [await leader(world, name) for name in ("林一航", "沈青禾", "顾远山")]
    await monday(world)
    _, shen, gu = people

    await asyncio.gather(*(gu.taps(f"{n} 无变化") for n in (1, 2, 3)))
    await world.rest()

    assert "本期已全部反馈" in (await card_of(gu))["text"]
    assert "还有2个项目待反馈" in (await card_of(shen))["text"]
    for person in people:
        assert len([m for m in await person.from_us() if CARD in m["text"]]) == 1
