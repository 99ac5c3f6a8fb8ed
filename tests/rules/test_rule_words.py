"""Rules as the office writes them, and what a line of a card asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from core.errors import StaleButton
from core.roster.model import Project, Stage
from core.rounds.cadence import weekly
from core.rounds.model import Questions
from core.rounds.planning import (
    ended,
    from_next_period,
    is_preset,
    read_written,
    with_preset,
    with_rule,
    written,
)
from core.rounds.questions import Push, push_of
from core.rounds.rule_words import Rule, read_rule
from core.rounds.timetable import Every, When


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


def test_what_a_button_carries_comes_back() -> None:
    for when in (When(-1, time(17, 5)), When(20, time(0), 12)):
        assert read_written(written(when)) == when
    for forged in ("", "1.2", "a.b.c", "0.1.2500"):
        with pytest.raises(StaleButton):
            read_written(forged)


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
