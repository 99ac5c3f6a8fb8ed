"""A published issue was wrong: a new numbered one says so and what is right; the old one stays to the byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from core.bulletins.model import Bulletin
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import FieldChange
from core.scoring.freeze import scored_again
from core.scoring.model import Snapshot
from core.scoring.written import is_whole
from tests.stories.test_rights import publish
from tests.stories.town import WAN
from tests.stories.world import Someone, World

STAGE = "云杉数据中心项目：项目阶段 签约待开工 → 在建"
MONEY = "赤水肉牛养殖项目：累计到位资金 2000万元 → 2600万元"


def frozen(work: UnitOfWork) -> tuple[Bulletin, Snapshot, Snapshot, Snapshot | None]:
    """The first issue, its snapshot, the newest snapshot, and the second edition."""
    first = work.bulletins.get(1)
    newest = work.bulletins.last_snapshot()
    assert newest
    old = work.bulletins.snapshot(first.snapshot_id)
    return first, old, newest, work.bulletins.snapshot_of(old.round_id, 2)


async def test_a_correction_is_a_new_issue_and_the_old_one_stays(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await publish(world, clerk)
    first, old, _, none = await world.product.desk.read(frozen)
    assert none is None

    last = (await clerk.last())["message_id"]
    await is_corrected(world, clerk, last)
    posted = [m for m in await world.in_group("招商工作群") if m and "更正通报" in m]
    assert "〔2026〕2号" in posted[0]
    assert "（2026年第47周）〔2026〕1号》中的数据有误" in posted[0]
    assert "更正原因：开工时间漏记" in posted[0]
    again, kept, newest, second = await world.product.desk.read(frozen)
    assert (again, kept) == (first, old)
    assert second == newest
    assert (newest.edition, newest.signed.name if newest.signed else "") == (2, "周文静")
    assert [r.reason for r in newest.rulings] == ["开工时间漏记，施工许可证为10月28日"] * 2
    assert [r.change for r in newest.rulings] == [STAGE, MONEY]
    assert f"共2处\n1. {STAGE}\n2. {MONEY}\n更正原因" in posted[0]
    assert newest.scores != old.scores
    assert newest.scores == scored_again(newest)
    assert is_whole(newest)
    assert newest.taken_at == old.taken_at
    differing = [a.name for a, b in zip(old.facts, newest.facts, strict=True) if a != b]
    assert differing == ["云杉数据中心项目", "赤水肉牛养殖项目"]

    await clerk.press(last, data="1:bs:1", stale=True)
    assert "本期已由以下通报更正：" in (await clerk.last())["text"]
    toast = await clerk.press(last, data="1:ub:1", stale=True)
    assert "已有更正通报" in toast + (await clerk.last())["text"]
    await clerk.press(last, data="1:bs:2", stale=True)
    assert "本期更正了：" in (await clerk.last())["text"]
    stage = await world.product.desk.read(lambda work: work.projects.get(2).stage)
    assert stage == "在建"  # the ledger still said what was frozen, so it follows
    arrived = await world.product.desk.read(lambda work: work.projects.get(5).total_in_yuan)
    assert arrived == 3_100 * WAN  # what the ledger has learnt since stays


def money_arrives(work: UnitOfWork) -> None:
    """The ledger learns of money after the cut-off: an old value is what was frozen, not what it says now."""
    project = work.projects.get(5)
    found = (FieldChange("total_in_yuan", "2000万元", "3100万元"),)
    work.projects.change(
        replace(project, total_in_yuan=3_100 * WAN), found, 1, datetime(2026, 11, 20, 10, tzinfo=UTC)
    )


async def is_corrected(world: World, clerk: Someone, last: int) -> None:
    """What is wrong, one thing after another, what is named by mistake left out; then why, once. Approved like any
    other."""
    await world.product.desk.run(money_arrives)
    await clerk.press(last, data="1:bs:1", stale=True)
    await clerk.taps("更正")
    await clerk.says("云杉数据中心项目")
    await clerk.taps("项目阶段")
    await clerk.taps("在建")
    asked = (await clerk.last())["text"]
    assert f"更正内容：{STAGE}" in asked
    assert "• 东岭县：" in asked
    assert "请写清理由" in (await clerk.says("错了"))[0]
    await clerk.press(last, data="1:uv:1:2:4:BUILDING", stale=True)  # said again: still one
    await clerk.taps("再更正一处")
    assert "已列1处" in (await clerk.last())["text"]
    assert "南塬县的任务" in (await clerk.says("南塬县"))[0]
    await clerk.taps("撤去最后一处")
    assert "南塬县的任务" not in (await clerk.last())["text"]
    await clerk.taps("再更正一处")
    await clerk.says("赤水肉牛养殖项目")
    await clerk.taps("累计到位资金")
    asked = (await clerk.says("2600万"))[0]
    assert f"共2处\n1. {STAGE}\n2. {MONEY}" in asked
    assert ("• 东岭县：" in asked, "• 南塬县：" in asked) == (True, True)
    assert "已起草" in (await clerk.says("开工时间漏记，施工许可证为10月28日"))[0]
    await world.forward(seconds=30)
    await clerk.taps("审发", on="更正通报")
    await clerk.taps("确认发布")
    await world.forward(seconds=30)
