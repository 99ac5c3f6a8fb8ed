"""Close, score, freeze, draft, approve, post; and every figure can be recomputed by hand from the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.bulletins.model import BulletinState
from core.ports import UnitOfWork
from core.presses import encode
from core.rights import Role
from core.roster.model import Stage
from core.scoring.freeze import is_whole
from core.scoring.model import Snapshot
from tests.stories.office_books import CLEAN, rows_of
from tests.stories.town import PROJECTS, ledger, project
from tests.stories.world import Someone, World, text_of

STARTED = {"在建", "竣工待投产", "已投产", "停建"}
CLOSED_ON = date(2026, 11, 20)


def by_hand() -> Mapping[str, Decimal | None]:
    """County → total, from the workbook alone."""
    totals: dict[str, Decimal | None] = {}
    for county in {str(row["属地"]) for row in rows_of()}:
        rows = [r for r in rows_of() if r["属地"] == county and r["签约性质"] == "合同"]
        started = sum(r["项目阶段"] in STARTED for r in rows)
        due = [
            r
            for r in rows
            if r["项目阶段"] != "终止" and (r["项目阶段"] == "已投产" or planned(r) <= CLOSED_ON)
        ]
        producing = sum(r["项目阶段"] == "已投产" for r in due)
        parts = [
            (40, Decimal(started), Decimal(len(rows))),
            (40, total(rows, "累计到位资金(万元)"), total(rows, "总投资(万元)")),
            (20, Decimal(producing), Decimal(len(due))),
        ]
        points = [cents(w * min(Decimal(1), n / d)) for w, n, d in parts if d]
        weight = sum(w for w, _, d in parts if d)
        totals[county] = cents(sum(points, Decimal(0)) * 100 / weight) if weight >= 60 else None
    return totals


def planned(row: Mapping[str, object]) -> date:
    day = row["计划投产时间"]
    return date.fromisoformat(str(day)[:10]) if day else date.max


def total(rows: list[dict[str, object]], header: str) -> Decimal:
    return sum((Decimal(str(row[header] or 0)) for row in rows), Decimal(0))


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


async def closed_week(world: World, friday: str = "2026-11-20 17:01") -> None:
    """A minute after the deadline."""
    await world.at(friday)


async def office_with_group(world: World) -> Someone:
    clerk = await world.person("周文静", Role.OFFICE)
    await world.group("招商工作群", clerk)
    await clerk.says("/bind", chat_id=world.groups["招商工作群"])
    return clerk


async def snapshot(world: World) -> Snapshot:
    found = await world.product.desk.read(lambda work: work.bulletins.last_snapshot())
    assert found
    return found


async def test_the_scores_of_the_clean_ledger_are_those_computed_by_hand(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await clerk.drops(CLEAN)
    await clerk.taps("确认导入")
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    frozen = await snapshot(world)
    expected = by_hand()
    got = {score.unit: score.total for score in frozen.scores if score.unit in expected}
    assert got == expected
    ranked = sorted((t for s in frozen.scores if (t := s.total) is not None), reverse=True)
    assert [s.rank for s in frozen.scores if s.total is not None] == [ranked.index(t) + 1 for t in ranked]
    assert is_whole(frozen)


async def test_equal_units_share_a_place_and_an_unranked_one_shows_a_dash(world: World) -> None:
    east = project(11, "甲县项目", "甲县", ("林一航",), Stage.BUILDING, 10_000, 5_000)
    west = project(12, "乙县项目", "乙县", ("林一航",), Stage.BUILDING, 10_000, 5_000)
    await world.load(ledger(*PROJECTS, east, west))
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    frozen = await snapshot(world)
    ranks = {s.unit: s.rank for s in frozen.scores}
    shared = ranks["甲县"]
    assert shared is not None
    assert ranks["乙县"] == shared
    assert shared + 1 not in ranks.values()
    assert ranks["北川县"] is None  # talks only: nothing to count
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    heard = (await clerk.says("/rank"))[0]
    assert "—　北川县　不排名" in heard
    assert "不参与排名（可计分项目不足）：北川县" in text_of(await world.in_group("招商工作群"))


async def test_the_draft_goes_to_the_whole_office_and_only_the_first_decision_counts(world: World) -> None:
    clerk = await office_with_group(world)
    other = await world.person("韩梅", Role.OFFICE)
    await world.group("二群", clerk)
    await clerk.says("/bind", chat_id=world.groups["二群"])
    assert "还没有发布过排名" in (await other.says("排名"))[0]
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    for one in (clerk, other):
        assert "通报草稿" in (await one.last())["text"]
        assert await one.labels() == ["审发", "搁置", "改措辞", "发布范围", "PDF", "起草调度会材料"]
    assert "还没有发布过排名" in (await other.says("/rank"))[0]  # a draft is nobody's business

    await other.taps("审发")
    question = await other.message_with("提请审核")
    assert "发往2个群：招商工作群、二群" in question["text"]
    ask, no = (button["data"] for button in question["buttons"][0])
    await clerk.taps("审发")
    await clerk.taps("提请审核")
    alone = encode("by", 1)
    assert "须由另一位同志审核同意" in await clerk.press(
        (await clerk.last())["message_id"], data=alone, stale=True
    )
    asked = await other.message_with("同意发布")
    await other.press(asked["message_id"], label="同意发布")
    for one in (clerk, other):  # every copy says so, and has no buttons any more
        decided = [m for m in await one.from_us() if "〔2026〕1号，正发往2个群。（韩梅）" in m["text"]]
        assert decided
        assert not any(m["buttons"] for m in decided)
    assert "已经发布" in await other.press(question["message_id"], data=ask, stale=True)
    await other.press(question["message_id"], data=no, stale=True)
    for one in (clerk, other):
        labels = [b["text"] for m in await one.from_us() for row in m["buttons"] or () for b in row]
        assert not {"审发", "同意发布", "提请审核"} & set(labels)
    for title in ("招商工作群", "二群"):
        posted = [said for said in await world.in_group(title) if "【各地排名】" in said]
        assert len(posted) == 1
        assert "〔2026〕1号" in posted[0]
    assert "1. " in (await other.says("/rank"))[0]


async def test_without_a_group_the_office_is_told_what_to_do(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    assert "还没有通报" in (await clerk.says("/bulletin"))[0]
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    assert "还没有通报群" in await clerk.taps("审发")
    drafts = await world.product.desk.read(lambda work: work.bulletins.latest(BulletinState.DRAFT, 5))
    assert len(drafts) == 1
    await clerk.taps("搁置")
    assert "周文静已搁置这份草稿" in (await clerk.last())["text"]
    assert "已搁置" in (await clerk.says("通报 历史"))[0]


async def test_in_the_second_week_units_move_against_the_first(world: World) -> None:
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    assert "首次" in (await clerk.says("/rank"))[0]
    first = {s.unit: s.rank for s in (await snapshot(world)).scores if s.rank}

    slow = project(
        5, "赤水肉牛养殖项目", "南塬县", ("顾远山",), Stage.PRODUCING, 8_000, 8_000, liaison="江望"
    )
    park = project(
        6, "黄坡物流园项目", "南塬县", ("顾远山",), Stage.PRODUCING, 12_000, 12_000, liaison="江望"
    )
    await world.load(ledger(*PROJECTS[:4], slow, park, PROJECTS[6]))
    await world.at("2026-11-23 09:01")
    await closed_week(world, "2026-11-27 17:01")
    second = (await snapshot(world)).scores
    assert {s.unit: s.moved for s in second if s.rank} == {
        s.unit: first[s.unit] - s.rank for s in second if s.rank
    }
    south = next(s for s in second if s.unit == "南塬县")
    assert (south.rank, south.moved) == (1, first["南塬县"] - 1)
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    assert "〔2026〕2号" in (await clerk.last())["text"]
    assert f"↑{south.moved}" in (await clerk.says("/rank"))[0]
    heard = (await clerk.says("通报历史"))[0]
    assert "〔2026〕1号" in heard
    assert "〔2026〕2号" in heard


async def test_closing_by_hand_freezes_once_and_the_clock_does_not_do_it_again(world: World) -> None:
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await clerk.says("/round")
    await clerk.taps("结束本期")
    await clerk.taps("确认结束")
    assert "通报草稿" in text_of([m["text"] for m in await clerk.from_us()])
    await closed_week(world)

    def drafts(work: UnitOfWork) -> int:
        return len(work.bulletins.latest(None, 9))

    assert await world.product.desk.read(drafts) == 1


async def test_why_explains_a_score_line_by_line(world: World) -> None:
    clerk = await office_with_group(world)
    head = await world.person("钟毅", Role.UNIT, unit="东岭县")
    assert "还没有发布过排名" in (await head.says("为什么"))[0]
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    assert "还没有发布过排名" in (await head.says("/why"))[0]
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    # 东岭县: 1 of 2 begun; 10000 of 70000 万元 arrived; none due to produce yet
    heard = (await head.says("/why"))[0]
    assert "开工率（40分）＝ 已开工合同项目 ÷ 全部合同项目\n　1 ÷ 2 ＝ 50.0%，得20.00分" in heard
    assert "1亿元 ÷ 7亿元 ＝ 14.3%，得5.71分" in heard
    assert "投产率（20分）" in heard
    assert "（20.00 + 5.71）÷ 80 × 100 ＝ 32.14分" in heard
    assert "尚未计入：云杉数据中心项目" in heard
    assert "校验码" in heard
    await clerk.says("/why")
    await clerk.taps("西河县")
    assert "西河县" in (await clerk.last())["text"]
    assert "没有找到单位" in (await clerk.says("/why 月亮县"))[0]
