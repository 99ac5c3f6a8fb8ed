"""What a figure is written as, what confirming it changes, and what about it is odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import PartialDate, half_year, month, one_day, quarter, whole_year, xun
from core.figures.effects import Ground, applied, changes
from core.figures.fields import DATES, MONEY, NOTED, SUMS, Value, held, parsed, typed, written
from core.figures.model import Field
from core.figures.plausible import Oddity, oddities
from core.roster.model import Project, Stage

WAN = 10_000
TODAY = date(2026, 11, 18)
DAY = one_day(date(2026, 11, 17))
PROJECT = Project(
    1, "ZS-1", "青禾饮用水项目", stage=Stage.BUILDING, total_yuan=20_000 * WAN, total_in_yuan=9_000 * WAN,
    year_in_yuan=4_000 * WAN, month_in_yuan=500 * WAN, fixed_yuan=6_000 * WAN, percent=40,
)  # fmt: skip
KNOWN = Ground(TODAY, month_on=date(2026, 11, 3), year_on=date(2026, 11, 3))
SAMPLES: dict[Field, Value] = {
    **dict.fromkeys(MONEY, 100 * WAN),
    **dict.fromkeys(DATES, DAY),
    Field.PERCENT: 65,
    Field.STAGE: Stage.PRODUCING,
}


def days() -> st.SearchStrategy[PartialDate]:
    years, months = st.integers(2015, 2035), st.integers(1, 12)
    return st.one_of(
        st.dates(date(2015, 1, 1), date(2035, 12, 31)).map(one_day),
        st.builds(xun, years, months, st.integers(1, 3)),
        st.builds(month, years, months),
        st.builds(quarter, years, st.integers(1, 4)),
        st.builds(half_year, years, st.integers(1, 2)),
        st.builds(whole_year, years),
    )


def values(field: Field) -> st.SearchStrategy[Value]:
    if field in MONEY:
        return st.integers(0, 10**14)
    if field in DATES:
        return days()
    return st.integers(0, 100) if field is Field.PERCENT else st.sampled_from(Stage)


@given(st.data())
def test_what_is_written_reads_back(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(Field))
    value = data.draw(values(field))

    assert parsed(field, written(value)) == value


@given(st.data())
def test_the_ledger_holds_what_was_confirmed(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([f for f in Field if f is not Field.WEEK_IN]))
    value = data.draw(values(field))

    assert held(applied(PROJECT, field, value, KNOWN), field) == written(value)


@pytest.mark.parametrize(
    ("field", "text"),
    [(Field.TOTAL_IN, "-1"), (Field.TOTAL_IN, "100000000000001"), (Field.TOTAL_IN, "１２"), (Field.PERCENT, "101"),
     (Field.STAGE, "开工"), (Field.START_ON, "2026-11-17"), (Field.START_ON, "20261117/20261117/day"), (Field.TOTAL_IN, "007"), (Field.START_ON, "2026-12-01/2026-11-01/month")],
)  # fmt: skip
def test_what_is_out_of_range_is_refused(field: Field, text: str) -> None:
    assert not is_canonical(field, text)


def is_canonical(field: Field, text: str) -> bool:
    try:
        return written(parsed(field, text)) == text
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Field.TOTAL_IN, "1.1亿", 110_000_000),
        (Field.TOTAL_IN, "1800", 1800 * WAN),
        (Field.TOTAL_IN, "两千三百万元", 2300 * WAN),
        (Field.TOTAL_IN, "5-8亿", None),
        (Field.TOTAL_IN, "约2000万", None),
        (Field.TOTAL_IN, "200万美元", None),
        (Field.TOTAL_IN, "待定", None),
        (Field.TOTAL_IN, "-300万", None),
        (Field.PERCENT, "65%", 65),
        (Field.PERCENT, "65", 65),
        (Field.PERCENT, "165", None),
        (Field.PERCENT, "六成", None),
        (Field.STAGE, "在建", Stage.BUILDING),
        (Field.STAGE, "开工了", None),
        (Field.START_ON, "11月17日", DAY),
        (Field.START_ON, "昨天", DAY),
        (Field.START_ON, "2026年11月", month(2026, 11)),
        (Field.START_ON, "不知道", None),
    ],
)
def test_what_the_office_types_instead(field: Field, text: str, value: Value | None) -> None:
    assert typed(field, text, TODAY) == value


def told(project: Project, field: Field, value: Value, ground: Ground = KNOWN) -> list[str]:
    return [f"{c.field} {c.old}→{c.new}" for c in changes(project, applied(project, field, value, ground))]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (Field.TOTAL_IN, 11_000 * WAN, ["total_in_yuan 9000万元→11000万元"]),
        (Field.YEAR_IN, 4_500 * WAN, ["year_in_yuan 4000万元→4500万元"]),
        (Field.MONTH_IN, 900 * WAN, ["month_in_yuan 500万元→900万元"]),
        (Field.FIXED, 7_000 * WAN, ["fixed_yuan 6000万元→7000万元"]),
        (Field.PERCENT, 65, ["percent 40→65"]),
        (Field.STAGE, Stage.PAUSED, ["stage 在建→停建"]),
        (Field.START_ON, DAY, ["real_start_on →2026-11-17"]),
        (Field.TOPPED_ON, DAY, ["主体封顶时间 →2026-11-17"]),
        (Field.COMPLETED_ON, DAY, ["stage 在建→竣工待投产", "竣工时间 →2026-11-17"]),
        (Field.PRODUCTION_ON, DAY, ["stage 在建→已投产", "real_production_on →2026-11-17"]),
        (Field.STOCKED_ON, DAY, ["in_stock 否→是", "stocked_on →2026-11-17"]),
        (Field.COUNTED_ON, DAY, ["in_stats 否→是", "纳统时间 →2026-11-17"]),
        (
            Field.WEEK_IN,
            200 * WAN,
            ["month_in_yuan 500万元→700万元", "year_in_yuan 4000万元→4200万元", "total_in_yuan 9000万元→9200万元"],
        ),
    ],
)  # fmt: skip
def test_what_confirming_changes(field: Field, value: Value, expected: list[str]) -> None:
    assert told(PROJECT, field, value) == expected


@pytest.mark.parametrize("field", Field)
def test_confirming_the_same_again_changes_nothing(field: Field) -> None:
    """A weekly sum is then wholly counted already."""
    value = SAMPLES[field]
    once = applied(PROJECT, field, value, KNOWN)
    ground = replace(KNOWN, counted=value) if field is Field.WEEK_IN and isinstance(value, int) else KNOWN

    assert once != PROJECT
    assert applied(once, field, value, ground) == once


@pytest.mark.parametrize(
    ("stage", "field", "then"),
    [
        (Stage.SIGNED, Field.START_ON, Stage.BUILDING),
        (None, Field.START_ON, Stage.BUILDING),
        (Stage.PRODUCING, Field.START_ON, Stage.PRODUCING),
        (Stage.PAUSED, Field.START_ON, Stage.PAUSED),
        (Stage.SIGNED, Field.COMPLETED_ON, Stage.FINISHED),
        (Stage.PRODUCING, Field.COMPLETED_ON, Stage.PRODUCING),
        (Stage.ENDED, Field.PRODUCTION_ON, Stage.ENDED),
        (Stage.FINISHED, Field.PRODUCTION_ON, Stage.PRODUCING),
        (Stage.SIGNED, Field.TOPPED_ON, Stage.SIGNED),
    ],
)
def test_a_node_moves_an_earlier_stage_on_and_no_other(stage: Stage, field: Field, then: Stage) -> None:
    project = replace(PROJECT, stage=stage)

    assert applied(project, field, DAY, KNOWN).stage is then
    assert applied(project, field, DAY, replace(KNOWN, stated=[field, Field.STAGE])).stage is stage


def test_a_weekly_sum_leaves_alone_what_the_same_report_states() -> None:
    for field, name in SUMS.items():
        if field is Field.FIXED:
            continue
        ground = replace(KNOWN, stated=[Field.WEEK_IN, field])
        assert name not in " ".join(told(PROJECT, Field.WEEK_IN, 200 * WAN, ground))


def test_a_weekly_sum_said_again_adds_only_the_difference() -> None:
    ground = replace(KNOWN, counted=200 * WAN)

    assert told(PROJECT, Field.WEEK_IN, 300 * WAN, ground)[-1] == "total_in_yuan 9000万元→9100万元"


def test_a_new_month_and_a_new_year_begin_at_nothing() -> None:
    ground = Ground(date(2027, 1, 8), month_on=date(2026, 12, 30), year_on=date(2026, 12, 30))

    assert told(PROJECT, Field.WEEK_IN, 200 * WAN, ground) == [
        "month_in_yuan 500万元→200万元", "year_in_yuan 4000万元→200万元", "total_in_yuan 9000万元→9200万元"
    ]  # fmt: skip
    assert odd(PROJECT, Field.WEEK_IN, 200 * WAN, ground=ground) == set()
    assert odd(PROJECT, Field.YEAR_IN, 200 * WAN, ground=ground) == set()


def test_a_sum_that_the_ledger_does_not_keep_stays_unknown() -> None:
    bare = replace(PROJECT, total_in_yuan=None, year_in_yuan=None, month_in_yuan=None)

    assert told(bare, Field.WEEK_IN, 200 * WAN) == []
    assert odd(bare, Field.WEEK_IN, 200 * WAN) == {Oddity.NO_SUM}


def odd(
    project: Project, field: Field, value: Value, *, ground: Ground = KNOWN, old: str | None = None
) -> set[Oddity]:
    then = applied(project, field, value, ground)
    was = held(project, field) if old is None else old
    return set(oddities(project, then, field, value, was, ground, TODAY))


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (Field.TOTAL_IN, 11_000 * WAN, set()),
        (Field.TOTAL_IN, 24_000 * WAN, set()),
        (Field.TOTAL_IN, 24_000 * WAN + 1, {Oddity.OVER_TOTAL}),
        (Field.TOTAL_IN, 8_999 * WAN, {Oddity.FALLS}),
        (Field.FIXED, 5_000 * WAN, {Oddity.FALLS}),
        (Field.FIXED, 30_000 * WAN, {Oddity.OVER_TOTAL}),
        (Field.YEAR_IN, 3_000 * WAN, {Oddity.FALLS}),
        (Field.MONTH_IN, 100 * WAN, {Oddity.FALLS}),
        (Field.PERCENT, 30, {Oddity.FALLS}),
        (Field.PERCENT, 50, set()),
        (Field.WEEK_IN, 6_000 * WAN, set()),
        (Field.WEEK_IN, 6_001 * WAN, {Oddity.BIG_WEEK}),
        (Field.WEEK_IN, 15_001 * WAN, {Oddity.OVER_TOTAL}),
        (Field.STAGE, Stage.FINISHED, set()),
        (Field.STAGE, Stage.SIGNED, {Oddity.STAGE_BACK}),
        (Field.STAGE, Stage.PAUSED, {Oddity.STAGE_BACK}),
        (Field.STAGE, Stage.PRODUCING, {Oddity.STAGE_JUMP}),
        (Field.STAGE, Stage.ENDED, {Oddity.STAGE_BACK}),
        (Field.START_ON, one_day(TODAY), set()),
        (Field.START_ON, one_day(date(2026, 11, 19)), {Oddity.FUTURE}),
        (Field.START_ON, month(2026, 11), set()),
        (Field.START_ON, month(2026, 12), {Oddity.FUTURE}),
    ],
)
def test_what_is_odd(field: Field, value: Value, expected: set[Oddity]) -> None:
    assert odd(PROJECT, field, value) == expected


def test_a_project_that_resumes_is_looked_at() -> None:
    assert odd(replace(PROJECT, stage=Stage.PAUSED), Field.STAGE, Stage.BUILDING) == {Oddity.STAGE_BACK}
    assert odd(replace(PROJECT, stage=None), Field.STAGE, Stage.BUILDING) == set()
    assert odd(replace(PROJECT, stage=None), Field.STAGE, Stage.PAUSED) == {Oddity.STAGE_BACK}


def test_production_before_the_start_of_construction_is_odd() -> None:
    begun = replace(PROJECT, real_start_on=one_day(date(2026, 11, 10)))

    assert odd(begun, Field.PRODUCTION_ON, one_day(date(2026, 11, 9))) == {Oddity.ORDER}
    assert odd(begun, Field.PRODUCTION_ON, DAY) == set()


def test_nothing_to_compare_with_is_odd() -> None:
    assert odd(replace(PROJECT, total_yuan=None), Field.TOTAL_IN, 10_000 * WAN) == {Oddity.NO_TOTAL}


def test_an_unknown_month_or_year_is_odd() -> None:
    blind = replace(KNOWN, month_on=None, year_on=None)

    assert odd(PROJECT, Field.WEEK_IN, 100 * WAN, ground=blind) == {Oddity.WHICH_PERIOD}
    assert odd(replace(PROJECT, month_in_yuan=0, year_in_yuan=None), Field.WEEK_IN, 1, ground=blind) == set()
    assert odd(PROJECT, Field.MONTH_IN, 100 * WAN, ground=blind) == set()


def test_a_second_round_of_the_same_week_is_odd() -> None:
    twice = replace(KNOWN, same_week=True)

    assert odd(PROJECT, Field.WEEK_IN, 100 * WAN, ground=twice) == {Oddity.SAME_WEEK}


def test_a_ledger_that_moved_since_is_odd() -> None:
    assert odd(PROJECT, Field.TOTAL_IN, 11_000 * WAN, old=str(8_000 * WAN)) == {Oddity.MOVED}
    assert odd(PROJECT, Field.WEEK_IN, 100 * WAN, ground=replace(KNOWN, moved=True)) == {Oddity.MOVED}


def test_every_date_has_one_place() -> None:
    assert not set(NOTED) & set(SUMS)
    assert {Field.STAGE, Field.PERCENT} == set(Field) - MONEY - DATES
