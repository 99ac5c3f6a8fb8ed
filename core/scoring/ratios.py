"""What each indicator counts: pure ratios over the projects of one unit (率的口径).

Each gives whole numbers above and below the line; points, caps and rounding are in
``core.scoring.score``. Sources are published rules and figures, reproduced in tests where they print both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import filterfalse
from operator import itemgetter
from typing import NamedTuple

from core.scoring.model import Fact, UnitFact
from core.scoring.schemes import ARRIVED, PRODUCING, STARTED

YI = 100_000_000
SIZES = ((50 * YI, 800), (10 * YI, 400), (5 * YI, 200), (YI, 100))
"""折算: a project of at least this total investment counts this many hundredths of a 重大项目."""


def _column(name: str) -> Callable[[Fact], int]:
    """Reads one column; ``filter`` and ``map`` with it are twice as fast as a loop, and there are many loops."""
    return itemgetter(Fact._fields.index(name))


is_contract, is_ended, is_started, is_producing, is_signed_now, is_in_stock, is_in_stats, is_building = map(
    _column,
    ("contract", "ended", "started", "producing", "signed_now", "in_stock", "in_stats", "building"),
)
total_of, arrived_of, year_in_of = map(_column, ("contract_yuan", "arrived_yuan", "year_in_yuan"))


class Part(NamedTuple):
    """A ratio and what it is made of: the projects below the line and those of them above it."""

    numerator: int
    denominator: int
    rows: Sequence[Fact] = ()
    counted: Sequence[Fact] = ()


class Own:
    """One unit's projects, sorted once for all indicators; excused ones are left out beforehand."""

    def __init__(self, unit: UnitFact, facts: Sequence[Fact]) -> None:
        self.unit, self.facts = unit, facts
        self.contracts = list(filter(is_contract, facts))

    @cached_property
    def standing(self) -> list[Fact]:
        """Contracts that have not ended."""
        return list(filterfalse(is_ended, self.contracts))

    @cached_property
    def started(self) -> list[Fact]:
        return list(filter(is_started, self.standing))

    @cached_property
    def producing(self) -> list[Fact]:
        return list(filter(is_producing, self.standing))

    @cached_property
    def signed_now(self) -> list[Fact]:
        return list(filter(is_signed_now, self.standing))


def signed_amount(own: Own) -> Part:
    """A1 签约额完成率 = total investment of this year's contracts ÷ the target due by now.

    A contract that has ended does not count as signed. Source: 当年省域外签约项目投资额/目标 (cnzsr.com 2501);
    序时目标 (cnzsr.com 5569).
    """
    return Part(_sum_of_contracts(own.signed_now), own.unit.signed_due or 0, own.signed_now, own.signed_now)


def major_projects(own: Own) -> Part:
    """A2 重大项目完成率 = this year's contracts by size ÷ the target due by now, both in hundredths.

    1–5亿 = 1, 5–10亿 = 2, 10–50亿 = 4, 50亿 and more = 8. Source: ratios of 延安 2017 and cnzsr.com 5569.
    """
    large = [f for f in own.signed_now if f.contract_yuan >= YI]
    return Part(sum([size_of(f.contract_yuan) for f in large]), own.unit.major_due or 0, large, large)


def size_of(total_yuan: int) -> int:
    """How many hundredths of a 重大项目 an investment counts; 0 below 1亿."""
    for least, hundredths in SIZES:
        if total_yuan >= least:
            return hundredths
    return 0


def kept_contracts(own: Own) -> Part:
    """B1 合同履约率 = (contracts − ended) ÷ contracts. Source: 渭南, (292−1)/292 (wnrd.gov.cn 715)."""
    return _counts(own.contracts, own.standing)


def started(own: Own) -> Part:
    """B2 开工率 = (在建+竣工+投产+停建) ÷ contracts; an ended one stays below the line.

    Source: 庆阳 46/56, 渭南 198/292, 兰洽会 907/1093, 六安's eight counties.
    """
    return _counts(own.contracts, own.started)


def arrived_this_year(own: Own) -> Part:
    """C1 到位资金完成率 = funds of contract projects arrived this year ÷ the target due by now.

    Source: 任务完成率 = 实到资金 ÷ 目标 (永嘉); 序时目标 (cnzsr.com 5569).
    """
    came = list(filter(year_in_of, own.contracts))
    return Part(sum(map(year_in_of, came)), own.unit.arrived_due or 0, came, came)


