"""Who is drafted for two low quarters in a row, and above all who is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.scoring.accountability import DEFAULT, Quarter, Tally, drafts, low_in, upper_bound

Q1, Q2, Q3, Q4 = (Quarter(2026, number) for number in range(1, 5))
LOW, GOOD = Tally(1, 12), Tally(10, 12)
OTHERS = dict.fromkeys(range(10, 20), GOOD)


def named(*quarters: tuple[Quarter, Tally]) -> list[tuple[int, Quarter]]:
    return [(d.person_id, d.quarter) for d in drafts({q: {1: tally, **OTHERS} for q, tally in quarters})]


def test_two_neighbouring_low_quarters_make_a_draft() -> None:
    assert named((Q1, LOW), (Q2, LOW), (Q3, GOOD)) == [(1, Q2)]
    assert named((Q1, LOW), (Q2, LOW), (Q3, LOW)) == [(1, Q2), (1, Q3)]
    assert named((Quarter(2025, 4), LOW), (Q1, LOW)) == [(1, Q1)]


def test_one_quarter_or_two_apart_make_none() -> None:
    assert named((Q1, LOW)) == []
    assert named((Q1, LOW), (Q2, GOOD), (Q3, LOW)) == []
    assert named((Q1, LOW), (Q3, LOW)) == []


@pytest.mark.parametrize(
    ("tally", "low"),
    [
        (Tally(0, 5), False),  # too few project-months
        (Tally(2, 6), True),
        (Tally(3, 6), False),  # below the target, but it may be chance
        (Tally(5, 12), True),
        (Tally(6, 12), False),
        (Tally(12, 24), False),
        (Tally(11, 24), True),
        (Tally(60, 100), False),  # the target itself
    ],
)
def test_what_is_low_in_one_quarter(tally: Tally, low: bool) -> None:
    assert (1 in low_in({1: tally, **OTHERS})) == low


def test_only_the_last_three_are_looked_at_and_who_shares_the_last_place_is_among_them() -> None:
    worst = {n: Tally(n, 24) for n in (1, 2, 3, 4)}
    assert low_in({**worst, **OTHERS}) == {1, 2, 3}
    assert low_in({**worst, 5: Tally(3, 24), **OTHERS}) == {1, 2, 3, 5}


def test_one_project_leaders_take_no_place_among_the_last() -> None:
    """Whoever cannot be judged does not shield those who can."""
    small = {n: Tally(0, 3) for n in range(50, 55)}
    assert low_in({1: LOW, **small, **OTHERS}) == {1}


def test_both_quarters_together_must_leave_less_doubt() -> None:
    twice = Tally(2, 6)
    assert 1 in low_in({1: twice, **OTHERS})
    assert upper_bound(4, 12, DEFAULT.z_together) >= DEFAULT.target
    assert named((Q1, twice), (Q2, twice)) == []
    assert named((Q1, twice), (Q2, Tally(1, 6))) == [(1, Q2)]


def test_the_bound_is_wilsons() -> None:
    """By hand: 2 of 6 at 90 %: (1/3 + 0.1369 + 1.2816 × 0.2201) ÷ 1.2737."""
    assert upper_bound(2, 6, DEFAULT.z).quantize(Decimal("0.001")) == Decimal("0.591")
    assert upper_bound(6, 6, DEFAULT.z) == 1
