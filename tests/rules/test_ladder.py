"""When the silent are chased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.times import holidays
from core.calendar import Calendar
from core.rounds.ladder import DEFAULT, step_due
from core.rounds.model import Step

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(CHINA, holidays())
MOMENTS = st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds go without a zone
ASKED = datetime(2026, 11, 16, 9, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("now", "taken", "step"),
    [
        ("2026-11-16 11:59", (), None),
        ("2026-11-16 12:00", (), Step.LIAISON),
        ("2026-11-16 13:00", (Step.LIAISON,), None),
        ("2026-11-17 11:00", (Step.LIAISON,), Step.LEADER),
        ("2026-11-18 09:00", (Step.LIAISON, Step.LEADER), Step.OFFICE),
        ("2026-11-18 09:00", (), Step.OFFICE),
        ("2026-11-20 09:00", (Step.OFFICE,), None),
    ],
)
def test_the_highest_overdue_step_is_taken_once(now: str, taken: tuple[Step, ...], step: Step | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=CHINA)

    assert step_due(ASKED, taken, DEFAULT, CALENDAR, moment) is step


def test_a_week_of_holidays_is_no_silence() -> None:
    asked = datetime(2026, 9, 30, 17, 0, tzinfo=CHINA)

    assert step_due(asked, (), DEFAULT, CALENDAR, datetime(2026, 10, 8, 10, 0, tzinfo=CHINA)) is None


@given(MOMENTS, st.lists(st.timedeltas(timedelta(), timedelta(hours=40)), max_size=30))
def test_however_often_the_clock_ticks_each_step_is_taken_at_most_once_and_in_order(
    asked_at: datetime, waits: list[timedelta]
) -> None:
    now, taken = asked_at, list[Step]()
    for wait in waits:
        now += wait
        step = step_due(asked_at, taken, DEFAULT, CALENDAR, now)
        if step:
            taken.append(step)

    order = [rung.step for rung in DEFAULT]
    assert taken == sorted(set(taken), key=order.index)


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=20)), st.sets(st.sampled_from(Step)))
def test_no_step_is_due_before_its_working_time(
    asked_at: datetime, later: timedelta, taken: set[Step]
) -> None:
    step = step_due(asked_at, taken, DEFAULT, CALENDAR, asked_at + later)

    if step:
        after = next(rung.after for rung in DEFAULT if rung.step is step)
        assert CALENDAR.working_between(asked_at, asked_at + later) >= after
        assert step not in taken
