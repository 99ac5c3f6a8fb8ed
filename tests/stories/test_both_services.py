"""One description of what people do, told twice: in Telegram and in WeCom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from core.rights import Role
from core.rounds.model import Answer
from tests.stories.scenes import reports, tickets
from tests.stories.wecom import Corporation
from tests.stories.world import Someone

Arrives: TypeAlias = Callable[..., Awaitable[Someone]]


@pytest.fixture(params=["telegram", "wecom"])
def arrives(request: pytest.FixtureRequest, corporation: Corporation) -> Arrives:
    """``await arrives(name, role)``: somebody bound on the service of this telling."""
    userids = iter(f"member{n}" for n in range(100))

    async def someone(name: str, role: Role, leader: str = "") -> Someone:
        if request.param == "telegram":
            return await corporation.person(name, role, leader=leader)
        return await corporation.member(name, role, next(userids), leader=leader)

    return someone


async def said(person: Someone) -> str:
    return "\n".join(m["text"] or "" for m in await person.from_us())


async def test_taps(corporation: Corporation, arrives: Arrives) -> None:
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-16 09:02")
    await lin.taps("1 正常")
    await lin.taps("3 无变化")
    await lin.taps("1 无变化")

    assert [r.finding.answer for r in await reports(corporation, "青禾饮用水项目")] == [
        Answer.ON_TRACK,
        Answer.NO_CHANGE,
    ]
    assert "还有1个项目待反馈" in await lin.card()
    await lin.taps("其余无变化")
    assert "本期已全部反馈" in await lin.card()


async def test_a_problem_and_its_sentence(corporation: Corporation, arrives: Arrives) -> None:
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-16 09:02")
    await lin.taps("2 有问题")
    await lin.taps("用地")
    await lin.says("林地手续还没有批下来")

    assert [t.text for t in await tickets(corporation, "云杉数据中心项目")] == ["林地手续还没有批下来"]


async def test_a_node_is_done_today(corporation: Corporation, arrives: Arrives) -> None:
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-16 09:02")
    await lin.taps("2 节点")
    await lin.taps("开工·今天")

    assert [r.finding.answer for r in await reports(corporation, "云杉数据中心项目")] == [Answer.MILESTONE]


async def test_a_sentence_and_its_withdrawal(corporation: Corporation, arrives: Arrives) -> None:
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-16 09:02")
    heard = "\n".join(await lin.says("1号 主体封顶，到位2000万"))
    assert "2000万元" in heard
    assert "已撤回" in "\n".join(await lin.says("更正"))


async def test_a_liaison_answers_for_the_leader(corporation: Corporation, arrives: Arrives) -> None:
    lin = await arrives("林一航", Role.LEADER)
    su = await arrives("苏小满", Role.LIAISON, leader="林一航")
    await corporation.at("2026-11-16 09:02")
    await su.says("1号 正常")
    await corporation.forward(seconds=5)

    assert "代报" in await lin.card() or "✓" in await lin.card()
    assert len(await reports(corporation, "青禾饮用水项目")) == 1


async def test_questions(corporation: Corporation, arrives: Arrives) -> None:
    chief = await arrives("何主任", Role.PRINCIPAL)
    assert "云杉数据中心项目" in "\n".join(await chief.says("查 云杉"))
    await chief.says("查 项目")
    await chief.taps("黄坡物流园项目")
    assert "ZS-2026-006" in await said(chief)
    assert "没有这项权限" in "\n".join(await chief.says("调度"))


async def test_the_office_runs_a_round(corporation: Corporation, arrives: Arrives) -> None:
    clerk = await arrives("周文静", Role.OFFICE)
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-16 10:05")
    assert "林一航" in "\n".join(await clerk.says("未报"))
    await clerk.says("催报")
    await clerk.taps("确认催报")
    await corporation.forward(minutes=2)
    await lin.says("全部无变化")
    await clerk.says("调度")
    await clerk.taps("结束本期")
    await clerk.taps("确认结束")

    assert "通报草稿" in await said(clerk)


async def test_a_broadcast_reaches_the_leaders(corporation: Corporation, arrives: Arrives) -> None:
    clerk = await arrives("周文静", Role.OFFICE)
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-17 10:05")
    await clerk.says("广播 明天上午9点开会，请准时参加。")
    await clerk.taps("全体领导")
    await clerk.taps("确认发送")
    await corporation.forward(minutes=2)

    assert "明天上午9点开会" in await said(lin)
    assert "广播已发完" in await said(clerk)


async def test_the_silent_are_chased(corporation: Corporation, arrives: Arrives) -> None:
    lin = await arrives("林一航", Role.LEADER)
    await corporation.at("2026-11-16 09:02")
    for moment in ("2026-11-16 14:31", "2026-11-17 11:05"):
        await corporation.at(moment)

    assert "还有3个项目待您反馈" in await said(lin)
