"""The full scheme, chosen by the office: scores computed a second way from the workbook, excuses, drafts of lists."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from core.errors import WrongState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Stage, Target
from core.scoring.choosing import choose_scheme, scheme_for
from core.scoring.freeze import scored_again
from core.scoring.model import Method, NaPolicy, Snapshot
from core.scoring.occasion import Occasion
from core.scoring.planning import check, place, set_month
from core.scoring.schemes import FIRST, FULL
from core.scoring.targets import MonthTarget
from core.scoring.windows import choose_days
from core.scoring.written import is_whole
from tests.stories.by_hand import by_hand, targets
from tests.stories.command_line import Duban
from tests.stories.office_books import CLEAN, rows_of
from tests.stories.town import PROJECTS, WAN, ledger, project
from tests.stories.world import Someone, World


async def chosen(world: World, version: str = FULL.version) -> Someone:
    """The office chooses it in chat, before the round opens, and no time for objections."""
    clerk = await world.person("周文静", Role.OFFICE)
    await clerk.says("/settings")
    await clerk.taps("考核办法")
    await clerk.taps({"2026.1": "三率考核（2026.1版）", "2026.2": "综合考核（2026.2版）"}[version])
    await world.product.desk.run(choose_days, Occasion.ASSESSMENT, 0, None, world.now)
    return clerk


async def snapshot(world: World) -> Snapshot:
    found = await world.product.desk.read(lambda work: work.bulletins.last_snapshot())
    assert found
    return found


async def week(world: World) -> Snapshot:
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    return await snapshot(world)


async def test_the_scores_of_the_clean_ledger_are_those_computed_by_hand(world: World) -> None:
    clerk = await chosen(world)
    await clerk.drops(CLEAN)
    await clerk.taps("确认导入")
    frozen = await week(world)
    tasks = targets()
    expected = {name: by_hand([r for r in rows_of() if r["属地"] == name], *tasks[name]) for name in tasks}

    got = {s.unit: s.total for s in frozen.scores if s.kind == "county" and s.unit in expected}
    assert got == expected
    assert len([t for t in got.values() if t is not None]) >= 7
    assert got["镇川县"] is None  # two projects in talks, no target
    assert frozen.scheme == FULL
    assert is_whole(frozen)
    assert scored_again(frozen) == frozen.scores
    assert {s.kind for s in frozen.scores} == {"county", "department"}
    text = (await clerk.last())["text"]
    assert "综合考核" not in text.splitlines()[0]
    assert "不参与排名（可计分项目不足）：镇川县" in text  # the departments have no target, so no list


async def test_a_scheme_counts_from_the_next_round(world: World) -> None:
    await world.at("2026-11-16 09:01")
    clerk = await chosen(world)
    await world.at("2026-11-20 17:01")
    assert (await snapshot(world)).scheme == FIRST
    await world.at("2026-11-23 09:01")
    await clerk.says("/settings")
    await clerk.taps("考核办法")
    await clerk.taps("三率考核（2026.1版）")
    await world.at("2026-11-27 17:01")
    assert (await snapshot(world)).scheme == FULL

    def schemes(work: UnitOfWork) -> list[str]:
        return [scheme_for(work, round_).version for round_ in work.rounds.latest(5)]

    await world.at("2026-11-30 09:01")
    assert await world.product.desk.read(schemes) == ["2026.1", "2026.2", "2026.1"]


def find(frozen: Snapshot, unit: str) -> int:
    return next(s.unit_id for s in frozen.scores if s.unit == unit)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_options_make_a_version_of_their_own_from_the_next_round(world: World) -> None:
    clerk = await chosen(world)
    await clerk.taps("不适用的指标记满分")
    await clerk.taps("不适用的指标记零分")  # instead of in full
    await clerk.taps("功效系数计分")
    await clerk.taps("✓ 不适用的指标记零分")
    assert "综合考核（2026.2-e版：功效系数计分）" in (await clerk.says("/settings"))[0]
    made = await week(world)
    assert (made.scheme.version, made.scheme.method, made.scheme.na_policy) == (
        "2026.2-e",
        Method.EFFICACY,
        NaPolicy.REDISTRIBUTE,
    )
    points = {s.unit: next(x.points for x in s.lines if x.code == "B2") for s in made.scores}
    assert points["东岭县"] == Decimal("11.40")  # the least of all: 60 % of 19
    assert made.scores == scored_again(made)
    await clerk.says("/why")
    await clerk.taps("东岭县")
    assert "本办法按功效系数计分" in (await clerk.last())["text"]


async def test_an_excused_project_leaves_the_denominator_and_is_counted(world: World) -> None:
    """东岭县: one of two has begun. The other is washed away by a flood: one of one."""
    clerk = await chosen(world)
    other = await world.person("韩梅", Role.OFFICE)
    usage = "请写成“免责 项目或单位 类型 截止日期 原因”"
    for bad in ("免责 云杉", "免责 云杉数据中心项目 偷懒 2026-12-31 不想干了", "免责 云杉数据中心项目 暂缓 2026-11-01 已经过去了",
                "免责 云杉数据中心项目 暂缓 月底 资金暂缓", "免责 云杉数据中心项目 暂缓 2026-12-31 无"):  # fmt: skip
        assert usage in (await clerk.says(bad))[0]
    heard = (await clerk.says("免责 云杉数据中心项目 不可抗力 2026-12-31 山洪冲毁进场道路"))[0]
    assert "不可抗力：云杉数据中心项目" in heard
    assert "山洪冲毁进场道路" in heard
    first = await week(world)
    line = next(x for s in first.scores if s.unit == "东岭县" for x in s.lines if x.code == "B2")
    assert (line.numerator, line.denominator) == (1, 2)  # asked for, not granted

    assert "待批准" in (await other.says("/excuse"))[0]
    await other.taps("批准 云杉数据中心项目"[:15])
    assert "韩梅已批准" in (await other.last())["text"]
    assert "已经批准" in await clerk.taps("批准")
    await world.at("2026-11-23 09:01")
    await world.at("2026-11-27 17:01")
    second = await snapshot(world)
    line = next(x for s in second.scores if s.unit == "东岭县" for x in s.lines if x.code == "B2")
    assert (line.numerator, line.denominator) == (1, 1)
    assert "经批准免责、不计入分母的项目1个（不可抗力1个）。" in (await clerk.last())["text"]
    assert is_whole(second)
    await clerk.says("/why")
    await clerk.taps("东岭县")
    assert "经批准免责、不计入分母的项目1个：云杉数据中心项目（不可抗力）" in (await clerk.last())["text"]

    await other.taps("提前结束")
    await world.at("2026-11-30 09:01")
    await world.at("2026-12-04 17:01")
    third = await snapshot(world)
    assert next(s.excused for s in third.scores if s.unit == "东岭县") == 0
    assert first.digest != second.digest


async def test_why_of_the_full_scheme_has_two_pages_and_says_what_would_help(world: World) -> None:
    clerk = await chosen(world)
    await week(world)
    await clerk.says("/why")
    await clerk.taps("东岭县")
    first = await clerk.last()
    assert "提分最快的是" in first["text"]
    assert "有任务而零签约：1项，−2分" in first["text"]
    await clerk.taps("下一页 ›")
    second = (await clerk.last())["text"]
    both = first["text"] + second
    for name in ("签约额完成率（10分）", "开工率（19分）", "到位资金完成率（20分）", "问题办结率（4分）"):
        assert name in both
    assert "周报按时率" not in both  # chat behaviour weighs nothing
    assert "校验码" in both


async def test_lists_are_drafts_for_the_office_alone(world: World) -> None:
    """Eight counties with targets: the first three that met theirs are red, the last two that missed theirs black."""
    names = [f"{c}县" for c in "甲乙丙丁戊己庚辛"]
    rows = []
    for nth, name in enumerate(names):
        stage = Stage.BUILDING if nth < 6 else Stage.SIGNED
        came = 12_000 if nth < 2 else 1_000 - 100 * nth
        rows += [
            replace(
                project(20 + 4 * nth + n, f"{name}{n}号项目", name, ("林一航",), stage, 10_000, came),
                year_in_yuan=came * WAN,
            )
            for n in range(3)
        ]
    await world.load(ledger(*PROJECTS, *rows))

    def give_targets(work: UnitOfWork) -> None:
        for name in names:
            unit = work.projects.unit_named(name)
            assert unit
            work.projects.set_target(Target(unit.id, 2026, 10_000 * WAN, 30_000 * WAN))

    await world.product.desk.run(give_targets)
    clerk = await chosen(world)
    head = await world.person("钟毅", Role.UNIT, unit="甲县")
    assert "还没有可用的得分" in (await clerk.says("名单"))[0]
    frozen = await week(world)
    text = (await clerk.says("/lists"))[0]
    red, rest = text.split("【黑榜】")
    black, rest = rest.split("【零招引】")
    assert "甲县" in red
    assert "乙县" in red
    assert "丙县" not in red  # a good place, but the target was missed
    assert [s.unit for s in frozen.scores if s.kind == "county"][-2:] == ["辛县", "北川县"]
    assert "• 辛县　倒数第2" in black
    assert "合同项目少于规定个数）：北川县" in black  # the last one, with nothing signed at all
    assert "失分较多" in black
    assert "【零签约】有任务，今年没有签约\n• " in rest
    assert "均为草拟" in rest
    assert not any("红榜" in said for said in await head.says("/lists"))


@pytest.mark.parametrize("right", [True, False])
async def test_targets_are_checked_down_the_tree_and_by_month(world: World, right: bool) -> None:
    """东岭县's target is broken down to two towns and to months; what is missing is reported."""

    def plan(work: UnitOfWork) -> tuple[list[tuple[str, int, int, bool]], int | None]:
        county = work.projects.unit_named("东岭县")
        assert county
        towns = [work.projects.add_unit(name, county.kind) for name in ("东一镇", "东二镇")]
        for town, share in zip(towns, (30_000, 20_000 if right else 15_000), strict=True):
            work.projects.set_target(Target(town.id, 2026, share * WAN, None))
            place(work, town, county, None, world.now)
        for month in range(1, 13):
            arrived = (800 if month < 12 else 1_200) * WAN
            set_month(
                work, MonthTarget(2026, county.id, month, None, arrived if right else 1), None, world.now
            )
        with pytest.raises(WrongState):
            place(work, county, towns[0], None, world.now)  # the other way round
        found = check(work, 2026)
        return [(g.kind, g.target // WAN, g.parts // WAN, g.by_month) for g in found], county.id

    found, county = await world.product.desk.run(plan)
    assert found == (
        [] if right else [("signed_yuan", 50_000, 45_000, False), ("arrived_yuan", 10_000, 0, True)]
    )
    await world.product.desk.run(choose_scheme, FULL.version, None, world.now)
    await world.product.desk.run(choose_days, Occasion.ASSESSMENT, 0, None, world.now)
    frozen = await week(world)
    unit = next(u for u in frozen.units if u.id == county)
    assert unit.arrived_due == (8_800 * WAN if right else 11)
    assert unit.signed_due == 458_333_333  # 5亿 × 11 ÷ 12


async def test_a_leader_sees_his_own_score_and_nobody_elses(world: World) -> None:
    """林一航 carries three projects, all contracts: one under construction, one signed, one finished."""
    clerk = await chosen(world)
    await world.group("招商工作群", clerk)
    await clerk.says("/bind", chat_id=world.groups["招商工作群"])
    leader = await world.person("林一航", Role.LEADER)
    assert "还没有发布过排名" in (await leader.says("为什么"))[0]
    await week(world)
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    heard = (await leader.says("/why"))[0]
    assert "林一航 · 2026年第47周 · 仅供本人和招商办参考，不排名" in heard
    assert "2 ÷ 3 ＝ 66.7%，得12.67分" in heard  # 开工率
    assert "没有找到单位" in (await leader.says("/why 沈青禾"))[0]
    assert heard.split("\n\n")[0] == (await clerk.says("/why 林一航"))[0].split("\n\n")[0]
    await clerk.taps("下一页 ›")
    assert "不排名" in (await clerk.last())["text"]
    assert not any("林一航" in said for said in await world.in_group("招商工作群"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_targets_are_set_and_checked_by_command_line(duban: Duban) -> None:
    duban("import", "ledger", str(CLEAN))
    assert "没有找到单位" in duban("target", "above", "--unit", "月亮县").stderr
    duban("target", "above", "--unit", "市商务局", "--above", "西岭区")
    assert "任务分解合计一致" in duban("target", "check", "--year", "2026").stdout
    duban(
        "target",
        "month",
        "--unit",
        "西岭区",
        "--year",
        "2026",
        "--month",
        "3",
        "--arrived",
        "50000",
        "--major",
        "1.5",
    )
    checked = duban("target", "check", "--year", "2026")
    assert "西岭区年度到位资金任务5.4亿元，各月合计5亿元，相差4000万元" in checked.stdout
    rows = json.loads(duban("target", "check", "--year", "2026", "--json").stdout)
    assert [(r["unit"], r["target"] - r["parts"], r["by_month"]) for r in rows] == [
        ("西岭区", 40_000_000, True)
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_the_office_enters_is_scored_with_its_source(world: World) -> None:
    clerk = await chosen(world)
    assert "请写成“录入" in (await clerk.says("录入 东岭县 问题办结 8/7 督查室台账"))[0]
    assert "没有找到单位" in (await clerk.says("录入 月亮县 问题办结 5/7 督查室台账"))[0]
    await clerk.says("录入 东岭县 问题办结 6/7 督查室第3期台账")
    await clerk.says("/enter 东岭县 数据不实 1 审计局通报")
    assert "东岭县　问题办结 6/7　来源：督查室第3期台账（周文静录入）" in (await clerk.says("录入"))[0]
    frozen = await week(world)
    score = next(s for s in frozen.scores if s.unit == "东岭县")
    solved = next(line for line in score.lines if line.code == "F2")
    assert (solved.numerator, solved.denominator, solved.points) == (6, 7, Decimal("3.43"))
    assert ("untrue", 1) in [(one.code, one.times) for one in score.deductions]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_leaders_are_ranked_in_a_group_only_where_the_office_has_chosen_it(world: World) -> None:
    """Three contract projects are the least; 林一航 has three, 沈青禾 and 顾远山 two each."""
    clerk = await world.person("周文静", Role.OFFICE)
    await world.group("招商工作群", clerk)
    await clerk.says("/bind", chat_id=world.groups["招商工作群"])
    assert "还没有发布过排名" in (await clerk.says("领导排名"))[0]
    await week(world)
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    heard = (await clerk.says("/leaders"))[0]
    assert "1. 林一航" in heard
    assert "不排名（合同项目少于3个）：沈青禾、顾远山" in heard
    assert await clerk.labels() == []
    last = (await clerk.last())["message_id"]
    for verb in ("up", "uy"):
        await clerk.press(last, data=f"1:{verb}:1", stale=True)  # forged: it is switched off
    assert not any("林一航" in (said or "") for said in await world.in_group("招商工作群"))
    await clerk.says("/settings")
    await clerk.taps("领导排名")
    await clerk.taps("可发群排名")
    await clerk.says("/leaders")
    await clerk.taps("发到工作群")
    await clerk.taps("确认发布", on="包抓领导项目得分")
    assert any("1. 林一航" in (said or "") for said in await world.in_group("招商工作群"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_two_people_grant_an_excuse_where_the_office_asks_for_it(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    other = await world.person("韩梅", Role.OFFICE)
    await clerk.says("/settings")
    await clerk.taps("免责批准")
    await clerk.taps("双人批准")
    await clerk.says("免责 云杉数据中心项目 暂缓 2026-12-31 用地指标待批")
    toast = await clerk.taps("批准")
    assert "请由提出人以外的同事批准" in toast + (await clerk.last())["text"]
    await other.says("/excuse")
    await other.taps("批准 云杉数据中心项目"[:15])
    assert "韩梅已批准" in (await other.last())["text"]
