"""When a project is green, yellow, red or grey, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import month, one_day
from core.roster.light_rules import OFF, LightRules
from core.roster.lights import Cause, Why, causes, light
from core.roster.model import Light, Project, Stage
from core.roster.nodes import KeyNode, with_plan, with_reached
from core.scoring.amend import Item, amended
from core.scoring.facts import facts_of, once_excused
from core.scoring.model import Pace
from documents.ledger_in import read_ledger
from tests.stories.office_books import CLEAN

TODAY = date(2026, 10, 31)
SIGNED = Project(1, "P1", "云杉项目", stage=Stage.SIGNED)
BUILDING = Project(2, "P2", "青禾项目", stage=Stage.BUILDING, year_plan_yuan=1200)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("project", "expected", "why"),
    [
        (SIGNED, Light.GREEN, []),
        (replace(SIGNED, plan_start_on=one_day(TODAY)), Light.GREEN, []),
        (replace(SIGNED, plan_start_on=one_day(ago(1))), Light.YELLOW, [Cause(Why.START, 1, red=False)]),
        (replace(SIGNED, plan_start_on=one_day(ago(89))), Light.YELLOW, [Cause(Why.START, 89, red=False)]),
        (replace(SIGNED, plan_start_on=one_day(ago(90))), Light.RED, [Cause(Why.START, 90, red=True)]),
        (replace(SIGNED, plan_start_on=month(2026, 10)), Light.GREEN, []),  # the month is not over
        (replace(SIGNED, plan_start_on=month(2026, 9)), Light.YELLOW, [Cause(Why.START, 31, red=False)]),
        (replace(BUILDING, plan_production_on=one_day(ago(5))), Light.YELLOW, [Cause(Why.PRODUCTION, 5, red=False)]),
        (with_plan(BUILDING, KeyNode.TOPPED, one_day(ago(1))), Light.YELLOW, [Cause(Why.NODE, 1, red=False, node=KeyNode.TOPPED)]),
        (with_plan(BUILDING, KeyNode.COMPLETED, one_day(ago(90))), Light.RED, [Cause(Why.NODE, 90, red=True, node=KeyNode.COMPLETED)]),
        (with_plan(BUILDING, KeyNode.COMPLETED, month(2026, 10)), Light.GREEN, []),
        (with_plan(BUILDING, KeyNode.PERMITS, one_day(ago(90))), Light.GREEN, []),  # whoever builds has them
        (with_reached(with_plan(BUILDING, KeyNode.TOPPED, one_day(ago(9))), KeyNode.TOPPED, one_day(ago(1))), Light.GREEN, []),
        (with_plan(replace(BUILDING, stage=Stage.ENDED), KeyNode.TOPPED, one_day(ago(99))), Light.GREY, []),
        (replace(BUILDING, year_in_yuan=881), Light.GREEN, []),  # 83.3 due, 73.4 there: 9.9 points
        (replace(BUILDING, year_in_yuan=880), Light.YELLOW, [Cause(Why.PACE, 10, red=False)]),
        (replace(BUILDING, year_in_yuan=640), Light.YELLOW, [Cause(Why.PACE, 30, red=False)]),
        (replace(BUILDING, year_in_yuan=639), Light.RED, [Cause(Why.PACE, 30, red=True)]),
        (BUILDING, Light.GREEN, []),  # nothing is known of this year's money: nothing is invented
        (replace(BUILDING, real_start_on=one_day(ago(30))), Light.GREEN, []),
        (replace(BUILDING, real_start_on=one_day(ago(31))), Light.YELLOW, [Cause(Why.STOCK, 31, red=False)]),
        (replace(BUILDING, real_start_on=one_day(ago(61))), Light.RED, [Cause(Why.STOCK, 61, red=True)]),
        (replace(BUILDING, real_start_on=one_day(ago(61)), in_stock=True), Light.GREEN, []),
        (replace(BUILDING, stage=Stage.PAUSED), Light.RED, [Cause(Why.PAUSED, 0, red=True)]),
        (replace(BUILDING, stage=Stage.ENDED, year_in_yuan=0), Light.GREY, []),
        (replace(SIGNED, stage=Stage.TALKS, plan_start_on=one_day(ago(400))), Light.GREY, []),
        (replace(SIGNED, stage=None), Light.GREY, []),
    ],
)  # fmt: skip
def test_the_light_and_its_reason(project: Project, expected: Light, why: list[Cause]) -> None:
    assert light(project, TODAY) is expected
    assert list(causes(project, TODAY)) == why


def test_the_office_sets_from_when_on_a_key_node_colours() -> None:
    late = with_plan(BUILDING, KeyNode.TOPPED, one_day(ago(40)))
    assert light(late, TODAY, LightRules(node_yellow=60)) is Light.GREEN
    assert light(late, TODAY, LightRules(node_yellow=30)) is Light.YELLOW
    assert light(late, TODAY, LightRules(node_red=30)) is Light.RED
    assert light(late, TODAY, LightRules(node_yellow=OFF, node_red=OFF)) is Light.GREEN


def test_a_list_names_the_node_that_colours() -> None:
    late = with_plan(with_plan(SIGNED, KeyNode.LAND, one_day(ago(50))), KeyNode.PERMITS, one_day(ago(9)))
    (land,) = facts_of([replace(late, county_id=1, plan_start_on=one_day(TODAY))], TODAY)
    assert (land.light, land.next_node, land.overdue) == ("yellow", KeyNode.LAND.value, 50)
    (start,) = facts_of([replace(late, county_id=1, plan_start_on=one_day(ago(3)))], TODAY)
    assert (start.next_node, start.overdue) == (KeyNode.START.value, 3)
    (excused,) = facts_of([replace(late, county_id=1)], TODAY, excuses={1: "postponed"})
    assert excused.light == "grey"
    assert once_excused(land, "postponed").light == "grey"  # after an objection
    put_right = amended(excused, replace(late, county_id=1), Item.YEAR_IN, TODAY, Pace.MONTH, LightRules())
    assert put_right.light == "grey"


def test_an_excuse_makes_any_light_grey() -> None:
    assert light(replace(BUILDING, stage=Stage.PAUSED), TODAY, excused=True) is Light.GREY


def test_red_reasons_come_first() -> None:
    project = replace(
        BUILDING, plan_production_on=one_day(ago(5)), real_start_on=one_day(ago(90)), year_in_yuan=800
    )
    assert [cause.why for cause in causes(project, TODAY)] == [Why.STOCK, Why.PRODUCTION, Why.PACE]


def test_in_the_silent_month_only_the_office_sees_colours() -> None:
    rules = LightRules(silent_until=TODAY)
    late = replace(SIGNED, plan_start_on=one_day(ago(95)))
    assert light(late, TODAY, rules, openly=False) is Light.GREY
    assert light(late, TODAY, rules) is Light.RED
    assert light(late, TODAY + timedelta(days=1), rules, openly=False) is Light.RED


def test_the_published_trial_run_on_the_sample_ledger() -> None:
    """The defaults paint 28 of its 60 projects red, as was published with them: hence the silent month."""
    rows = read_ledger(CLEAN).projects
    names = ("stage", "plan_start_on", "real_start_on", "plan_production_on", "real_production_on", "year_plan_yuan", "year_in_yuan")  # fmt: skip
    projects = [
        Project(n, row.code, row.name, in_stock=bool(row.in_stock), **{x: getattr(row, x) for x in names})
        for n, row in enumerate(rows)
    ]
    lights = Counter(light(project, TODAY) for project in projects)
    assert len(projects) == 60
    assert lights[Light.RED] == 28
    off = LightRules(OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF)
    assert Counter(light(project, TODAY, off) for project in projects)[Light.RED] == sum(
        project.stage is Stage.PAUSED for project in projects
    )


RANK = {Light.GREY: 0, Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


@given(
    st.sampled_from(Stage), st.integers(0, 400), st.integers(0, 400), st.integers(0, 1500), st.booleans(),
    st.integers(1, 60),
)  # fmt: skip
def test_time_never_makes_a_light_better_and_reasons_agree_with_it(
    stage: Stage,
    plan: int,
    start: int,
    arrived: int,
    stocked: bool,
    later: int,
) -> None:
    project = replace(
        BUILDING, stage=stage, plan_start_on=one_day(ago(plan)), plan_production_on=one_day(ago(plan - 100)),
        real_start_on=one_day(ago(start)), year_in_yuan=arrived, in_stock=stocked,
    )  # fmt: skip
    now, then = light(project, TODAY), light(project, TODAY + timedelta(days=later))
    assert RANK[then] >= RANK[now]
    found = causes(project, TODAY)
    assert bool(found) == (now in (Light.YELLOW, Light.RED))
    assert any(cause.red for cause in found) == (now is Light.RED)
