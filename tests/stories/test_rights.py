"""Who may do what: the table of ``core.rights`` holds for every command and every button, and per object."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.context import FileWanted
from bot.router import answer
from bot.table import COMMANDS, PRESSES
from core.chat import SILENCE, Channel, Happening, Incoming, Reply
from core.errors import NotAllowed, Refused
from core.ports import UnitOfWork
from core.rights import Role, rights_of
from core.texts.refusals import explain
from tests.stories.world import Someone, World

REFUSED = "没有这项权限"
SECRETS = ("赤水", "黄坡", "绿谷", "顾远山")
"""Of the leader 顾远山: 林一航 may not learn of them."""


@pytest.mark.parametrize("role", list(Role))
async def test_the_router_refuses_what_the_table_does_not_grant(world: World, role: Role) -> None:
    asks = await asking(world, role)
    granted = rights_of([role])
    for command in COMMANDS:
        for said in filter(None, (f"/{command.name} x", command.word)):
            refused = isinstance(await asks(Happening.TEXT, said), NotAllowed)
            assert refused == (command.needs not in granted), said
    for verb, (needs, _) in PRESSES.items():
        heard = await asks(Happening.PRESS, f"1:{verb}:1:1")
        if needs not in granted:
            assert isinstance(heard, NotAllowed), verb


@pytest.mark.parametrize("role", list(Role))
async def test_no_forged_button_breaks_anything(world: World, role: Role) -> None:
    asks = await asking(world, role)
    endings = ("", ":999999:999999:9", ":x:y", ":unit:x:-1", ":unit:999", ":mine:0:999999999999999999")
    forged = [f"1:{verb}{ending}" for verb in PRESSES for ending in endings]
    for data in (*forged, "", "0:r:1", "1:zz:1", "1", "::::", "1:pg:nothing:0:0", "1:iv:unit:9:9:9:9"):
        await asks(Happening.PRESS, data)  # anything but an answer or a refusal fails here


async def asking(world: World, role: Role) -> Callable[[Happening, str], Awaitable[Reply | Refused]]:
    """Somebody with this role, put straight before the router: a chat hears one message a second only."""
    someone = await world.person("钱多多", role)
    chat, moment = str(someone.id), world.now

    async def ask(kind: Happening, said: str) -> Reply | Refused:
        incoming = Incoming(Channel.TELEGRAM, kind, chat, chat, True, said, moment, "1")
        try:
            reply = await world.product.desk.run(answer, incoming, world.product.office, moment)
        except Refused as refusal:
            explain(refusal)  # there are words for it
            return refusal
        except FileWanted:  # granted: the file is made outside the transaction
            return SILENCE
        return reply

    return ask


async def test_a_leader_learns_nothing_of_another_leaders_projects(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    for said in ("查 赤水肉牛养殖项目", "/status ZS-2026-005", "经过 赤水", "/problems", "我的", "查项目"):
        for heard in await lin.says(said):
            assert not any(secret in heard.replace(said, "") for secret in ("黄坡", "绿谷", "顾远山")), heard
        shown = await lin.last()
        labels = " ".join(b["text"] for row in shown["buttons"] or () for b in row)
        assert not any(secret in labels for secret in SECRETS), labels
    assert "没有找到" in (await lin.says("查 赤水肉牛养殖项目"))[0]
    for verb in ("qs", "qh"):
        for project in range(1, 9):
            seen = len(await lin.from_us())
            toast = await lin.press((await lin.last())["message_id"], data=f"1:{verb}:{project}", stale=True)
            shown_now = "".join(m["text"] for m in (await lin.from_us())[seen:])
            assert not any(secret in toast + shown_now for secret in SECRETS), (verb, project)


async def test_a_forged_card_button_does_not_answer_for_another_leader(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    card = (await lin.last())["message_id"]

    def prompts(work: UnitOfWork) -> list[tuple[int, int]]:
        return [(p.id, p.leader_id) for p in work.rounds.prompts(work.rounds.latest(1)[0].id)]

    person = await world.product.desk.read(lambda work: work.people.by_name("林一航"))
    assert person
    others = [number for number, leader in await world.product.desk.read(prompts) if leader != person.id]
    assert others
    for number in others:
        for data in (f"1:r:{number}:1:n", f"1:r:{number}:1:no_change", f"1:ru:{number}", f"1:rb:{number}"):
            assert "别人的卡片" in await lin.press(card, data=data, stale=True)
    said = await world.product.desk.read(lambda work: work.reports.current(work.rounds.latest(1)[0].id))
    assert said == {}


async def test_a_unit_head_sees_the_score_of_his_own_unit_only(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    head = await world.person("钟毅", Role.UNIT, unit="东岭县政府")
    await publish(world, clerk)
    own = await head.says("/why")
    assert "东岭县" in own[0]
    assert "÷" in own[0]
    assert "东岭县" in (await head.says("为什么 东岭"))[0]
    assert REFUSED in (await head.says("为什么西河县"))[0]
    for unit in range(1, 9):
        toast = await head.press((await head.last())["message_id"], data=f"1:qw:{unit}", stale=True)
        shown = (await head.last())["text"]
        assert "西河县 ·" not in shown + toast
        assert "南塬县 ·" not in shown + toast


async def publish(world: World, clerk: Someone) -> None:
    """A week's round closed and its bulletin posted."""
    await world.group("招商工作群", clerk)
    await clerk.says("/bind", chat_id=world.groups["招商工作群"])
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    await clerk.taps("审发")
    await clerk.taps("确认发布")
