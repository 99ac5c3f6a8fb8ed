"""What a forged client, an old link, a lost phone or two hands at once may not achieve."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.router import answer
from bot.table import PRESSES
from core.bulletins.model import BulletinState
from core.chat import Channel, Happening, Incoming
from core.errors import Refused
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.binding import unbind
from core.rounds.model import Source
from core.texts.refusals import explain
from tests.stories.scenes import card_of, clerk, figures, labels, leader, liaison, monday, reports
from tests.stories.town import PROJECTS, ledger
from tests.stories.world import EVERY_CASE, PATIENCE, Someone, World

HUGE = 999_999_999_999_999_999
LARGE = (str(HUGE), str(2**31))
"""Too large for a column, each for another."""
NUMBERS = (*LARGE, str(2**31 - 1), "-1", "٣", "²", "1e3", "0x1", "１")
GROUP = "招商工作群"


async def raw(world: World, someone: Someone, said: str) -> None:
    """A message as no client of Telegram would write it."""
    chat = {"id": someone.id, "type": "private", "first_name": someone.name}
    message = {"message_id": 9_000_001, "date": int(world.now.timestamp()), "chat": chat, "text": said}
    update = {"message": {**message, "from": {"id": someone.id, "is_bot": False, "first_name": someone.name}}}
    (await world.web.post("/sandbox/raw", content=json.dumps(update))).raise_for_status()  # in ASCII
    await world.rest()


async def parked(world: World) -> list[str]:
    return [row.body for row in await world.product.desk.read(lambda work: work.inbox.parked())]


async def forged(world: World, someone: Someone, data: str, **more: Any) -> str:
    """Press a button that was never on the newest message; the toast."""
    return await someone.press((await someone.last())["message_id"], data=data, stale=True, **more)


async def at_once(world: World, presses: list[tuple[Someone, str]]) -> list[str]:
    """All of these at the same instant; the toasts."""

    async def press(someone: Someone, data: str) -> str:
        body = {
            "message_id": (await someone.last())["message_id"],
            "data": data,
            "stale": True,
            "wait": PATIENCE,
        }
        return str((await world.post(f"/sandbox/people/{someone.id}/press", body))["text"] or "")

    toasts = await asyncio.gather(*(press(*each) for each in presses))
    await world.rest()
    return toasts


async def hand_over(world: World, *codes: str) -> None:
    """Another import: 江望 is the liaison of these projects now."""
    await world.load(ledger(*(replace(p, liaison="江望") if p.code in codes else p for p in PROJECTS)))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", list(Role))
async def test_no_number_in_a_forged_button_is_too_large(world: World, role: Role) -> None:
    numbers = NUMBERS if role is Role.OFFICE else (*LARGE, "²")
    await press_all_with_numbers(world, await world.person("钱多多", role), role, numbers)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_no_number_in_a_forged_button_is_too_large_for_whoever_may_do_everything(world: World) -> None:
    """PostgreSQL fails on numbers that SQLite takes: every button is pressed there, once."""
    someone = await world.person("钱多多", Role.OFFICE)

    def all_roles(work: UnitOfWork) -> None:
        work.people.change(
            replace(work.people.by_name("钱多多") or work.people.get(1), roles=frozenset(Role))
        )

    await world.product.desk.run(all_roles)
    await press_all_with_numbers(world, someone, Role.OFFICE, LARGE)


async def press_all_with_numbers(world: World, someone: Someone, role: Role, numbers: Sequence[str]) -> None:
    chat, moment = str(someone.id), world.now
    if role is Role.OFFICE:
        await someone.says("/invite 新来的")
    endings = [f":{n}{rest}" for n in numbers for rest in ("", ":1", ":1:g", f":{HUGE}:g:t")]
    endings += [f":{word}:{n}:0" for word in ("history", "unit", "liaison", "department") for n in numbers]
    endings += [f":1:{HUGE}:g", f":1:1:p:{HUGE}", f":history:1:{HUGE}", f":rank:0:{HUGE}"]
    for data in (f"1:{verb}{ending}" for verb in PRESSES for ending in endings):
        incoming = Incoming(Channel.TELEGRAM, Happening.PRESS, chat, chat, True, data, moment, "1")
        try:  # anything but an answer or a refusal fails here
            await world.product.desk.run(answer, incoming, world.product.office, moment)
        except Refused as refusal:
            explain(refusal)


@EVERY_CASE
@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICE])
@pytest.mark.parametrize("what", ["\x00", "\ud83d"])
async def test_characters_that_no_database_takes_are_replaced(world: World, role: Role, what: str) -> None:
    someone = await world.person("林一航", role)
    await monday(world)
    for said in (
        "1号卡在征地{}审批上",
        "查 云{}杉",
        "/start a{}b",
        "/invite 张{}三",
        "/broadcast 各{}位",
        "{}",
    ):
        before = len(await someone.from_us())
        await raw(world, someone, said.format(what))
        assert len(await someone.from_us()) > before, said
    if role is Role.OFFICE:
        await someone.taps("全体领导")
    assert await parked(world) == []


@EVERY_CASE
@pytest.mark.parametrize(
    "figure", ["9" * 20 + "亿", "9223372036854775808", "9" * 4000 + "万", "1" + "0" * 30]
)
async def test_a_figure_that_no_column_holds_is_asked_back(world: World, figure: str) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    heard = await lin.says(f"1号 到位{figure}元")
    assert "未作数据" in heard[0] or "没有看懂" in heard[0]
    assert await figures(world, "青禾饮用水项目") == []
    assert await reports(world, "青禾饮用水项目") == []
    assert await parked(world) == []


async def test_nobody_becomes_his_own_liaison(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await lin.says(f"/start {await world.token('林一航', Role.LIAISON)}")
    own = await world.product.desk.read(lambda work: work.people.by_name("林一航"))
    assert own
    await zhou.says("/invite 林一航")
    await zhou.taps("联络员")
    assert "林一航" not in labels(await zhou.last())
    assert "已失效" in await forged(world, zhou, f"1:iv:liaison:{own.id}")
    assert await parked(world) == []


async def test_a_replaced_liaison_takes_nothing_back(world: World) -> None:
    su = await liaison(world, "苏小满")
    await monday(world)
    await su.says("/report")
    await su.taps("替林一航")
    await su.taps("1 正常")

    await hand_over(world, *(p.code for p in PROJECTS))

    assert "没有可以撤回的填报" in (await su.says("/undo"))[0]
    (kept,) = await reports(world, "青禾饮用水项目")
    assert kept.source is Source.TAP


async def test_an_edit_touches_only_what_is_still_his_to_answer(world: World) -> None:
    su = await liaison(world, "苏小满")
    await monday(world)
    await su.says("/report")
    await su.taps("替林一航")
    card = await su.last()
    await su.says("1号正常，2号正常", reply_to=card["message_id"])
    mine = [m["message_id"] for m in await su.messages() if not m["from"]["is_bot"]][-1]

    await hand_over(world, "ZS-2026-001")
    await su.edits(mine, "1号正常，2号无变化")

    (kept,) = await reports(world, "青禾饮用水项目")
    assert kept.source is Source.SENTENCE
    assert len(await reports(world, "云杉数据中心项目")) == 2


async def test_a_phone_that_was_replaced_shows_nothing_new(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    await monday(world)
    before = await lin.messages()
    new = await world.stranger("林一航的新手机")
    await new.says(f"/start {await world.token('林一航', Role.LEADER)}")

    await su.says("/report")
    await su.taps("替林一航")
    await su.taps("1 正常")
    await world.at("2026-11-17 09:00")

    assert await lin.messages() == before
    assert any("代您反馈" in m["text"] for m in await new.from_us())


@pytest.mark.parametrize("replaced", [True, False])
async def test_what_waits_for_an_old_phone_does_not_go_there(world: World, replaced: bool) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await world.at("2026-11-16 21:00")
    await zhou.says("/broadcast 周三开会")
    await zhou.taps("全体领导")
    await zhou.taps("确认发送")
    new = await world.stranger("林一航的新手机")
    if replaced:
        await new.says(f"/start {await world.token('林一航', Role.LEADER)}")
    else:
        await world.product.desk.run(unbind, "林一航", world.now)

    await world.at("2026-11-17 09:00")

    assert not any("周三开会" in m["text"] for m in await lin.from_us())
    assert any("周三开会" in m["text"] for m in await new.from_us()) == replaced


async def test_who_was_unbound_does_not_come_back_with_an_old_link(world: World) -> None:
    lin = await leader(world, "林一航")
    links = [await world.token("林一航", role) for role in (Role.LEADER, Role.LIAISON)]
    await world.product.desk.run(unbind, "林一航", world.now)
    for link in links:
        assert "邀请已作废" in (await lin.says(f"/start {link}"))[0]
    assert "已绑定为包抓领导" in (await lin.says(f"/start {await world.token('林一航', Role.LEADER)}"))[0]


async def test_who_mistypes_too_often_is_still_no_stranger(world: World) -> None:
    lin = await leader(world, "林一航")
    heard = [(await lin.says(f"/start wrong{n}"))[0] for n in range(7)]
    assert ["邀请码无效" in each for each in heard] == 5 * [True] + 2 * [False]
    assert "账号已绑定" in heard[-1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_forged_button_in_a_group_shows_nothing_to_the_others(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    group = await world.group(GROUP, zhou, lin)
    await zhou.says("/bind", chat_id=group)
    await monday(world)
    await world.at("2026-11-20 17:01")
    await zhou.taps("审发")
    await zhou.taps("确认发布")
    await lin.says("/rank", chat_id=group)
    before = await world.in_group(GROUP)
    answered = await world.web.get(f"/sandbox/chats/{group}/messages", params={"last": 1})
    ranking = answered.json()[0]["message_id"]
    paged = (":mine:0:0", ":problems:0:0", ":history:1:0", ":missing:0:0")
    for someone in (zhou, lin):
        for verb in PRESSES:
            for ending in ("", ":1", ":1:1:g", *(paged if verb == "pg" else ())):
                await someone.press(ranking, data=f"1:{verb}{ending}", stale=True, chat_id=group)
    assert await world.in_group(GROUP) == before
    toast = await lin.press(ranking, data="1:pg:mine:0:0", stale=True, chat_id=group)
    assert "私聊" in toast
    await lin.press(ranking, data="1:pg:rank:0:0", stale=True, chat_id=group)  # ours: the page is shown
    assert await parked(world) == []


async def test_two_of_the_office_at_once_decide_everything_once(world: World) -> None:
    zhou, wu = await clerk(world), await world.person("吴敏", Role.OFFICE)
    lin = await leader(world, "林一航")
    group = await world.group(GROUP, zhou)
    await zhou.says("/bind", chat_id=group)
    await monday(world)

    toasts = await at_once(world, [(who, "1:ox:1") for who in (zhou, wu, zhou, wu)])
    assert sorted("已经结束" in toast for toast in toasts) == [False, True, True, True]

    await world.at("2026-11-16 09:40")
    both = [(zhou, "1:by:1"), (wu, "1:bd:1"), (zhou, "1:bd:1"), (wu, "1:by:1")]
    assert sum(not toast for toast in await at_once(world, both)) == 1
    (decided,) = await world.product.desk.read(lambda work: work.bulletins.latest(None, 9))
    assert decided.decided_by is not None
    posted = [text for text in await world.in_group(GROUP) if "〔2026〕" in text]
    assert len(posted) == (decided.state is BulletinState.PUBLISHED)

    await zhou.says("/broadcast 周三开会")
    await zhou.taps("全体领导")
    toasts = await at_once(world, [(who, "1:cy:1") for who in (zhou, wu, zhou, wu)])
    assert sum(not toast for toast in toasts) == 1
    assert sum("周三开会" in m["text"] for m in await lin.from_us()) == 1
    assert await parked(world) == []


async def test_leader_and_liaison_at_once_leave_one_answer_and_true_cards(world: World) -> None:
    lin, shen = await leader(world, "林一航"), await leader(world, "沈青禾")
    su = await liaison(world, "苏小满")
    await monday(world)
    prompts = await world.product.desk.read(
        lambda work: {work.people.get(p.leader_id).name: p.id for p in work.rounds.prompts(1)}
    )
    his, hers = prompts["林一航"], prompts["沈青禾"]
    for _ in range(3):
        taps = [(lin, f"1:r:{his}:3:g"), (su, f"1:r:{his}:3:u"), (shen, f"1:r:{hers}:1:g")]
        await at_once(world, [*taps, (lin, f"1:ru:{his}"), (su, f"1:ru:{hers}"), (shen, f"1:ru:{hers}")])
    versions = await reports(world, "远山中药材加工项目")
    assert [v.version for v in versions] == list(range(1, len(versions) + 1))
    said_by = await world.product.desk.read(lambda work: work.people.get(versions[-1].said_by).name)
    for someone in (lin, shen):
        assert f"（{said_by}" in (await card_of(someone))["text"].split("远山中药材加工项目", 1)[1][:60]
    assert await parked(world) == []


async def test_a_clock_that_goes_back_a_day_says_nothing_twice_and_still_answers(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    heard = len(await lin.from_us())
    await world.at("2026-11-15 09:01")
    assert "林一航" in (await lin.says("帮助"))[0]
    await world.at("2026-11-16 09:02")
    assert len(await lin.from_us()) == heard + 1


async def test_a_clock_that_leaps_a_month_wakes_nobody(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)
    heard = len(await lin.from_us()), len(await zhou.from_us())
    await world.at("2026-12-16 03:00")
    assert (len(await lin.from_us()), len(await zhou.from_us())) == heard
    await world.at("2026-12-16 09:10")
    assert len(await lin.from_us()) == heard[0] + 1, "one card, however many rounds were missed"
