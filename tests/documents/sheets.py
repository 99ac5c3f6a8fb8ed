"""Pictures besides the ranking, of invented projects, people and periods."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from core.dates import month, one_day
from core.problems.model import Category, Problem, ProblemState
from core.roster.lights import causes, light, next_node
from core.roster.model import FieldChange, Project, Stage
from core.scoring.model import UnitScore
from core.texts.lamps import Lit
from core.texts.own_sheet import own_sheet
from core.texts.project_sheet import project_sheet
from core.texts.sheets import Drawing
from core.texts.town_sheets import Past, funnel, lists, trend
from tests.documents.issues import CALENDAR, issue

TODAY = date(2026, 11, 20)
ISSUER = "样例市招商引资工作领导小组办公室"
WAN = 10_000
PROJECT = Project(
    7, "QH-2026-0007", "样例新能源电池隔膜生产基地及配套研发中心项目（二期）", "样例新材料股份有限公司", county_id=1, host_id=2,
    nature="合同", stage=Stage.BUILDING, total_yuan=120_000 * WAN, year_in_yuan=18_600 * WAN,
    total_in_yuan=46_500 * WAN, signed_on=one_day(date(2025, 6, 18)), plan_start_on=month(2025, 10),
    real_start_on=one_day(date(2025, 11, 3)), plan_production_on=one_day(date(2026, 9, 30)), in_stock=True,
    stocked_on=month(2026, 1), details={"主体封顶时间": "2026年6月20日", "竣工计划": "2026年8月31日"},
)  # fmt: skip


def lit(project: Project) -> Lit:
    return Lit(light(project, TODAY), causes(project, TODAY), None, next_node(project, TODAY))


def problem(number: int, text: str) -> Problem:
    return Problem(number, 7, Category.LAND, text, ProblemState.OPEN, datetime(2026, 10, 1, tzinfo=UTC), department="市自然资源局")  # fmt: skip


def of_project(project: Project = PROJECT, changes: int = 8, name: str = "") -> Drawing:
    moment, sums = datetime(2026, 1, 9, 2, tzinfo=UTC), [18_000 + 4_000 * n - 250 * n * n // 2 for n in range(changes + 1)]  # fmt: skip
    known = [
        FieldChange(
            "total_in_yuan", f"{sums[n]}万元", f"{sums[n + 1]}万元", 1, moment + timedelta(days=31 * n)
        )
        for n in range(changes)
    ]
    people = {"leader": ["林一航", "沈青禾"], "liaison": ["苏小满"], "site": []}
    stuck = [problem(1, "林地手续未批，影响二标段进场"), problem(2, "#panic(1) $x$ 供电专线路由未定")]
    shown = replace(project, name=name or project.name)
    return project_sheet(shown, lit(shown), people, ("青禾县", "市工信局"), stuck if changes else [], known[::-1], TODAY, CALENDAR)  # fmt: skip


def of_leader(number: int) -> Drawing:
    chance = random.Random(number)
    rows = []
    for n in range(number):
        one = replace(
            PROJECT, id=n, code=f"QH-2026-{n:04d}", name=f"样例产业园{n + 1}号项目", stage=chance.choice(list(Stage)),
            plan_production_on=one_day(date(2026, 3, 1) + timedelta(days=chance.randint(0, 500))),
            total_in_yuan=chance.randint(0, 120_000) * WAN, real_production_on=None,
        )  # fmt: skip
        rows.append((one, light(one, TODAY), next_node(one, TODAY), chance.randint(0, 2), None))
    return own_sheet("林一航", "市委常委、副市长", rows, TODAY)


def periods(units: int, number: int) -> list[Past]:
    """The same units every week, in an order that changes."""
    chance = random.Random(units)
    scores = issue(units).snapshot.scores
    found = []
    for n in range(number):
        order = sorted(scores, key=lambda one: (one.rank or 0) + chance.random() * 6)
        ranked = [_placed(one, place, 92 - place * 55 / units) for place, one in enumerate(order, 1)]
        at = datetime(2026, 9, 4, 9, 1, tzinfo=UTC) + timedelta(days=7 * n)
        found.append(Past(at, f"2026-W{36 + n}", tuple(ranked)))
    return found


def _placed(score: UnitScore, place: int, total: float) -> UnitScore:
    return replace(score, rank=place, total=Decimal(f"{total:.2f}"), kind="")


SHEETS = {
    "project": of_project(),
    "project without a past": of_project(
        Project(8, "QH-2026-0008", "样例康养小镇项目", stage=Stage.TALKS), 0
    ),
    "project stopped": of_project(replace(PROJECT, stage=Stage.PAUSED), 30),
    "leader of twelve": of_leader(12),
    "leader of seventy": of_leader(70),
    "leader of none": of_leader(0),
    "funnel": funnel(issue(8).snapshot, ISSUER, CALENDAR),
    "empty funnel": funnel(issue(0).snapshot, ISSUER, CALENDAR),
    "trend": trend(periods(8, 12), [3], ISSUER, CALENDAR),
    "trend of forty": trend(periods(40, 12), [], ISSUER, CALENDAR),
    "first trend": trend(periods(5, 1), [2], ISSUER, CALENDAR),
    "lists": lists(issue(8), ISSUER, CALENDAR),
    "empty lists": lists(issue(0), ISSUER, CALENDAR),
}
