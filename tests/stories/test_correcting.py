"""Second thoughts: /undo, an edited sentence, answers after the deadline, buttons whose time is over."""

from __future__ import annotations

from core.rights import Role
from core.rounds.model import Answer, Source
from tests.stories.scenes import card_of, clerk, data_of, leader, liaison, line, monday, reports, tickets
from tests.stories.town import BOTTLES, DATA, HERBS
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World


async def sent(person: Someone, text: str) -> int:
    """Say it; the message id of the sentence."""
    await person.says(text)
    mine = [m["message_id"] for m in await person.messages() if not m["from"]["is_bot"]]
    return int(mine[-1])


async def counting(world: World, project: str) -> Answer | None:
    standing = [r for r in await reports(world, project) if not r.is_void]
    return standing[-1].finding.answer if standing else None


@IN_BOTH_CHATS
async def test_undo_lets_the_earlier_version_count_again_and_keeps_both(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 正常")
    await lin.says("1号 有问题 用地，林地手续未批")
    assert len(await tickets(world, BOTTLES)) == 1

    heard = await lin.says("/undo")

    assert heard == ["已撤回上一次填报（历史版本保留）：\n• 青禾饮用水项目：有问题（用地）：林地手续未批"]
    assert await counting(world, BOTTLES) is Answer.ON_TRACK
    assert await tickets(world, BOTTLES) == []
    assert [r.source for r in await reports(world, BOTTLES)] == [Source.TAP, Source.UNDO]
    assert "✓ 正常推进" in line((await card_of(lin))["text"], 1)


async def test_undo_of_one_tap_takes_back_all_it_said_and_the_card_shows_it(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("全部无变化")

    await lin.says("更正")

    card = (await card_of(lin))["text"]
    assert "✓" not in card
    assert "还有3个项目待反馈" in card


@IN_BOTH_CHATS
async def test_undo_twice_goes_back_two_steps_and_then_there_is_nothing(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 正常")
    await world.forward(minutes=1)
    await lin.taps("2 无变化")

    await lin.says("/undo")
    assert await counting(world, DATA) is None
    assert await counting(world, BOTTLES) is Answer.ON_TRACK
    await lin.says("/undo")
    assert await counting(world, BOTTLES) is None

    assert await lin.says("/undo") == ["没有可以撤回的填报：本期您还没有填报，或本期已截止。"]


async def test_nobody_undoes_what_another_has_corrected(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await su.says("/report")
    await su.taps("替林一航")
    await su.taps("1 无变化")
    await lin.taps("1 正常")

    assert "没有可以撤回的填报" in (await su.says("/undo"))[0]
    assert await counting(world, BOTTLES) is Answer.ON_TRACK


async def test_an_edited_sentence_replaces_what_it_said(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    message = await sent(lin, "1号 正常，2号 无变化")

    heard = await lin.edits(message, "1号 有问题 用地，2号 无变化")

    assert "1号 青禾饮用水项目：有问题（用地）" in heard[0]
    assert await counting(world, BOTTLES) is Answer.PROBLEM
    assert [r.source for r in await reports(world, BOTTLES)] == [Source.SENTENCE, Source.EDIT]
    assert len(await reports(world, DATA)) == 1, "what did not change is no new version"
    assert len(await tickets(world, BOTTLES)) == 1
    assert "✓ 有问题（用地）" in line((await card_of(lin))["text"], 1)


async def test_a_line_removed_by_an_edit_goes_back_to_what_it_was(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 正常")
    message = await sent(lin, "1号 正常，2号 有问题 用地，3号 无变化")

    heard = await lin.edits(message, "1号 正常")

    assert "不再提到，已恢复为原先的情况：云杉数据中心项目、远山中药材加工项目" in heard[0]
    assert await counting(world, DATA) is Answer.ON_TRACK
    assert await counting(world, HERBS) is None
    assert await tickets(world, DATA) == []
    card = (await card_of(lin))["text"]
    assert "✓ 正常推进" in line(card, 2)
    assert "✓" not in line(card, 3)


async def test_an_edit_that_cannot_be_read_takes_the_answer_back_and_says_so(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    message = await sent(lin, "1号 正常")
    await lin.edits(message, "1号 无变化")

    heard = await lin.edits(message, "明天再说")

    assert heard == [
        "没有看出项目进展，原话已留存：“明天再说”。\n\n修改后不再提到，已恢复为原先的情况：青禾饮用水项目。"
    ]
    assert await counting(world, BOTTLES) is None, "not even the first wording counts"


async def test_a_sentence_that_was_not_understood_is_read_anew_when_edited(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    message = await sent(lin, "一切都好着呢")

    heard = await lin.edits(message, "1号 正常")

    assert "1号 青禾饮用水项目：正常推进" in heard[0]


async def test_the_words_about_a_problem_can_be_edited(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 有问题")
    await lin.taps("用地")
    message = await sent(lin, "林地手续未批")

    await lin.edits(message, "林地手续省厅已受理")

    assert [t.text for t in await tickets(world, BOTTLES)] == ["林地手续省厅已受理"]


async def test_the_date_of_a_node_can_be_edited(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 节点")
    await lin.taps("主体封顶·其他日期")
    message = await sent(lin, "11月12日")

    heard = await lin.edits(message, "11月13日")

    assert "主体封顶（2026年11月13日）" in heard[0]


async def test_an_edit_after_the_deadline_is_late(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    message = await sent(lin, "1号 正常")
    await world.at("2026-11-20 17:01")

    heard = await lin.edits(message, "1号 无变化")

    assert "本期调度已于11月20日（周五） 17:00截止，您的补报已记录" in heard[0]
    assert [r.late for r in await reports(world, BOTTLES)] == [False, True]


@IN_BOTH_CHATS
async def test_a_late_tap_is_kept_marked_and_said_so(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await world.at("2026-11-20 17:01")

    toast = await lin.taps("1 正常")
    everything = await lin.taps("其余无变化")

    assert "本期已于11月20日（周五） 17:00截止，已按补报记录：正常推进" in toast
    assert "本期已于11月20日（周五） 17:00截止，已按补报记录：2个项目无变化" in everything
    card = (await card_of(lin))["text"]
    assert "补报）" in line(card, 1)
    assert "已于11月20日（周五） 17:00截止" in card
    assert (await reports(world, BOTTLES))[0].late


@IN_BOTH_CHATS
async def test_after_an_early_close_the_moment_of_closing_is_named(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await world.at("2026-11-18 10:00")
    await office.says("/round")
    await office.taps("结束本期")
    await office.taps("确认结束")

    heard = await lin.says("1号 正常")

    assert "本期调度已于11月18日（周三） 10:00截止，您的补报已记录" in heard[0]
    assert (await reports(world, BOTTLES))[0].late


@IN_BOTH_CHATS
async def test_buttons_of_an_old_round_still_speak_of_the_old_round(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    old = await card_of(lin)
    await world.at("2026-11-20 17:01")
    await world.at("2026-11-23 09:01")
    assert "第48周" in await lin.card()

    toast = await lin.press(old["message_id"], label="1 正常")

    assert "已按补报记录" in toast
    assert "✓" not in await lin.card(), "the new card is untouched"
    assert (await reports(world, BOTTLES))[0].late


async def test_buttons_of_another_person_and_forged_ones_do_nothing(world: World) -> None:
    lin, gu = await leader(world, "林一航"), await leader(world, "顾远山")
    await monday(world)
    tap = data_of(await card_of(lin), "1 正常")
    mine = (await card_of(gu))["message_id"]

    toasts = [
        await gu.press(mine, data=data, stale=True)
        for data in (
            tap,
            "1:r:99999:1:g",
            "1:r:1:77:g",
            "1:r:1",
            "0:old:1",
            "1:rc:2:1:MONEY",
            "::::",
            "1:ox:1",
        )
    ]

    assert toasts[0] == "这是别人的卡片，您不能操作。发 /report 可调出您自己的调度卡。"
    assert all(toasts)
    assert await reports(world, BOTTLES) == []
    assert "✓" not in (await card_of(lin))["text"]


async def test_only_a_person_with_the_right_may_press(world: World) -> None:
    lin, unit = await leader(world, "林一航"), await world.person("西河县", Role.UNIT, unit="西河县")
    await monday(world)
    tap = data_of(await card_of(lin), "1 正常")
    welcome = await unit.last()

    toast = await unit.press(welcome["message_id"], data=tap, stale=True)

    assert "没有这项权限" in toast
