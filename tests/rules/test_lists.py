"""Red and black list: rank alone puts nobody on either; too few to tell, excused and small lists are spared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from core.roster.model import UnitKind
from core.scoring.lists import Lists, lists_of
from core.scoring.model import Fact, Snapshot, UnitFact
from core.scoring.schemes import FULL
from core.scoring.score import score_units
from core.scoring.variants import with_weights
from core.scoring.weights import weights_of
from core.scoring.written import LATEST

YI = 100_000_000
COUNTY, PARK = UnitKind.COUNTY, UnitKind.PARK


def rows(unit_id: int, begun: int, of: int, **more: Any) -> list[Fact]:
    return [
        Fact(100 * unit_id + n, f"P{unit_id}-{n}", f"{unit_id}-{n}", unit_id, contract=True, started=n < begun,
             producing=False, production_due=False, ended=False, contract_yuan=YI, arrived_yuan=0)._replace(**more)
        for n in range(of)
    ]  # fmt: skip


def town(*arrived: int, kind: UnitKind = COUNTY, of: int = 8, first: int = 1, due: int = 100) -> Snapshot:
    """Units with so much of ``due`` arrived; the more of a unit's projects have begun, the better its place."""
    units, facts = [], []
    for number, came in enumerate(arrived, first):
        units.append(UnitFact(number, f"{number}号", kind, arrived_target=due, arrived_due=due))
        own = rows(number, len(arrived) + first - number, max(of, 1))
        facts += [own[0]._replace(year_in_yuan=came), *own[1:]][:of] if of else []
    return made(units, facts)


def made(units: list[UnitFact], facts: list[Fact]) -> Snapshot:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    scores = score_units(FULL, facts, units, {})
    return Snapshot(1, 1, "2026-W47", at, FULL, tuple(facts), scores, "", LATEST, tuple(units), date(2026, 11, 20))  # fmt: skip


def named(found: Lists) -> tuple[list[int], list[int], list[int]]:
    return tuple([e.score.unit_id for e in part] for part in (found.red, found.black, found.spared))  # type: ignore[return-value]  # three of them


EIGHT = (100,) * 8


@pytest.mark.parametrize(
    ("arrived", "red", "black"),
    [
        (EIGHT, [1, 2, 3], []),  # all have met it: the first three, and nobody is black
        ((99,) * 8, [], [7, 8]),  # nobody has: no red list, the last two of eight
        ((100, 99, 100, 100, 100, 100, 100, 100), [1, 3], []),  # missed and not among the last
        ((100, 100, 100, 100, 100, 100, 100, 99), [1, 2, 3], [8]),
        ((100, 100, 100, 99), [1], [4]),  # of four one is red and one black
        ((100, 100, 99), [1], []),  # of three nobody is black
        ((99,), [], []),
    ],
)
def test_target_and_place_decide_together(arrived: tuple[int, ...], red: list[int], black: list[int]) -> None:
    found = lists_of(town(*arrived))

    assert named(found)[:2] == (red, black)


def test_lists_are_of_one_kind_of_unit() -> None:
    """The last county is better than every park; each kind has its own lists."""
    counties, parks = town(*(99,) * 4), town(*(99,) * 4, kind=PARK, first=5)
    snapshot = made([*counties.units, *parks.units], [*counties.facts, *parks.facts])

    assert {s.rank for s in snapshot.scores if s.kind == PARK.value} == {1, 2, 3, 4}
    assert named(lists_of(snapshot))[1] == [4, 8]


def test_an_excuse_and_too_few_contracts_keep_off_the_black_list_and_are_said() -> None:
    snapshot = town(*(99,) * 8)
    excused = replace(snapshot.units[7], excuse="force_majeure")
    few = [f for f in snapshot.facts if f.unit_id != 7] + rows(7, 1, 2, year_in_yuan=10)
    found = lists_of(made([*snapshot.units[:7], excused], few))

    assert named(found) == ([], [], [8, 7])
    assert all(entry.target.numerator < entry.target.denominator for entry in found.spared)


def test_enough_contracts_are_enough_though_they_weigh_nothing() -> None:
    """An office may leave 开工率 out of its weights; how many contracts a unit has does not hang on that."""
    snapshot = town(*(99,) * 8)
    without = with_weights(FULL, weights_of(FULL) | {"B2": Decimal(0), "B1": Decimal(27)})
    scores = score_units(without, snapshot.facts, snapshot.units, {})

    assert named(lists_of(replace(snapshot, scheme=without, scores=scores)))[2] == []


def test_who_shares_the_last_place_shares_it() -> None:
    """Units 7 and 8 are alike in everything, and both are last."""
    snapshot = town(*(99,) * 8)
    alike = [f for f in snapshot.facts if f.unit_id != 8] + [
        f._replace(project_id=f.project_id + 100, unit_id=8) for f in snapshot.facts if f.unit_id == 7
    ]
    found = lists_of(made(list(snapshot.units), alike))

    assert [(e.score.rank, e.from_last) for e in found.black] == [(7, 1), (7, 1)]


def test_the_lines_that_cost_most_are_named() -> None:
    (entry,) = lists_of(town(100, 100, 100, 0)).black

    assert entry.lost[0].code == "C1"
    assert all(line.points is not None and line.points < line.weight for line in entry.lost)
    assert entry.lost[0].weight - (entry.lost[0].points or 0) >= Decimal(19)
