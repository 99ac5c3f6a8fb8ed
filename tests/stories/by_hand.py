"""Scores computed a second way, from the workbook as a clerk would with a calculator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from openpyxl import load_workbook

from tests.stories.office_books import CLEAN

TODAY = date(2026, 11, 20)
Row = Mapping[str, object]
BEGUN = {"在建", "竣工待投产", "已投产", "停建"}
YI = Decimal(10_000)  # the workbook counts in 万元


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def number(row: Row, header: str) -> Decimal:
    return Decimal(str(row[header] or 0))


def day(row: Row, header: str) -> date | None:
    value = row[header]
    return (
        value.date()
        if isinstance(value, datetime)
        else date.fromisoformat(str(value)[:10])
        if value
        else None
    )


def in_2026(row: Row, header: str) -> bool:
    on = day(row, header)
    return on is not None and date(2026, 1, 1) <= on <= TODAY


def targets() -> dict[str, tuple[Decimal, Decimal]]:
    sheet = load_workbook(CLEAN, data_only=True)["年度任务"]
    return {
        str(name): (Decimal(str(signed)), Decimal(str(arrived)))
        for name, signed, arrived, _ in sheet.iter_rows(min_row=2, values_only=True)
    }


def by_hand(rows: list[Row], signed_target: Decimal, arrived_target: Decimal) -> Decimal | None:
    """One county's total under the full scheme, written down from the published table without our code."""
    contracts = [r for r in rows if r["签约性质"] == "合同"]
    standing = [r for r in contracts if r["项目阶段"] != "终止"]
    begun = [r for r in standing if r["项目阶段"] in BEGUN]
    signed = [r for r in standing if in_2026(r, "签约时间")]
    building = [r for r in standing if r["项目阶段"] == "在建" and r["年度计划投资(万元)"]]
    on_pace = [
        r
        for r in building
        if number(r, "本年到位资金(万元)") / number(r, "年度计划投资(万元)") >= Decimal("0.95") * 11 / 12
    ]
    producing = [r for r in standing if r["项目阶段"] == "已投产"]
    due = [r for r in standing if r in producing or ((on := day(r, "计划投产时间")) and on <= TODAY)]
    share = Decimal(11) / 12

    def total(of: list[Row], header: str) -> Decimal:
        return sum((number(r, header) for r in of), Decimal(0))

    def count(of: list[Row], header: str) -> Decimal:
        return Decimal(sum(r[header] == "是" for r in of))

    parts = [
        (10, total(signed, "总投资(万元)"), signed_target * share),
        (8, Decimal(len(standing)), Decimal(len(contracts))),
        (19, Decimal(len(begun)), Decimal(len(contracts))),
        (20, total(contracts, "本年到位资金(万元)"), arrived_target * share),
        (12, total(contracts, "累计到位资金(万元)"), total(contracts, "总投资(万元)")),
        (6, Decimal(len(on_pace)), Decimal(len(building))),
        (6, Decimal(len(producing)), Decimal(len(due))),
        (5, count(begun, "是否入库"), Decimal(len(begun))),
        (3, count(producing, "是否纳统"), Decimal(len(producing))),
    ]  # fmt: skip
    weight = sum(w for w, _, d in parts if d)
    if weight < 60:
        return None
    points = sum((cents(w * min(Decimal(1), n / d)) for w, n, d in parts if d), Decimal(0))
    bonus = min(3, sum(in_2026(r, "实际开工时间") and number(r, "总投资(万元)") >= 10 * YI for r in begun))
    bonus += min(2, sum(r["是否三类500强"] == "是" for r in signed))
    late = sum(
        r["项目阶段"] not in BEGUN and (on := day(r, "签约时间")) is not None and on <= date(2026, 5, 20)
        for r in standing
    )
    taken = min(Decimal(3), late * Decimal("0.5"))
    if (signed_target or arrived_target) and not signed:
        taken += 2
    return cents(max(Decimal(0), cents(points * 100 / weight) + bonus - taken))
