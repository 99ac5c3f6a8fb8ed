"""The chain of an accountability case: what was passed over is shown, what may follow, and when it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.scoring.accountability import Quarter, Tally
from core.scoring.cases import Link, Step, may_follow, missing, next_links
from core.scoring.evidence import Row, days_of, named, quarter_of, tally

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NOTICE, TALK, CALL, REPAIR, LIFT = Link


def steps(*links: Link) -> list[Step]:
    return [Step(n, 1, link, "", "记录", 1, NOW) for n, link in enumerate(links)]


@pytest.mark.parametrize(
    ("done", "lacking", "following"),
    [
        ((), (), (NOTICE,)),
        ((NOTICE,), (), (TALK, REPAIR)),
        ((NOTICE, TALK), (), (CALL, REPAIR)),
        ((TALK,), (NOTICE,), (NOTICE, REPAIR)),
        ((CALL,), (NOTICE, TALK), (NOTICE, TALK, REPAIR)),
        ((NOTICE, CALL), (TALK,), (TALK, REPAIR)),
        ((NOTICE, TALK, CALL), (), (REPAIR,)),
        ((NOTICE, REPAIR), (), (LIFT,)),
        ((NOTICE, REPAIR, LIFT), (), ()),
    ],
)
def test_a_missing_link_is_shown_and_comes_first(
    done: tuple[Link, ...], lacking: tuple[Link, ...], following: tuple[Link, ...]
) -> None:
    assert missing(steps(*done)) == lacking
    assert next_links(steps(*done)) == following
    assert all(may_follow(link, steps(*done)) for link in following)


def test_nothing_is_done_twice_and_nothing_follows_the_end() -> None:
    assert not may_follow(NOTICE, steps(NOTICE))
    assert not may_follow(LIFT, steps(NOTICE))  # nothing has been put right
    assert not may_follow(REPAIR, ())
    assert not any(may_follow(link, steps(NOTICE, REPAIR, LIFT)) for link in Link)


def test_quarters_share_no_day() -> None:
    assert [named(quarter_of(date(2026, month, 1))) for month in (1, 3, 4, 12)] == [
        "2026Q1",
        "2026Q1",
        "2026Q2",
        "2026Q4",
    ]
    assert days_of(Quarter(2026, 4)) == (date(2026, 10, 1), date(2027, 1, 1))
    assert days_of(Quarter(2026, 2))[0] == days_of(Quarter(2026, 1))[1]


def test_excused_project_months_are_in_no_tally() -> None:
    rows = [Row("2026-04", "甲", "green", 0, ""), Row("2026-04", "乙", "red", 9, ""), Row("2026-04", "丙", "red", 9, "postponed")]  # fmt: skip
    assert tally(rows) == Tally(1, 2)
