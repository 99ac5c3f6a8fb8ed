"""Rules as the office writes them, and what a line of a card asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bulletins.model import BulletinKind
from core.errors import BadArgument
from core.roster.levels import Level, level_of
from core.roster.model import Person, Project, Stage, Unit, UnitKind
from core.rounds.audience_words import read_whom
from core.rounds.cadence import weekly
from core.rounds.ladder import check
from core.rounds.ladder_words import read_ladder, with_step
from core.rounds.model import Questions, Rung, Step
from core.rounds.planning import (
    campaign,
    ended,
    from_next_period,
    is_preset,
    with_preset,
    with_rule,
)
from core.rounds.questions import Push, push_of, read_wordings, reworded
from core.rounds.rule_words import Rule, read_rule
from core.rounds.timetable import Every, Product, When, Whom
from core.rounds.written import from_words, in_words


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每周一9:00至周五17:00", Rule(Every.WEEK, When(1, time(9)), When(5, time(17)))),
        ("周调度 每周三到星期天", Rule(Every.WEEK, When(3, time(9)), When(7, time(17)))),
        ("每月20日 8:30 至 25日 18:00", Rule(Every.MONTH, When(20, time(8, 30)), When(25, time(18)))),
        ("每月25号至月末", None),
        ("每月25号至末日", Rule(Every.MONTH, When(25, time(9)), When(-1, time(17)))),
        ("每半月第12日至15日", Rule(Every.HALF_MONTH, When(12, time(9)), When(15, time(17)))),
        ("每季度末月15日至22日", Rule(Every.QUARTER, When(15, time(9), 2), When(22, time(17), 2))),
        ("每季度次季首月1日至10日", Rule(Every.QUARTER, When(1, time(9), 3), When(10, time(17), 3))),
        ("每年12月10日至次年1月20日", Rule(Every.YEAR, When(10, time(9), 11), When(20, time(17), 12))),
        ("每周五至周一", None),
        ("每周一25:00至周五", None),
        ("每月32日至33日", None),
        ("每周8日至9日", None),
        ("每年13月1日至2日", None),
        ("周一开，周五截止", None),
    ],
)
def test_rules_as_the_office_writes_them(text: str, rule: Rule | None) -> None:
    assert read_rule(text) == rule


DAY = timedelta(hours=7)
H = timedelta(hours=1)


def test_a_rule_that_waits_to_be_saved_comes_back_as_it_was() -> None:
    whom = Whom(
        frozenset({3, 1}), frozenset({UnitKind.PARK}), frozenset({Stage.SIGNED}), frozenset({Level.CITY})
    )
    rule = replace(
        weekly(), id=4, every=Every.DAY, days=(1, 3), whom=whom, wordings=(("sign", "能否“本月”签约"),), note="西交会",
        bulletin=BulletinKind.MONTHLY, campaign_of=1, follows=2, from_on=date(2026, 11, 23), version=3,
        enabled_from=datetime(2026, 11, 16, tzinfo=UTC), opens=When(-1, time(17, 5), 12),
    )  # fmt: skip
    assert from_words(in_words(rule)) == rule
    assert from_words(in_words(weekly())) == weekly()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("攻坚 每周一、三、五9:00至17:00", Rule(Every.DAY, When(1, time(9)), When(1, time(17)), (1, 3, 5))),
        ("每周二四", Rule(Every.DAY, When(1, time(9)), When(1, time(17)), (2, 4))),
        (
            "每周一、周三和周五8:30至18:00",
            Rule(Every.DAY, When(1, time(8, 30)), When(1, time(18)), (1, 3, 5)),
        ),
        ("每个工作日10:00至16:00", Rule(Every.DAY, When(1, time(10)), When(1, time(16)))),
        ("每天", Rule(Every.DAY, When(1, time(9)), When(1, time(17)))),
        ("每周一、三17:00至9:00", None),
        ("每个工作日25:00至26:00", None),
    ],
)
def test_days_of_a_campaign_as_the_office_writes_them(text: str, rule: Rule | None) -> None:
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("3小时提醒联络员，2个工作日再次提醒本人，3个工作日报名单，5个工作日拟督办单",
         [(3, Step.LIAISON), (14, Step.LEADER), (21, Step.OFFICE), (35, Step.ORDER)]),
        ("一个工作日提醒领导；一天半后…", [(7, Step.LEADER)]),
        ("1个工作日提醒本人，10小时提醒联络员，两天提醒本人，3天报招商办",
         [(7, Step.REMIND), (10, Step.LIAISON), (14, Step.LEADER), (21, Step.OFFICE)]),
        ("2个工作日6小时后报未报名单", [(20, Step.OFFICE)]),
        ("每周一9:00至周五17:00", []),
    ],
)  # fmt: skip
def test_a_ladder_in_one_sentence(text: str, steps: list[tuple[int, Step]]) -> None:
    assert list(read_ladder(text, DAY) or ()) == [Rung(hours * H, step) for hours, step in steps]


@pytest.mark.parametrize(
    ("steps", "flaw"),
    [
        ([(3, Step.LIAISON), (9, Step.LEADER), (14, Step.OFFICE)], ""),
        ([(7, Step.REMIND), (8, Step.LIAISON), (14, Step.LEADER), (15, Step.OFFICE), (30, Step.ORDER)], ""),
        ([(3, Step.LIAISON), (9, Step.LEADER)], "ladder_office"),
        ([(9, Step.LEADER), (10, Step.LIAISON), (14, Step.OFFICE)], "ladder_order"),
        ([(9, Step.LIAISON), (9, Step.OFFICE)], "ladder_order"),
        ([(3, Step.LIAISON), (4, Step.LIAISON), (9, Step.OFFICE)], "ladder_order"),
        ([(6, Step.LEADER), (14, Step.OFFICE)], "ladder_day"),
        ([(7, Step.REMIND), (13, Step.LEADER), (14, Step.OFFICE)], "ladder_day"),
        ([(0, Step.LIAISON), (14, Step.OFFICE)], "ladder_long"),
        ([(281, Step.OFFICE)], "ladder_long"),
    ],
)
def test_which_ladders_may_stand(steps: list[tuple[int, Step]], flaw: str) -> None:
    ladder = tuple(Rung(hours * H, step) for hours, step in steps)
    if not flaw:
        check(ladder, DAY)
        return
    with pytest.raises(BadArgument) as refused:
        check(ladder, DAY)
    assert refused.value.command == flaw


@given(st.sets(st.sampled_from(tuple(Step))), st.sampled_from(tuple(Step)))
def test_a_step_that_is_added_finds_a_place_where_the_ladder_may_stand(held: set[Step], step: Step) -> None:
    ladder: tuple[Rung, ...] = (Rung(14 * H, Step.OFFICE),)
    for each in [*sorted(held - {Step.OFFICE}), step]:
        if each not in {rung.step for rung in ladder}:
            ladder = with_step(ladder, each, DAY)
    check(ladder, DAY)


def test_a_campaign_by_the_day_chases_within_the_day() -> None:
    first, last = date(2026, 11, 23), date(2026, 12, 4)
    made = campaign(
        weekly(), "攻坚", Rule(Every.DAY, When(1, time(9)), When(1, time(17)), (1, 3)), first, last, "西交会"
    )
    assert made.ladder == (Rung(1 * H, Step.LIAISON), Rung(5 * H, Step.OFFICE))
    assert made.products == (Product.CARD_ROUND,)
    for never in ((6, 7), ()):
        days = (date(2026, 11, 23), date(2026, 11, 27)) if never else (last, first)
        with pytest.raises(BadArgument):
            campaign(weekly(), "攻坚", Rule(Every.DAY, When(1, time(9)), When(1, time(17)), never), *days)


UNITS = (
    Unit(1, "东岭县", UnitKind.COUNTY),
    Unit(2, "西河县", UnitKind.COUNTY),
    Unit(3, "市商务局", UnitKind.DEPARTMENT),
)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("全体领导", Whom()),
        ("对象：全体包抓领导", Whom()),
        ("只问东岭县、西河县", Whom(units=frozenset({1, 2}))),
        ("县区，在建、竣工待投产", Whom(kinds=frozenset({UnitKind.COUNTY}), stages=frozenset({Stage.BUILDING, Stage.FINISHED}))),
        ("市级领导和县区级领导", Whom(levels=frozenset({Level.CITY, Level.COUNTY}))),
        ("只问东岭县和北山县", None),
        ("随便", None),
        ("", None),
    ],
)  # fmt: skip
def test_whom_a_rule_asks_in_one_sentence(text: str, whom: Whom | None) -> None:
    if whom is not None:
        assert read_whom(text, UNITS) == whom
        return
    with pytest.raises(BadArgument):
        read_whom(text, UNITS)


@pytest.mark.parametrize(
    ("title", "kind", "level"),
    [
        ("市委常委、常务副市长", None, Level.CITY),
        ("市政协副主席", None, Level.CITY),
        ("副县长", UnitKind.DEPARTMENT, Level.COUNTY),
        ("区委书记", None, Level.COUNTY),
        ("经开区党工委书记", None, Level.OTHER),
        ("温泉镇党委书记", UnitKind.COUNTY, Level.TOWN),
        ("市商务局局长", UnitKind.DEPARTMENT, Level.OTHER),
        ("市乡村振兴局局长", UnitKind.DEPARTMENT, Level.OTHER),
        ("", UnitKind.COUNTY, Level.COUNTY),
        ("", None, Level.OTHER),
    ],
)
def test_the_level_of_a_leader_shows_in_his_title(title: str, kind: UnitKind | None, level: Level) -> None:
    assert level_of(Person(1, "林一航", title), Unit(9, "x", kind) if kind else None) is level


def test_questions_are_reworded_one_by_one_and_back() -> None:
    said = read_wordings("抓签约：本月能否签约。\n意向抓洽谈: 谈到哪一步了")
    assert said == {Push.SIGN: "本月能否签约", Push.TALK: "谈到哪一步了"}
    own = reworded((), said)
    assert own == (("talk", "谈到哪一步了"), ("sign", "本月能否签约"))
    assert reworded(own, read_wordings("抓签约：默认")) == (("talk", "谈到哪一步了"),)
    assert read_wordings("签约：好") == {}
    with pytest.raises(BadArgument):
        read_wordings(f"抓签约：{'长' * 21}")


def test_a_change_counts_from_the_next_period_and_what_never_began_never_counts() -> None:
    today = date(2026, 11, 18)
    now, later = weekly(), from_next_period(weekly(name="new"), today)

    assert later.from_on == ended(now, today).until_on == date(2026, 11, 23)
    assert not ended(later, today).enabled
    old, new = with_preset([now], [weekly(name="new")], today)
    assert (old.until_on, new.from_on) == (date(2026, 11, 23), date(2026, 11, 23))


def test_a_preset_is_known_whenever_it_came_and_whatever_it_was_changed_to() -> None:
    today, preset = date(2026, 11, 18), [weekly(), replace(weekly(name="more"), every=Every.MONTH)]
    running = [replace(each, id=n, from_on=date(2026, 11, 2)) for n, each in enumerate(preset, 1)]

    assert is_preset(running, preset, today)
    assert not is_preset(
        with_rule(running, replace(running[0], closes=When(4, time(17))), today), preset, today
    )
    assert not is_preset(running[:1], preset, today)


@pytest.mark.parametrize(
    ("stage", "nature", "four", "five"),
    [
        (Stage.TALKS, "意向", Push.SIGN, Push.TALK),
        (Stage.TALKS, "协议", Push.SIGN, Push.SIGN),
        (Stage.SIGNED, "合同", Push.LAND, Push.LAND),
        (Stage.BUILDING, "合同", Push.PRODUCE, Push.PRODUCE),
        (Stage.PRODUCING, "合同", Push.BENEFIT, Push.BENEFIT),
        (None, "", None, None),
    ],
)
def test_each_stage_is_asked_its_own_question(
    stage: Stage | None, nature: str, four: Push | None, five: Push | None
) -> None:
    project = Project(1, "ZS-1", "青禾", nature=nature, stage=stage)

    assert push_of(Questions.FOUR, project) is four
    assert push_of(Questions.FIVE, project) is five
    assert push_of(Questions.NONE, project) is None
