"""Two low quarters in a row: a draft for people to judge, a chain of their steps, and a way out; nobody else hears."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Light
from core.rounds.model import RoundState
from core.scoring.freeze import freeze
from core.scoring.low_quarters import LOOKED
from core.scoring.model import Fact, Snapshot, UnitFact
from core.scoring.schemes import FIRST
from core.scoring.score import score_units
from core.scoring.written import LATEST
from tests.stories.world import Someone, World

SLOW, QUICK = "东岭县", ("西河县", "南塬县", "北川县")
PROJECTS = 4


def months_go_by(work: UnitOfWork) -> None:
    """Frozen results of April to September: of 东岭县's four projects one is on schedule, elsewhere all are; the
    fourth of 东岭县 is excused, and so in no tally."""
    (cadence,) = work.rounds.cadences()[:1]
    units = tuple(UnitFact(u.id, u.name, u.kind) for u in work.projects.units())
    ids = {unit.name: unit.id for unit in units}
    for month in range(4, 10):
        at = datetime(2026, month, 25, 9, tzinfo=UTC)
        round_ = work.rounds.open(cadence, f"2026-W{4 * month}", RoundState.CLOSED, at, at, None)
        assert round_
        facts = tuple(
            fact(100 * ids[name] + n, name, ids[name], n) for name in (SLOW, *QUICK) for n in range(PROJECTS)
        )
        scores = score_units(FIRST, facts, units, {})
        freeze(
            work,
            Snapshot(
                0,
                round_.id,
                round_.period,
                at,
                FIRST,
                facts,
                scores,
                "",
                LATEST,
                units,
                date(2026, month, 25),
            ),
            None,
            at,
        )
    work.settings.set(LOOKED, "")


def fact(number: int, county: str, unit_id: int, n: int) -> Fact:
    late = county == SLOW and n > 0
    row = Fact(number, f"ZS-{number}", f"{county}{n}号项目", unit_id, True, True, False, False, False, 10, 5)
    light = Light.RED if late else Light.GREEN
    return row._replace(
        light=light.value, overdue=100 if late else 0, excuse="postponed" if late and n == 3 else ""
    )


async def test_a_draft_with_evidence_a_chain_of_steps_and_a_way_out(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    inspector = await world.person("韩梅", Role.INSPECTOR)
    head = await world.person("钟毅", Role.UNIT, unit="东岭县政府")
    seen = len(await head.from_us())
    await world.product.desk.run(months_go_by)
    await world.at("2026-11-16 08:45")

    assert "连续靠后，已草拟1件" in "".join(m["text"] for m in await clerk.from_us())
    assert "东岭县　2026年第3季度　草拟" in (await inspector.says("问责"))[0]
    await inspector.taps("东岭县")
    shown = (await inspector.last())["text"]
    assert "2026年第2季度：按序时推进3/9个项目月（33.3%，标准60.0%）" in shown
    assert shown.index("1个项目始终按序时推进：东岭县0号项目") < shown.index("2026年第2季度")  # praise first
    await inspector.taps("证据材料")
    pack = (await inspector.last())["text"]
    assert pack.index("先看成绩") < pack.index("2026年第2季度")
    assert "2026-04　东岭县1号项目　红灯，逾期100天" in pack
    assert "校验码" in pack
    assert "东岭县3号项目　红灯，逾期100天（暂缓，不计）" in pack
    await inspector.taps("启动", on="草拟")
    await the_chain(world, clerk, inspector)
    assert len(await head.from_us()) == seen  # nothing reaches anybody concerned


async def the_chain(world: World, clerk: Someone, inspector: Someone) -> None:
    """A talk before any notice is kept, and what was passed over is shown; then the promise, its day, the repair."""
    await inspector.taps("参考稿（先肯定后指出）")
    letter = (await inspector.last())["text"]
    assert "首先肯定东岭县的工作：\n　• 1个项目始终按序时推进：东岭县0号项目" in letter
    assert letter.index("首先肯定") < letter.index("请说明上述项目滞后的原因")
    await inspector.taps("记录约谈")
    await inspector.taps("分管领导约谈")
    await inspector.says("11月16日谈了，记得不全。")
    shown = (await inspector.says("11月16日，分管副市长约谈东岭县主要负责人，指出三个项目滞后。"))[0]
    assert "拟记录【约谈】分管领导约谈，经办人韩梅" in shown  # nothing is on file yet
    assert "缺" not in (await clerk.says("/accountability"))[0]
    await inspector.taps("确认记录", on="指出三个项目滞后")
    assert "请先写复查日期" in (await inspector.says("尽快整改"))[0]
    await inspector.says("2026-11-18 年底前两个项目复工")
    case = (await inspector.last())["text"]
    assert "缺少环节：通报" in case
    assert "【约谈】分管领导约谈　2026-11-16　韩梅" in case
    assert "承诺：年底前两个项目复工（2026-11-18复查）" in case
    await clerk.says("/accountability")
    assert "（缺：通报）" in (await clerk.last())["text"]
    await world.at("2026-11-18 08:40")
    assert "今天（2026-11-18）应复查" in "".join(m["text"] for m in await clerk.from_us())
    await clerk.taps("查看并记录整改")
    await clerk.taps("记录整改到位")
    await clerk.says("两个项目均已复工，督查室现场核实。")
    await clerk.taps("确认记录")
    await clerk.taps("解除", on="整改到位")
    await clerk.says("整改到位，予以解除。")
    await clerk.taps("不记录")
    await clerk.taps("解除", on="整改到位")
    await clerk.says("整改到位，予以解除。")
    await clerk.taps("确认记录")
    assert "状态：已解除" in (await clerk.last())["text"]
    assert "目前没有草拟或进行中的事项" in (await clerk.says("问责"))[0]
    await clerk.says("问责 西河县 零签约且多次督办未改")
    await clerk.taps("不启动", on="零签约")
    assert "请写清理由" in (await clerk.says("不"))[0]
    await clerk.says("经核实系统计口径问题")
    assert "状态：不启动" in (await clerk.last())["text"]
