"""An invented town: three counties, three leaders, two liaisons, one site officer, seven projects."""

from __future__ import annotations

from datetime import date

from core.dates import one_day
from core.roster.ledger import Ledger, LedgerLeader, LedgerMeta, LedgerProject, LedgerTarget
from core.roster.model import Stage

WAN = 10_000
LEADERS = (
    LedgerLeader("林一航", "副市长"),
    LedgerLeader("沈青禾", "市委常委"),
    LedgerLeader("顾远山", "市政协主席"),
)
BOTTLES, DATA, HERBS, SOLAR = "青禾饮用水项目", "云杉数据中心项目", "远山中药材加工项目", "白石光伏组件项目"


def project(
    number: int,
    name: str,
    county: str,
    leaders: tuple[str, ...],
    stage: Stage,
    total: int,
    arrived: int,
    liaison: str = "苏小满",
    **more: object,
) -> LedgerProject:
    """A row with the columns the stories need; money in 万元."""
    return LedgerProject(
        row=number + 1,
        code=f"ZS-2026-{number:03d}",
        name=name,
        county=county,
        host=f"{county}政府",
        leaders=leaders,
        liaison=liaison,
        stage=stage,
        nature="意向" if stage is Stage.TALKS else "合同",
        total_yuan=total * WAN,
        total_in_yuan=arrived * WAN,
        plan_start_on=one_day(date(2026, 3, 1)),
        plan_production_on=one_day(date(2027, 6, 30)),
        **more,  # type: ignore[arg-type]  # columns by name
    )


PROJECTS = (
    project(1, BOTTLES, "东岭县", ("林一航",), Stage.BUILDING, 20_000, 9_000, site_officer="石大磊"),
    project(2, DATA, "东岭县", ("林一航",), Stage.SIGNED, 50_000, 1_000),
    project(3, HERBS, "西河县", ("林一航", "沈青禾"), Stage.FINISHED, 10_000, 8_000),
    project(4, SOLAR, "西河县", ("沈青禾",), Stage.PRODUCING, 30_000, 30_000, liaison="江望"),
    project(5, "赤水肉牛养殖项目", "南塬县", ("顾远山",), Stage.BUILDING, 8_000, 2_000, liaison="江望"),
    project(6, "黄坡物流园项目", "南塬县", ("顾远山",), Stage.PAUSED, 12_000, 3_000, liaison="江望"),
    project(7, "绿谷康养小镇项目", "北川县", ("顾远山",), Stage.TALKS, 60_000, 0, liaison="江望"),
)


def ledger(*projects: LedgerProject) -> Ledger:
    targets = tuple(
        LedgerTarget(c, 2026, 50_000 * WAN, 10_000 * WAN) for c in ("东岭县", "西河县", "南塬县", "北川县")
    )
    return Ledger(LedgerMeta("项目台账", (1,)), tuple(projects or PROJECTS), targets, LEADERS, ())
