"""The schemes the product knows. A scheme is data: a new version is a new value, never an edit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.roster.model import UnitKind
from core.scoring.model import Extra, Indicator, Scheme

STARTED = "started"
ARRIVED = "arrived"
PRODUCING = "producing"

FIRST = Scheme(
    version="2026.1",
    name="三率考核",
    indicators=(
        Indicator(STARTED, "开工率", Decimal(40)),
        Indicator(ARRIVED, "资金到位率", Decimal(40)),
        Indicator(PRODUCING, "投产率", Decimal(20)),
    ),
)
"""开工率 = (在建+竣工+投产+停建)/合同项目, 终止 stays in the denominator; 资金到位率 = 累计到位/合同总投资;
投产率 = 已投产/到计划投产期的合同项目."""

FULL = Scheme(
    version="2026.2",
    name="综合考核",
    indicators=(
        Indicator("A1", "签约额完成率", Decimal(10)),
        Indicator("A2", "重大项目完成率", Decimal(5)),
        Indicator("B1", "合同履约率", Decimal(8)),
        Indicator("B2", "开工率", Decimal(19)),
        Indicator("C1", "到位资金完成率", Decimal(20)),
        Indicator("C2", "资金到位率", Decimal(12)),
        Indicator("D1", "在建项目达序时率", Decimal(6)),
        Indicator("D2", "投产率", Decimal(6)),
        Indicator("E1", "入库率", Decimal(5)),
        Indicator("E2", "纳统率", Decimal(3)),
        Indicator("F1", "周报按时率", Decimal(0)),
        Indicator("F2", "问题办结率", Decimal(4)),
        Indicator("F3", "数据质量", Decimal(2)),
    ),
    lists=(UnitKind.COUNTY, UnitKind.PARK, UnitKind.TOWN, UnitKind.DEPARTMENT),
    owing_scores_zero=True,
    bonus=(
        Extra("big_start", Decimal(1), Decimal(3)),
        Extra("top500", Decimal(1), Decimal(2)),
    ),
    deductions=(
        Extra("late_start", Decimal("0.5"), Decimal(3)),
        Extra("no_signing", Decimal(2), Decimal(2)),
        Extra("untrue", Decimal(2), None),
    ),
    bonus_cap=Decimal(5),
    deduction_cap=Decimal(10),
    breaks_ties=True,
)
"""招引15 · 落地27 · 资金32 · 投产12 · 纳统8 · 服务6. Landing first: "项目签约十个，不如落地开工一个". Chat behaviour
(F1) weighs nothing, and no office can weigh it (``core.scoring.weights``)."""

SCHEMES: Mapping[str, Scheme] = {scheme.version: scheme for scheme in (FIRST, FULL)}
"""Every version there ever was; one that was published is never taken out."""