def arrived(own: Own) -> Part:
    """C2 资金到位率 = funds arrived in all ÷ total investment, of contracts that state one.

    Source: 兰州19届专场 429.21/1158.011, 兰洽会19届 2794.49/6129.09.
    """
    stated = list(filter(total_of, own.contracts))
    came = list(filter(arrived_of, stated))
    return Part(sum(map(arrived_of, came)), _sum_of_contracts(stated), stated, came)


def on_pace(own: Own) -> Part:
    """D1 在建项目达序时率 = projects on pace ÷ projects under construction that have a plan for the year.

    On pace: at least 95 % of the year's plan × 序时 has arrived. Source: our own; 60×完成/计划 (延安 2017).
    """
    planned = [f for f in filter(is_building, own.standing) if f.on_pace is not None]
    return _counts(planned, [f for f in planned if f.on_pace])


def producing(own: Own) -> Part:
    """D2 投产率 = producing ÷ contracts, not ended, that produce or whose planned production has come.

    Source: 建成(投产)/签约, 庆阳 23/56, 兰洽会19届 401/1093; those not yet due are left out.
    """
    return _counts([f for f in own.standing if f.producing or f.production_due], own.producing)


def in_stock(own: Own) -> Part:
    """E1 入库率 = entered ÷ started. Source: our own; no published formula was found."""
    return _counts(own.started, list(filter(is_in_stock, own.started)))


def in_statistics(own: Own) -> Part:
    """E2 纳统率 = in the statistics ÷ producing. Source: our own; no published formula was found."""
    return _counts(own.producing, list(filter(is_in_stats, own.producing)))


def answered_in_time(own: Own) -> Part:
    """F1 周报按时率 = answered in time ÷ asked. Weighs nothing unless an office decides otherwise."""
    return Part(own.unit.on_time or 0, own.unit.asked or 0)


def problems_solved(own: Own) -> Part:
    """F2 问题办结率 = closed within the time set ÷ problems whose time has come."""
    return Part(own.unit.problems_in_time or 0, own.unit.problems_due or 0)


def quality(own: Own) -> Part:
    """F3 数据质量 = (figures reported − figures sent back) ÷ figures reported."""
    reported = own.unit.reported or 0
    return Part(max(0, reported - (own.unit.sent_back or 0)), reported)


def _counts(rows: Sequence[Fact], counted: Sequence[Fact]) -> Part:
    return Part(len(counted), len(rows), rows, counted)


def _sum_of_contracts(facts: Sequence[Fact]) -> int:
    return sum(map(total_of, facts))


class Measure(StrEnum):
    """What stands above and below the line."""

    COUNT = "count"
    MONEY = "money"  # yuan
    HUNDREDTHS = "hundredths"


@dataclass(frozen=True, slots=True)
class Ratio:
    """``of_contracts``: contracts, or their money, are below the line; owing a target and having none scores 0.
    ``of_target``: the target due is below the line."""

    count: Callable[[Own], Part]
    measure: Measure = Measure.COUNT
    of_contracts: bool = False
    of_target: bool = False


RATIOS: Mapping[str, Ratio] = {
    "A1": Ratio(signed_amount, Measure.MONEY, of_target=True),
    "A2": Ratio(major_projects, Measure.HUNDREDTHS, of_target=True),
    "B1": Ratio(kept_contracts, of_contracts=True),
    "B2": Ratio(started, of_contracts=True),
    "C1": Ratio(arrived_this_year, Measure.MONEY, of_target=True),
    "C2": Ratio(arrived, Measure.MONEY, of_contracts=True),
    "D1": Ratio(on_pace),
    "D2": Ratio(producing),
    "E1": Ratio(in_stock),
    "E2": Ratio(in_statistics),
    "F1": Ratio(answered_in_time),
    "F2": Ratio(problems_solved),
    "F3": Ratio(quality),
    STARTED: Ratio(started, of_contracts=True),
    ARRIVED: Ratio(arrived, Measure.MONEY, of_contracts=True),
    PRODUCING: Ratio(producing),
}
