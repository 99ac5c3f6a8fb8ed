"""The stage ladder, key nodes with their first plan, and planning back from a target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import month, one_day
from core.milestones.back_plan import DURATIONS, back_plan
from core.roster.model import FieldChange, Project, Stage
from core.roster.nodes import (
    BUILDING_LINE,
    KeyNode,
    is_reached,
    node_lines,
    planned_on,
    reached_on,
    upcoming,
    with_plan,
    with_reached,
)
from core.roster.stages import FINER, OVER, STAGES, UP, Move, Rung, move, moved, rung_of

TODAY = date(2026, 11, 20)
SIGNED = Project(1, "P1", "云杉项目", nature="合同", stage=Stage.SIGNED)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Rung.TALKS, Rung.SIGNED, Move.FORWARD),
        (Rung.SIGNED, Rung.PERMITS, Move.FORWARD),
        (Rung.SIGNED, Rung.STARTED, Move.FORWARD),
        (Rung.SIGNED, Rung.BUILDING, Move.JUMP),
        (Rung.INTENT, Rung.FULL, Move.JUMP),
        (Rung.BUILDING, Rung.SIGNED, Move.BACK),
        (Rung.BUILDING, Rung.PAUSED, Move.STOP),
        (Rung.PERMITS, Rung.PAUSED, Move.NEVER),  # a stopped project would count as begun
        (Rung.PAUSED, Rung.BUILDING, Move.RESUME),
        (Rung.PAUSED, Rung.ENDED, Move.END),
        (Rung.TALKS, Rung.REPLACED, Move.END),
        (Rung.ENDED, Rung.REPLACED, Move.END),
        (Rung.ENDED, Rung.TALKS, Move.REOPEN),
        (Rung.BUILDING, Rung.BUILDING, Move.NEVER),
        (None, Rung.TALKS, Move.JUMP),
    ],
)
def test_what_kind_of_step_it_is(before: Rung | None, after: Rung, kind: Move) -> None:
    assert move(before, after) is kind


def test_one_step_up_leads_upwards_and_every_rung_but_the_last_has_one() -> None:
    way = [rung for rung in Rung if rung not in OVER | {Rung.PAUSED}]
    assert all(way.index(after) > way.index(before) for before, up in UP.items() for after in up)
    assert {rung for rung in way if rung not in UP} == {Rung.FULL}


def test_the_rung_follows_the_ledger_when_its_stage_moves_on() -> None:
    permits = moved(SIGNED, Rung.PERMITS)
    assert (permits.stage, rung_of(permits)) == (Stage.SIGNED, Rung.PERMITS)
    assert rung_of(replace(permits, stage=Stage.BUILDING)) is Rung.BUILDING
    assert rung_of(replace(SIGNED, nature="协议")) is Rung.AGREED
    assert rung_of(replace(SIGNED, details={FINER: "从来没有的"})) is Rung.SIGNED
    assert rung_of(replace(SIGNED, stage=None)) is None
    assert all(rung_of(moved(SIGNED, rung)) is rung for rung in Rung)
    assert set(STAGES.values()) == set(Stage)


def test_every_node_keeps_its_plan_and_its_day() -> None:
    for node in KeyNode:
        planned = with_plan(SIGNED, node, month(2027, 5))
        assert planned_on(planned, node) == month(2027, 5)
        assert not is_reached(planned, node)
        made = upcoming(planned, date(2027, 6, 2))
        assert made
        assert (made.node, made.overdue) == (node, 2)
        reached = with_reached(planned, node, one_day(TODAY))
        assert reached_on(reached, node) == one_day(TODAY)
        assert is_reached(reached, node)
        assert upcoming(reached, TODAY) is None


def test_the_first_plan_is_never_lost() -> None:
    project = with_plan(SIGNED, KeyNode.COMPLETED, one_day(date(2026, 11, 10)))
    changes = [  # newest first
        FieldChange("竣工计划", "2026-09-30", "2026-11-10"),
        FieldChange("plan_start_on", "", "2026-03-01"),
        FieldChange("竣工计划", "2026年6月", "2026-09-30"),
        FieldChange("竣工计划", "", "2026年6月"),
    ]
    (line,) = node_lines(project, changes, TODAY)
    assert (line.first, line.revised, line.overdue) == ("2026年6月", 2, 10)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def test_planning_back_by_the_table() -> None:
    started = replace(SIGNED, stage=Stage.BUILDING)
    found = back_plan(started, KeyNode.PRODUCTION, date(2028, 3, 31), DURATIONS, weekdays, TODAY)
    assert found
    assert found.days == (
        (KeyNode.TOPPED, date(2027, 9, 3)),  # 120 days before; 2027-09-03 is a Friday
        (KeyNode.COMPLETED, date(2027, 12, 31)),  # 90 days before is Saturday 2028-01-01
        (KeyNode.PRODUCTION, date(2028, 3, 31)),
    )
    assert (found.usual, found.left, found.is_tight) == (390, 497, False)
    tight = back_plan(started, KeyNode.PRODUCTION, TODAY + timedelta(days=39), DURATIONS, weekdays, TODAY)
    assert tight
    assert tight.is_tight
    assert tight.days[0] == (KeyNode.TOPPED, date(2026, 12, 8))  # 210 of 390 days back: 21 of 39
    for target, on in (
        (KeyNode.START, date(2028, 1, 1)),
        (KeyNode.STOCKED, date(2028, 1, 1)),
        (KeyNode.PRODUCTION, TODAY),
    ):
        assert back_plan(started, target, on, DURATIONS, weekdays, TODAY) is None


@given(
    st.sampled_from(BUILDING_LINE), st.integers(-30, 1500), st.sampled_from([Stage.SIGNED, Stage.BUILDING, Stage.FINISHED]),
    st.lists(st.integers(1, 365), min_size=7, max_size=7),
)  # fmt: skip
def test_proposed_days_are_in_order_between_today_and_the_target(
    target: KeyNode, days: int, stage: Stage, lengths: list[int]
) -> None:
    project = replace(SIGNED, stage=stage)
    on = TODAY + timedelta(days=days)
    table = dict(zip(BUILDING_LINE, lengths, strict=True))
    found = back_plan(project, target, on, table, weekdays, TODAY)
    if found is None:
        assert is_reached(project, target) or days < len(BUILDING_LINE)
        return
    shown = [day for _, day in found.days]
    assert found.days[-1] == (target, on)
    assert shown == sorted(shown)
    assert shown[0] >= TODAY
    assert [node for node, _ in found.days] == [
        node
        for node in BUILDING_LINE
        if not is_reached(project, node) and BUILDING_LINE.index(node) <= BUILDING_LINE.index(target)
    ]
