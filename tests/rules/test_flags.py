"""What stands out about a project, and on which days a node is spoken of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.dates import month, one_day
from core.milestones.flags import CONTACT, Flag, FlagRules, Raised, counting, flags, last_contact, streak
from core.milestones.model import Spoken
from core.milestones.warning_rules import WarningRules, is_warned
from core.roster.model import Project, Stage
from core.roster.nodes import KeyNode, with_reached
from core.rounds.model import Answer

TODAY = date(2026, 11, 20)
RULES = FlagRules()
SIGNED = Project(1, "P1", "云杉项目", nature="合同", stage=Stage.SIGNED)
BUILDING = Project(
    2, "P2", "青禾项目", nature="合同", stage=Stage.BUILDING, real_start_on=one_day(date(2026, 9, 25))
)
U, G = Answer.NO_CHANGE, Answer.ON_TRACK
AT = datetime(2026, 11, 20, 1, tzinfo=UTC)


def ago(**length: int) -> date:
    return TODAY - timedelta(**length)


@pytest.mark.parametrize(
    ("project", "said_on", "unchanged", "expected"),
    [
        (SIGNED, TODAY, 0, []),
        (replace(SIGNED, signed_on=one_day(date(2026, 5, 21))), TODAY, 0, []),
        (replace(SIGNED, signed_on=one_day(date(2026, 5, 20))), TODAY, 0, [Raised(Flag.NOT_STARTED, 184)]),
        (replace(SIGNED, signed_on=month(2026, 5)), TODAY, 0, []),  # it may have been the 31st
        (replace(SIGNED, signed_on=one_day(date(2025, 1, 1)), nature="意向"), TODAY, 0, []),
        (replace(SIGNED, stage=Stage.ENDED, signed_on=one_day(date(2025, 1, 1))), None, 9, []),
        (with_reached(SIGNED, KeyNode.LAND, one_day(ago(days=29))), TODAY, 0, []),
        (with_reached(SIGNED, KeyNode.LAND, one_day(ago(days=30))), TODAY, 0, [Raised(Flag.LAND_IDLE, 30)]),
        (with_reached(BUILDING, KeyNode.LAND, one_day(ago(days=300))), TODAY, 0, []),
        (replace(BUILDING, percent=0), TODAY, 0, [Raised(Flag.FAKE_START, 56)]),
        (replace(BUILDING, percent=0, fixed_yuan=1), TODAY, 0, []),
        (BUILDING, TODAY, 0, []),  # nothing is known of what was built
        (BUILDING, TODAY, 8, [Raised(Flag.FAKE_START, 56), Raised(Flag.UNCHANGED, 8)]),
        (SIGNED, ago(days=27), 0, []),
        (SIGNED, ago(days=28), 0, [Raised(Flag.NO_CONTACT, 4)]),
        (SIGNED, None, 2, []),
        (SIGNED, TODAY, 3, [Raised(Flag.UNCHANGED, 3)]),
    ],
)  # fmt: skip
def test_what_stands_out(
    project: Project, said_on: date | None, unchanged: int, expected: list[Raised]
) -> None:
    assert list(flags(project, said_on, unchanged, TODAY, RULES)) == expected
    assert flags(project, said_on, unchanged, TODAY, FlagRules(0, 0, 0, 0, 0)) == ()


def spoken(*answers: tuple[int, Answer]) -> list[Spoken]:
    """(round, answer), newest round and version first."""
    return [Spoken(1, number, answer, AT - timedelta(weeks=9 - number)) for number, answer in answers]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], 0),
        ([(3, U), (2, U), (1, G)], 2),
        ([(3, G), (2, U), (1, U)], 0),
        ([(3, U), (3, G), (2, U), (1, U)], 3),  # the last version of a round counts
        ([(3, G), (3, U), (2, U), (1, U)], 0),
    ],
)
def test_how_often_nothing_changed(said: list[tuple[int, Answer]], expected: int) -> None:
    assert streak(counting(spoken(*said)).get(1, [])) == expected


def test_a_week_in_which_we_asked_every_day_is_one_week() -> None:
    monday = datetime(2026, 11, 16, 2, tzinfo=UTC)
    days = [Spoken(1, 10 - n, U, monday - timedelta(days=n)) for n in (0, 3, 4, 5, 10)]
    assert streak(days) == 3


def test_the_later_of_a_note_and_a_report_is_the_last_contact() -> None:
    said = spoken((3, U))
    day_of = {said[0].said_at: date(2026, 10, 9)}
    noted = replace(SIGNED, details={CONTACT: "2026-11-02 10:30"})
    assert last_contact(SIGNED, [], {}) is None
    assert last_contact(SIGNED, said, day_of) == date(2026, 10, 9)
    assert last_contact(noted, said, day_of) == date(2026, 11, 2)


FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("last", "since", "today", "expected"),
    [
        (date(2026, 12, 4), date(2026, 11, 19), FRIDAY, True),  # 14 days before
        (date(2026, 12, 3), date(2026, 11, 19), FRIDAY, False),
        (date(2026, 11, 23), date(2026, 11, 19), FRIDAY, True),  # 3 days before
        (
            date(2026, 11, 24),
            date(2026, 11, 20),
            date(2026, 11, 23),
            True,
        ),  # that day was a Saturday: on Monday
        (FRIDAY, date(2026, 11, 19), FRIDAY, False),
        (date(2026, 11, 19), date(2026, 11, 19), FRIDAY, True),  # the day after
        (date(2026, 11, 18), date(2026, 11, 19), FRIDAY, False),
        (date(2026, 10, 1), date(2026, 11, 19), FRIDAY, False),  # overdue: on Mondays
        (date(2026, 10, 1), date(2026, 11, 20), date(2026, 11, 24), True),  # a Monday nobody looked at
    ],
)
def test_on_which_days_a_node_is_spoken_of(last: date, since: date, today: date, expected: bool) -> None:
    assert is_warned(last, WarningRules(), since, today) is expected
    if today > last + timedelta(days=1):
        assert not is_warned(last, WarningRules((), weekly=False), since, today)
