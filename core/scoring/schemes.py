"""The scheme the product starts with. A scheme is data: a new version is a new value, never an edit."""

from __future__ import annotations

from decimal import Decimal

from core.scoring.model import Indicator, Scheme

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
