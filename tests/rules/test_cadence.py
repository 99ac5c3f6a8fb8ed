"""Which rounds should exist by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.times import holidays
from core.calendar import Calendar
from core.rounds.cadence import due_now, period_of, weekly
from core.rounds.model import Cadence

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(CHINA, holidays())
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CADENCES = st.builds(
    lambda opens_on, closes_on, opens, closes: replace(
        weekly(opens=time(opens, 0), closes=time(closes, 0)), weekday=opens_on, closes_weekday=closes_on
    ),
    st.integers(0, 4),
    st.integers(0, 6),
    st.integers(8, 11),
    st.integers(14, 19),
)


@given(CADENCES, DAYS)
def test_a_period_opens_and_ends_on_working_days_of_its_own_week(cadence: Cadence, day: date) -> None:
    due = period_of(cadence, day, CALENDAR)
    monday = day - timedelta(days=day.weekday())

    if due is None:
        assert not any(CALENDAR.is_workday(monday + timedelta(days=n)) for n in range(7))
        return
    opens_on, closes_on = CALENDAR.today(due.opens_at), CALENDAR.today(due.deadline_at)
    assert monday <= opens_on <= closes_on <= monday + timedelta(days=6)
    assert CALENDAR.is_workday(opens_on)
    assert CALENDAR.is_workday(closes_on)
    assert due.opens_at < due.deadline_at


@given(MOMENTS)
def test_nothing_is_due_before_it_opens_and_the_newest_comes_last(now: datetime) -> None:
    due = due_now(weekly(), CALENDAR, now)

    assert all(each.opens_at <= now for each in due)
    assert due == sorted(due, key=lambda each: each.opens_at)
    assert len({each.period for each in due}) == len(due) <= 2


@given(MOMENTS)
def test_periods_from_before_it_was_switched_on_are_nobodys_business(now: datetime) -> None:
    assert due_now(replace(weekly(), enabled_from=now + timedelta(seconds=1)), CALENDAR, now) == []
    assert due_now(replace(weekly(), enabled=False), CALENDAR, now) == []


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (date(2026, 11, 18), "11-16 09:00", "11-20 17:00"),
        (date(2026, 4, 6), "04-07 09:00", "04-10 17:00"),  # 清明 on Monday
        (date(2026, 10, 1), "09-28 09:00", "09-30 17:00"),  # 国庆 from Thursday
        (date(2026, 10, 8), "10-08 09:00", "10-09 17:00"),
        (date(2026, 9, 24), "09-21 09:00", "09-24 17:00"),  # 中秋 on Friday
    ],
)
def test_weeks_with_holidays(day: date, opens: str, closes: str) -> None:
    due = period_of(weekly(), day, CALENDAR)

    assert due is not None
    assert f"{CALENDAR.local(due.opens_at):%m-%d %H:%M}" == opens
    assert f"{CALENDAR.local(due.deadline_at):%m-%d %H:%M}" == closes
