"""A liaison answers for the leader: both names are kept, the leader sees it and may correct it."""

from __future__ import annotations

from core.rights import Role
from core.rounds.model import Answer
from tests.stories.scenes import block, card_of, leader, liaison, line, monday, reports
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World

NOTICE = (
    "联络员苏小满已于11月16日（周一） 09:01代您反馈本期调度：青禾饮用水项目，正常推进；云杉数据中心项目等2个项目，无变化。"
    "如需更正，点“查看调度卡”直接改。"
)


async def notices(person: Someone) -> list[str]:
    return [m["text"] for m in await person.from_us() if "代您反馈" in m["text"]]


async def answers_for(liaison_: Someone, name: str, label: str) -> None:
    await liaison_.says("/report")
    await liaison_.taps(f"替{name}")
    await liaison_.taps(label)


@IN_BOTH_CHATS
async def test_both_names_are_kept_and_the_leaders_card_shows_it_at_once(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)

    await answers_for(su, "林一航", "1 正常")

    assert "✓ 正常推进（苏小满代报" in line((await card_of(lin))["text"], 1)
    (kept,) = await reports(world, "青禾饮用水项目")
    assert kept.said_for is not None
    assert kept.said_by != kept.said_for
    history = (await lin.says("经过 青禾饮用水"))[0]
    assert "苏小满" in history
    assert "林一航" in history


@IN_BOTH_CHATS
async def test_the_leader_gets_one_line_on_the_next_day_on_which_he_heard_nothing(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await answers_for(su, "林一航", "1 正常")
    await su.taps("2 无变化")
    await su.taps("3 无变化")
    assert await notices(lin) == [], "Monday's message was the card"

    await world.at("2026-11-17 08:29")
    assert await notices(lin) == []
    await world.at("2026-11-17 08:31")

    assert await notices(lin) == [NOTICE]
    await world.at("2026-11-18 09:00")
    assert await notices(lin) == [NOTICE]


async def test_the_notice_is_taken_back_when_the_leader_acts_himself(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await answers_for(su, "林一航", "1 正常")

    await lin.taps("2 无变化")
    await world.at("2026-11-17 10:00")

    assert await notices(lin) == []


async def test_the_notice_is_taken_back_when_the_liaison_takes_back_the_answer(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await answers_for(su, "林一航", "1 正常")

    await su.says("/undo")
    await world.at("2026-11-17 08:31")

    assert await notices(lin) == []
    assert "✓" not in (await card_of(lin))["text"]


async def test_the_leader_corrects_with_a_tap_on_the_notice(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await answers_for(su, "林一航", "全部无变化")
    await world.at("2026-11-17 08:31")
    assert len(await notices(lin)) == 1

    await lin.taps("查看调度卡")
    await lin.taps("1 正常")

    versions = await reports(world, "青禾饮用水项目")
    assert [v.finding.answer for v in versions] == [Answer.NO_CHANGE, Answer.ON_TRACK]
    assert versions[-1].said_for is None
    assert "✓ 正常推进（林一航" in line((await card_of(lin))["text"], 1), "the card of Monday follows"


async def test_a_liaison_may_answer_before_the_card_has_left(world: World) -> None:
    office = await world.person("周文静", Role.OFFICE)
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await world.at("2026-11-21 10:00")
    await office.says("/round")
    await office.taps("确认发出")
    await answers_for(su, "林一航", "1 正常")

    await world.at("2026-11-23 08:31")
    await world.forward(minutes=1)

    assert "第48周" in await lin.card()
    assert "✓ 正常推进（苏小满代报" in line(await lin.card(), 1)


async def test_nothing_is_sent_when_all_was_answered_before_the_card_left(world: World) -> None:
    office = await world.person("周文静", Role.OFFICE)
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await world.at("2026-11-21 10:00")
    await office.says("/round")
    await office.taps("确认发出")
    heard = len(await lin.from_us())
    await answers_for(su, "林一航", "全部无变化")

    await world.at("2026-11-23 08:31")

    new = [m["text"] for m in (await lin.from_us())[heard:]]
    assert new == [
        "联络员苏小满已于11月21日（周六） 10:00代您反馈本期调度：青禾饮用水项目等3个项目，无变化。如需更正，点“查看调度卡”直接改。"
    ]


async def test_a_notice_about_last_week_does_not_push_the_new_card_aside(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await world.at("2026-11-21 10:00")
    await answers_for(su, "林一航", "1 正常")

    await world.at("2026-11-23 08:40")
    assert await notices(lin) == []
    await world.at("2026-11-23 09:01")
    assert "第48周" in await lin.card()
    await world.at("2026-11-24 08:31")

    assert [n.split("代您")[0] for n in await notices(lin)] == ["联络员苏小满已于11月21日（周六） 10:00"]


@IN_BOTH_CHATS
async def test_a_site_officer_answers_his_project_and_is_called_what_he_is(world: World) -> None:
    lin, shi = await leader(world, "林一航"), await world.person("石大磊", Role.SITE)
    await monday(world)

    heard = await shi.says("1号 正常")
    assert "1号 青禾饮用水项目：正常推进" in heard[0]
    assert "未作记录" in (await shi.says("2号 正常"))[0]
    await world.at("2026-11-17 08:31")

    assert [n.split("已于")[0] for n in await notices(lin)] == ["驻工地专员石大磊"]


async def test_a_leader_who_has_blocked_us_gets_no_notice_and_the_answer_counts(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    await block(world, lin)

    await answers_for(su, "林一航", "全部无变化")

    assert len(await reports(world, "云杉数据中心项目")) == 1
