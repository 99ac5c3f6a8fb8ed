"""The rates that public reports print, from the counts that they print, by our own ratio functions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from core.roster.model import UnitKind
from core.scoring import ratios
from core.scoring.model import Fact, UnitFact
from core.scoring.ratios import Own, Part

UNIT = UnitFact(1, "某市", UnitKind.COUNTY)
YI = Decimal(100_000_000)


def contract(number: int, **more: Any) -> Fact:
    plain = Fact(number, str(number), str(number), 1, contract=True, started=False, producing=False,
                 production_due=False, ended=False, contract_yuan=0, arrived_yuan=0)  # fmt: skip
    return plain._replace(**more)


def counted(done: int, of: int, **success: bool) -> Own:
    """``done`` of ``of`` contract projects are what ``success`` says."""
    return Own(UNIT, [contract(i, **(success if i < done else {})) for i in range(of)])


def money(came: str, of: str) -> Own:
    """One contract project with these sums, in 亿元."""
    return Own(UNIT, [contract(1, contract_yuan=int(Decimal(of) * YI), arrived_yuan=int(Decimal(came) * YI))])


def started(done: int, of: int) -> Own:
    return counted(done, of, started=True)


def producing(done: int, of: int) -> Own:
    """All are due: the reports divide by every contract."""
    return Own(UNIT, [contract(i, producing=i < done, production_due=True) for i in range(of)])


def kept(ended: int, of: int) -> Own:
    return counted(ended, of, ended=True)


PUBLISHED: list[tuple[str, Callable[[Own], Part], Own, str]] = [
    ("庆阳 开工率", ratios.started, started(46, 56), "82.14"),
    ("渭南 开工率", ratios.started, started(198, 292), "67.8"),
    ("兰洽会19届 开工率", ratios.started, started(907, 1093), "82.98"),
    ("兰洽会20届 开工率", ratios.started, started(1002, 1299), "77.14"),
    ("六安舒城 开工率", ratios.started, started(39, 52), "75.0"),
    ("六安金安 开工率", ratios.started, started(43, 46), "93.5"),
    ("六安叶集 开工率", ratios.started, started(17, 19), "89.5"),
    ("六安市开发区 开工率", ratios.started, started(34, 39), "87.2"),
    ("六安霍邱 开工率", ratios.started, started(45, 52), "86.5"),
    ("六安裕安 开工率", ratios.started, started(37, 44), "84.1"),
    ("六安金寨 开工率", ratios.started, started(36, 47), "76.6"),
    ("六安霍山 开工率", ratios.started, started(34, 45), "75.6"),
    ("庆阳 投产率", ratios.producing, producing(23, 56), "41"),
    ("兰洽会19届 投产率", ratios.producing, producing(401, 1093), "36.69"),
    ("兰州19届专场 资金到位率", ratios.arrived, money("429.21", "1158.011"), "37.06"),
    ("兰洽会19届 资金到位率", ratios.arrived, money("2794.49", "6129.09"), "45.59"),
]

DIFFERENT: list[tuple[str, Callable[[Own], Part], Own, str, str]] = [
    ("兰洽会21届 资金到位率", ratios.arrived, money("881.4", "6793.18"), "12.64", "12.97"),
    ("渭南 履约率", ratios.kept_contracts, kept(1, 292), "99.65", "99.66"),
]
"""Two that the pages print otherwise than their own figures give: the first a slip, the second cut off."""


def per_cent(part: Part, like: str, rounding: str = ROUND_HALF_UP) -> str:
    """With as many places as ``like``."""
    places = Decimal(1).scaleb(-len(like.partition(".")[2]))
    return str((Decimal(part.numerator) * 100 / Decimal(part.denominator)).quantize(places, rounding))


@pytest.mark.parametrize(
    ("rate", "own", "printed"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED]
)
def test_a_published_rate_is_reproduced(rate: Callable[[Own], Part], own: Own, printed: str) -> None:
    assert per_cent(rate(own), printed) == printed


@pytest.mark.parametrize(("rate", "own", "printed", "ours"), [row[1:] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])  # fmt: skip
def test_two_published_rates_do_not_follow_from_their_own_figures(
    rate: Callable[[Own], Part], own: Own, printed: str, ours: str
) -> None:
    assert per_cent(rate(own), printed) == ours != printed


def test_weinan_cut_its_rate_off() -> None:
    assert per_cent(ratios.kept_contracts(kept(1, 292)), "99.65", ROUND_DOWN) == "99.65"


def test_an_ended_contract_stays_below_the_line() -> None:
    """开工率: 终止 stays in the denominator. 履约率: it is what is subtracted."""
    facts = [contract(1, started=True), contract(2, ended=True), contract(3)]

    assert ratios.started(Own(UNIT, facts))[:2] == (1, 3)
    assert ratios.kept_contracts(Own(UNIT, facts))[:2] == (2, 3)


@pytest.mark.parametrize(
    ("yi", "hundredths"),
    [
        ("0.99", 0),
        ("1", 100),
        ("4.99", 100),
        ("5", 200),
        ("10", 400),
        ("49.99", 400),
        ("50", 800),
    ],
)
def test_large_projects_count_by_size(yi: str, hundredths: int) -> None:
    assert ratios.size_of(int(Decimal(yi) * YI)) == hundredths
