"""How much of a year's target is due by a day; what counts as this year, as late, as on pace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import month, months_before, one_day, whole_year
from core.roster.model import Project, Stage, Target, Unit, UnitKind
from core.scoring.facts import facts_of
from core.scoring.model import Fact, Pace, UnitFact
from core.scoring.pace import due_by_table, due_part
from core.scoring.targets import MonthTarget
from core.scoring.unit_facts import unit_facts

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "pace", "due"),
    [
        (date(2026, 1, 1), Pace.MONTH, 100),
        (date(2026, 11, 20), Pace.MONTH, 1100),
        (date(2026, 12, 1), Pace.MONTH, 1200),
        (date(2026, 1, 1), Pace.DAY, 3),  # 1200 ÷ 365 = 3.29
        (date(2026, 12, 31), Pace.DAY, 1200),
        (date(2028, 12, 31), Pace.DAY, 1200),  # a leap year has 366
        (date(2028, 2, 29), Pace.DAY, 197),  # 1200 × 60 ÷ 366 = 196.7
    ],
)
def test_an_even_division_of_the_year(day: date, pace: Pace, due: int) -> None:
    assert due_part(1200, day, pace) == due


@given(st.integers(0, 10**13), st.dates(date(2020, 1, 1), date(2031, 12, 30)), st.sampled_from(Pace))
def test_what_is_due_grows_to_the_whole_and_not_beyond(target: int, day: date, pace: Pace) -> None:
    assert 0 <= due_part(target, day, pace) <= target
    assert due_part(target, date(day.year, 12, 31), pace) == target


def test_a_table_of_months_goes_before_an_even_division() -> None:
    table = [MonthTarget(2026, 1, 3, None, 500, 150), MonthTarget(2026, 1, 12, 700, 400, None)]
    (unit,) = unit_facts(
        [Unit(1, "东岭县", UnitKind.COUNTY)], [Target(1, 2026, 1200, None)], table, TODAY, Pace.MONTH
    )

    assert (unit.signed_target, unit.signed_due) == (1200, 0)  # all of it in December
    assert (unit.arrived_target, unit.arrived_due) == (900, 500)  # the year's target is their sum
    assert (unit.major_target, unit.major_due) == (150, 150)
    assert due_by_table({1: 5, 11: 7, 12: 9}, TODAY) == 12


def test_no_target_is_none_and_so_is_nought() -> None:
    units = [Unit(1, "甲县", UnitKind.COUNTY), Unit(2, "乙县", UnitKind.COUNTY)]
    made = unit_facts(units, [Target(2, 2026, 0, 0)], [], TODAY, Pace.MONTH)

    assert made == (UnitFact(1, "甲县", UnitKind.COUNTY), UnitFact(2, "乙县", UnitKind.COUNTY))
    assert not any(unit.has_task for unit in made)


def fact(**more: Any) -> Fact:
    (made,) = facts_of([Project(1, "P1", "项目", county_id=1, nature="合同", **more)], TODAY)
    return made


def test_half_a_year_after_signing_counts_from_the_last_possible_day() -> None:
    assert fact(stage=Stage.SIGNED, signed_on=one_day(date(2026, 5, 20))).late_start
    assert not fact(stage=Stage.SIGNED, signed_on=one_day(date(2026, 5, 21))).late_start
    assert not fact(stage=Stage.SIGNED, signed_on=month(2026, 5)).late_start  # perhaps the 31st
    assert not fact(stage=Stage.BUILDING, signed_on=one_day(date(2024, 1, 1))).late_start
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)


def test_this_year_is_known_or_it_does_not_count() -> None:
    assert fact(signed_on=month(2026, 11)).signed_now
    assert fact(signed_on=whole_year(2026)).signed_now
    assert not fact(signed_on=one_day(date(2026, 12, 1))).signed_now  # a plan
    assert not fact(signed_on=one_day(date(2025, 12, 31))).signed_now


def test_on_pace_is_95_per_cent_of_the_plan_due() -> None:
    """Plan 1200, by November 1100 is due, 95 % of that is 1045."""
    assert fact(year_plan_yuan=1200, year_in_yuan=1045).on_pace
    assert fact(year_plan_yuan=1200, year_in_yuan=1044).on_pace is False
    assert fact(year_in_yuan=9999).on_pace is None  # no plan: not known


def test_what_the_ledger_does_not_say_is_not_invented() -> None:
    assert fact().top500 is None
    assert fact(details={"top500": "否"}).top500 is False
    assert fact(details={"top500": "是"}).top500 is True
