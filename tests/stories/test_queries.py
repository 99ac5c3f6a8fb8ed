"""Questions and their answers: one project, my projects, history, problems, help; words and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.table import COMMANDS
from core.problems.model import Category
from core.rights import Role, rights_of
from core.roster.ledger import LedgerProject
from core.roster.model import Stage
from core.texts.catalogue import say
from tests.stories.town import PROJECTS, ledger, project
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import Someone, World

NEXT, BACK = say("button.next"), say("button.previous")
CODE, NAME = "ZS-2026-002", "云杉数据中心项目"


def labels_of(message: dict[str, Any]) -> Sequence[str]:
    return [b["text"] for row in message["buttons"] or () for b in row]


@pytest.fixture
async def clerk(world: World) -> Someone:
    return await world.person("周文静", Role.OFFICE)


@IN_BOTH_CHATS
async def test_a_project_is_found_by_code_name_and_fragment_with_or_without_a_space(
    world: World, clerk: Someone
) -> None:
    heard = ""
    for said in (f"/status {CODE}", f"查 {NAME}", "查云杉", "查 zs-2026-002"):
        heard = (await clerk.says(said))[0]
        assert heard.startswith(f"{CODE} {NAME}"), said
    assert "包抓领导：林一航" in heard
    assert "总投资5亿元，累计到位1000万元（2.0%）" in heard
    assert "没有找到与“月球”相符的项目" in (await clerk.says("查 月球"))[0]
    assert "请写出要查的项目" in (await clerk.says("查"))[0]
    assert "不止一个，请选择" in (await clerk.says("查 项目"))[0]
    await clerk.taps(NAME)
    assert (await clerk.last())["text"].startswith(f"{CODE} {NAME}")
    await clerk.taps("填报经过")
    assert "还没有填报记录" in (await clerk.last())["text"]


async def test_a_number_is_the_line_of_ones_own_card(world: World, clerk: Someone) -> None:
    lin = await world.person("林一航", Role.LEADER)
    assert "没有这个序号" in (await lin.says("查 2号"))[0]
    await world.at("2026-11-16 09:01")
    for said in ("查 2号", "/status ②", "查2号项目"):
        assert (await lin.says(said))[0].startswith("ZS-2026-002 云杉数据中心项目"), said
    assert "云杉数据中心项目" in (await lin.says("经过 2号"))[0]
    assert "没有这个序号" in (await lin.says("查 9号"))[0]
    assert "没有这个序号" in (await clerk.says("查 2号"))[0]


@IN_BOTH_CHATS
async def test_history_asked_for_several_hits_offers_histories(world: World, clerk: Someone) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    await lin.taps("全部无变化")
    assert "请写出要看的项目" in (await clerk.says("经过"))[0]
    assert "无变化" in (await clerk.says("经过云杉"))[0]
    assert "林一航" in (await clerk.says(f"/history {CODE}"))[0]
    await clerk.says("经过 项目")
    await clerk.taps("青禾饮用水项目")
    assert "青禾饮用水项目 · 填报经过" in (await clerk.last())["text"]


async def test_sixty_projects_come_page_by_page(world: World) -> None:
    many = [
        project(n, f"第{n:02}号工程", "东岭县", ("林一航",), Stage.BUILDING, 9_000, 100)
        for n in range(20, 80)
    ]
    await world.load(ledger(*PROJECTS, *many))
    lin = await world.person("林一航", Role.LEADER)
    assert "我的项目（63个）" in (await lin.says("我的"))[0]
    card = await lin.last()
    assert "1/8" in labels_of(card)
    for page in range(2, 9):
        await lin.press(card["message_id"], label=NEXT)
        card = await lin.last()
        assert f"{page}/8" in labels_of(card)
        assert len(card["text"]) <= 4096
    assert NEXT not in labels_of(card)
    assert "第79号工程" in card["text"]
    await lin.press(card["message_id"], label=BACK)
    assert "7/8" in labels_of(await lin.last())


async def test_the_missing_list_can_be_paged(world: World, clerk: Someone) -> None:
    more = [
        project(20 + n, f"工程{n}", "东岭县", (f"领导{'甲乙丙丁戊己庚辛壬癸'[n]}",), Stage.BUILDING, 9, 1)
        for n in range(10)
    ]
    await world.load(ledger(*PROJECTS, *more))
    await world.at("2026-11-16 09:01")
    assert "未报名单（13人）" in (await clerk.says("未报"))[0]
    await clerk.taps(NEXT)
    assert "领导癸" in (await clerk.last())["text"]


def troubled(
    number: int,
    name: str,
    problem: str,
    kind: str,
    helper: str = "",
    county: str = "东岭县",
    leader: str = "林一航",
) -> LedgerProject:
    """A project under construction with a problem in the ledger."""
    told = {"problem": problem, "problem_kind": kind, "helper": helper}
    return project(number, name, county, (leader,), Stage.BUILDING, 9_000, 1, **told)


async def test_a_department_closes_the_problems_addressed_to_it_and_no_others(
    world: World, clerk: Someone
) -> None:
    land = troubled(30, "有地的项目", "用地预审未批复", "用地", "市自然资源局")
    home = troubled(31, "找属地的项目", "进场道路未通", "配套", "属地政府", "西河县", "沈青禾")
    await world.load(ledger(*PROJECTS, land, home))
    bureau = await world.person("陆川", Role.DEPARTMENT, unit="市自然资源局")
    county = await world.person("河清", Role.DEPARTMENT, unit="西河县政府")
    heard = (await bureau.says("问题"))[0]
    assert "待解决问题（1个）" in heard
    assert "【用地】用地预审未批复" in heard
    assert "有地的项目" in (await bureau.says("查 有地"))[0]
    assert "没有找到" in (await bureau.says("查 找属地"))[0]
    assert "进场道路未通" in (await county.says("/problems"))[0]

    open_ = await world.product.desk.read(lambda work: work.problems.open_for(None))
    foreign = next(p.id for p in open_ if p.category is Category.UTILITIES)
    toast = await bureau.press((await bureau.last())["message_id"], data=f"1:px:{foreign}", stale=True)
    assert "没有这项权限" in toast
    await bureau.says("问题")
    await bureau.taps("办结 有地的项目（用地）")
    assert "没有待解决的问题" in (await bureau.last())["text"]
    assert "待解决问题（1个）" in (await clerk.says("/problems"))[0]


async def test_a_leader_sees_problems_but_cannot_close_them(world: World) -> None:
    land = troubled(30, "有地的项目", "用地预审未批复", "用地")
    await world.load(ledger(*PROJECTS, land))
    lin = await world.person("林一航", Role.LEADER)
    assert "用地预审未批复" in (await lin.says("问题"))[0]
    assert await lin.labels() == []


@pytest.mark.parametrize("role", list(Role))
async def test_help_is_one_screen_with_only_what_one_may_do(world: World, role: Role) -> None:
    someone = await world.person("钱多多", role)
    heard = (await someone.says("帮助"))[0]
    granted = rights_of([role])
    for command in COMMANDS:
        shown = f"/{command.name}　" in heard
        assert shown == bool(command.needs in granted and command.word), command.name
    assert len(heard.splitlines()) <= 30
    assert "  " not in heard
    assert heard == (await someone.says("/help"))[0]


async def test_an_ordinary_sentence_that_begins_like_a_command_is_a_sentence(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    for said in ("邀请客商考察两次", "通报已看", "广播站已拆除"):
        assert "没有这项权限" not in (await lin.says(said))[0]
    assert "没有这项权限" in (await lin.says("邀请 李四"))[0]
    assert "没有这项权限" in (await lin.says("广播"))[0]
