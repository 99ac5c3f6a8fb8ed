"""The chase: card → liaison → leader → the office's list, gently and only in office hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.rights import Role
from tests.stories.scenes import (
    CARD,
    block,
    card_of,
    clerk,
    in_speaking_hours,
    labels,
    leader,
    liaison,
    monday,
    sent_at,
    unasked_days,
)
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World

LEADERS, LIAISONS = ("林一航", "沈青禾", "顾远山"), ("苏小满", "江望")


async def everybody(world: World) -> dict[str, Someone]:
    """All leaders and liaisons and one clerk."""
    people = {name: await leader(world, name) for name in LEADERS}
    people |= {name: await liaison(world, name) for name in LIAISONS}
    return people | {"周文静": await clerk(world)}


async def urged(person: Someone) -> list[str]:
    """Reminders: 还有3个项目待您反馈 · 林一航还有3个项目未反馈."""
    wanted = ("个项目待您反馈，截止时间", "个项目未反馈。截止时间")
    return [m["text"] for m in await person.from_us() if any(words in m["text"] for words in wanted)]


async def nothing_changed(person: Someone) -> None:
    """The last button of his card: 全部无变化 or, if another leader has answered a joint project, 其余无变化."""
    await person.taps(labels(await card_of(person))[-1])


async def lists(person: Someone) -> list[str]:
    return [m["text"] for m in await person.from_us() if "领导未反馈，截止时间" in m["text"]]


async def live(world: World, start: str, end: str, step: timedelta = timedelta(hours=1)) -> None:
    """The clock ticks through these days."""
    moment, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    while moment <= last:
        await world.at(moment.strftime("%Y-%m-%d %H:%M"))
        moment += step


@IN_BOTH_CHATS
async def test_silence_climbs_the_ladder_in_office_hours(world: World) -> None:
    people = await everybody(world)
    lin, su, office = people["林一航"], people["苏小满"], people["周文静"]
    await monday(world)

    await world.at("2026-11-16 14:29")
    assert await urged(su) == []
    await world.at("2026-11-16 14:33")
    assert await urged(su) == [
        (
            "2026年第47周调度：林一航还有3个项目未反馈、沈青禾还有1个项目未反馈。截止时间11月20日（周五） 17:00。"
            "您可代为填报，领导会收到告知。"
        )
    ]
    await world.at("2026-11-17 10:58")
    assert await urged(lin) == []
    await world.at("2026-11-17 11:05")
    assert await urged(lin) == [
        "2026年第47周调度还有3个项目待您反馈，截止时间11月20日（周五） 17:00。没有变化点一下即可。"
    ]
    await world.at("2026-11-18 08:58")
    assert await lists(office) == []
    await world.at("2026-11-18 09:05")
    assert await lists(office) == [
        (
            "2026年第47周调度仍有3位领导未反馈，截止时间11月20日（周五） 17:00。\n"
            "已提醒仍未反馈，建议电话联系：林一航、沈青禾、顾远山。"
        )
    ]
    assert len(await urged(su)) == 1, "a liaison is told once"
    assert len(await urged(lin)) == 1


async def test_an_answer_stops_the_ladder(world: World) -> None:
    people = await everybody(world)
    await monday(world)
    for name in LEADERS:
        await nothing_changed(people[name])

    await live(world, "2026-11-16 10:00", "2026-11-19 18:00", timedelta(hours=4))

    for name in (*LEADERS, *LIAISONS):
        assert await urged(people[name]) == []
    assert await lists(people["周文静"]) == []


@IN_BOTH_CHATS
async def test_the_reminder_is_answered_where_it_stands(world: World) -> None:
    people = await everybody(world)
    lin, su = people["林一航"], people["苏小满"]
    await monday(world)
    await world.at("2026-11-16 14:35")

    await su.taps("代沈青禾填报（1个）")
    await su.taps("1 正常")
    assert "正常推进（苏小满代报" in await people["沈青禾"].card()
    await world.at("2026-11-17 11:05")
    assert "还有2个项目待您反馈" in (await urged(lin))[0], "the joint project has been answered"
    await lin.taps("其余无变化", on="还有2个项目")

    assert "本期已全部反馈" in await lin.card()


async def test_leaders_answered_meanwhile_are_not_named_to_their_liaison(world: World) -> None:
    people = await everybody(world)
    await monday(world)
    await people["林一航"].taps("全部无变化")

    await world.at("2026-11-16 14:35")

    assert await urged(people["苏小满"]) == [], "his line on the other card is answered too"
    assert (await urged(people["江望"]))[0].startswith(
        "2026年第47周调度：沈青禾还有1个项目未反馈、顾远山还有3个项目未反馈。"
    )


async def test_nobody_hears_unasked_words_twice_a_day_or_out_of_hours(world: World) -> None:
    people = await everybody(world)
    joined = {name: (await someone.last())["message_id"] for name, someone in people.items()}

    await live(world, "2026-11-16 07:02", "2026-11-17 10:02")
    await people["顾远山"].taps("1 无变化")
    await live(world, "2026-11-17 11:02", "2026-11-17 13:02")
    await block(world, people["沈青禾"])
    await live(world, "2026-11-17 14:02", "2026-11-22 12:02", timedelta(hours=2))

    for name in (*LEADERS, *LIAISONS):
        days = await unasked_days(people[name], joined[name])
        assert days, name
        assert max(days.values()) == 1, (name, days)
        moments = [sent_at(m) for m in await people[name].from_us() if m["message_id"] > joined[name]]
        assert all(in_speaking_hours(moment) for moment in moments), (name, moments)


async def test_one_list_a_day_for_the_office(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    assert "收不到消息" in (await lists(office))[0], "nobody there for two of them: told at once"

    await live(world, "2026-11-16 10:02", "2026-11-20 16:02", timedelta(hours=2))

    told = await lists(office)
    assert len(told) == 2
    assert "仍有2位领导未反馈" in told[0]
    assert "已提醒仍未反馈，建议电话联系：林一航。" in told[1]
    assert "必要时重发邀请：沈青禾、顾远山。" in told[1]
    assert len(await urged(lin)) == 1


@IN_BOTH_CHATS
async def test_a_leader_who_never_came_is_left_to_his_liaison_and_the_office(world: World) -> None:
    office, jiang = await clerk(world), await liaison(world, "江望")
    await leader(world, "林一航")
    await monday(world)

    assert "顾远山还有3个项目未反馈" in (await urged(jiang))[0], "at once, not after hours of silence"
    missing = (await office.says("/missing"))[0]
    assert "顾远山 市政协主席　3/3个项目未反馈　（尚未绑定，收不到消息）" in missing
    await jiang.taps("代顾远山填报（3个）")
    await jiang.taps("全部无变化")
    assert "顾远山" not in (await office.says("未报"))[0]


async def test_a_leader_who_blocks_us_in_the_week_is_left_to_his_liaison(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await leader(world, "沈青禾")
    await monday(world)
    await world.at("2026-11-16 17:00")
    await block(world, lin)
    su = await liaison(world, "苏小满")

    await world.at("2026-11-17 11:05")
    assert "林一航还有3个项目未反馈" in (await urged(su))[0], "in place of the leader's own reminder"
    await world.at("2026-11-18 09:05")

    assert "必要时重发邀请：" in (await lists(office))[-1]
    assert "林一航" in (await lists(office))[-1].split("必要时重发邀请：")[1]
    assert "林一航 副市长　3/3个项目未反馈　（已停用机器人" in (await office.says("/missing"))[0]


async def test_nobody_is_chased_for_a_card_that_may_not_have_arrived(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await leader(world, "沈青禾")
    await world.faults(drop_after_accept=1.0, methods=["sendMessage"])
    await world.at("2026-11-16 09:00")
    await world.faults(drop_after_accept=0.0)

    await live(world, "2026-11-16 10:00", "2026-11-18 12:00", timedelta(hours=3))

    assert await urged(lin) == []
    assert await urged(su) == []


async def test_the_day_after_a_holiday_weekend_is_a_day_like_any_other(world: World) -> None:
    people = await everybody(world)
    await world.at("2026-11-16 16:02")
    assert "第47周" in await people["林一航"].card(), "opened late"

    await world.at("2026-11-16 23:00")
    assert await urged(people["苏小满"]) == []
    await world.at("2026-11-17 09:20")
    assert await urged(people["苏小满"]) == [], "two hours on Monday, fifty minutes today"
    await world.at("2026-11-17 09:35")
    assert len(await urged(people["苏小满"])) == 1


@IN_BOTH_CHATS
async def test_remind_shows_whom_first_and_then_sends_to_them(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    jiang = await liaison(world, "江望")
    await monday(world)
    await world.at("2026-11-17 09:02")

    heard = await office.says("/remind")

    assert "将提醒1位领导，另有2位联系不上的改提醒其联络员" in heard[0]
    assert await urged(lin) == []
    question = await office.last()
    await office.taps("确认催报")
    assert "已安排2条提醒" in (await office.last())["text"]
    assert len(await urged(lin)) == 1
    assert len(await urged(jiang)) == 2, "Monday's own, and one letter for both leaders today"
    await office.press(question["message_id"], data="1:or", stale=True)
    assert len(await urged(lin)) == 1


async def test_who_has_heard_today_is_reminded_on_the_next_working_day(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)

    await office.says("催报")
    await office.taps("确认催报")
    assert await urged(lin) == []
    await world.at("2026-11-17 08:31")
    assert len(await urged(lin)) == 1
    await world.at("2026-11-17 16:00")
    assert len(await urged(lin)) == 1, "the ladder has the same day's message in mind"


async def test_an_answer_takes_back_a_reminder_that_waits(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    await office.says("/remind")
    await office.taps("确认催报")

    await lin.taps("全部无变化")
    await world.at("2026-11-17 09:00")

    assert await urged(lin) == []


async def test_when_everybody_has_answered_there_is_nobody_to_remind(world: World) -> None:
    office = await clerk(world)
    people = [await leader(world, name) for name in LEADERS]
    await monday(world)
    for person in people:
        await nothing_changed(person)

    assert await office.says("/remind") == ["本期全部反馈完毕。"]
    assert "本期全部反馈完毕。" in (await office.says("/missing"))[0]


async def test_only_the_office_may_look_and_urge(world: World) -> None:
    lin = await leader(world, "林一航")
    inspector = await world.person("董其", Role.INSPECTOR)
    await monday(world)

    assert "没有这项权限" in (await lin.says("/missing"))[0]
    assert "未报名单" in (await inspector.says("/missing"))[0]
    assert "没有这项权限" in (await inspector.says("/remind"))[0]
    assert CARD in (await lin.card())
