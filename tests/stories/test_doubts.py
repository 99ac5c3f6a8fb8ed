"""A message left, the connection broke: it may be there or not. A person looks and says."""

from __future__ import annotations

from core.rights import Role
from tests.stories.world import Someone, World


async def office_and_silent_lin(world: World) -> tuple[Someone, Someone]:
    """The card reaches Lin, but the line breaks before Telegram can say so."""
    lin = await world.person("林一航", Role.LEADER)
    await world.faults(drop_after_accept=1.0, methods=["sendMessage"])
    await world.at("2026-11-16 09:01")
    await world.faults(drop_after_accept=0.0)
    return await world.person("周文静", Role.OFFICE), lin


async def test_the_office_hears_of_a_card_in_doubt_and_it_is_not_sent_twice(world: World) -> None:
    clerk, lin = await office_and_silent_lin(world)

    await world.at("2026-11-16 11:00")

    notices = [m["text"] for m in await clerk.from_us() if "没有得到回执" in m["text"]]
    assert notices == ["有1条消息发出后没有得到回执，可能已送达，也可能没有。请核实后点选，避免漏发或重复。"]
    assert sum("项目调度 · " in m["text"] for m in await lin.from_us()) == 1


async def test_a_leader_is_chased_only_once_somebody_says_that_the_card_arrived(world: World) -> None:
    clerk, lin = await office_and_silent_lin(world)
    await world.at("2026-11-18 09:00")
    assert not any("待您反馈" in m["text"] for m in await lin.from_us())

    await clerk.taps("查看待核实")
    await clerk.taps("林一航 已收到")
    assert "没有待核实的消息" in (await clerk.last())["text"]

    await world.at("2026-11-19 17:00")
    assert any("待您反馈" in m["text"] for m in await lin.from_us())


async def test_what_did_not_arrive_is_sent_again(world: World) -> None:
    clerk, lin = await office_and_silent_lin(world)

    await world.at("2026-11-17 09:00")
    await clerk.says("待核实")
    await clerk.taps("林一航 重发")

    assert sum("项目调度 · " in m["text"] for m in await lin.from_us()) == 2


async def test_a_letter_is_settled_once(world: World) -> None:
    clerk, _ = await office_and_silent_lin(world)
    await clerk.says("待核实")
    listed = await clerk.message_with("林一航 已收到")
    data = listed["buttons"][0][0]["data"]
    await clerk.press(listed["message_id"], data=data)

    toast = await clerk.press(listed["message_id"], data=data, stale=True)
    assert "已失效" in toast
