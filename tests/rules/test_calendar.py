"""Working time and quiet hours, with the 调休 of 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.times import holidays
from core.calendar import Calendar, Holidays

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(CHINA, holidays())
PLAIN = Calendar(CHINA, Holidays())
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001
AMOUNTS = st.timedeltas(timedelta(microseconds=1), timedelta(hours=60))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@given(MOMENTS, AMOUNTS)
def test_what_is_added_has_passed(start: datetime, amount: timedelta) -> None:
    assert CALENDAR.working_between(start, CALENDAR.add_working(start, amount)) == amount


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(first: datetime, second: datetime, third: datetime) -> None:
    a, b, c = sorted((first, second, third))

    whole = CALENDAR.working_between(a, c)

    assert whole == CALENDAR.working_between(a, b) + CALENDAR.working_between(b, c)
    assert timedelta() <= whole <= c - a


@given(MOMENTS, MOMENTS)
def test_no_time_passes_backwards(first: datetime, second: datetime) -> None:
    assert CALENDAR.working_between(max(first, second), min(first, second)) == timedelta()


@given(MOMENTS)
def test_the_next_speaking_moment_is_its_own_next(moment: datetime) -> None:
    speaks = CALENDAR.next_speaking(moment)

    assert speaks >= moment
    assert CALENDAR.next_speaking(speaks) == speaks
    assert CALENDAR.is_workday(CALENDAR.today(speaks))


@given(MOMENTS)
def test_the_next_days_moment_is_on_a_later_day_and_may_be_spoken_in(moment: datetime) -> None:
    later = CALENDAR.next_day_speaking(moment)

    assert CALENDAR.today(later) > CALENDAR.today(moment)
    assert CALENDAR.next_speaking(later) == later


@pytest.mark.parametrize(
    ("moment", "speaks"),
    [
        ("2026-11-16 08:29", "2026-11-16 08:30"),
        ("2026-11-16 08:30", "2026-11-16 08:30"),
        ("2026-11-16 19:59", "2026-11-16 19:59"),
        ("2026-11-16 20:00", "2026-11-17 08:30"),
        ("2026-11-20 20:00", "2026-11-23 08:30"),
        ("2026-09-20 10:00", "2026-09-20 10:00"),  # a Sunday that is worked
        ("2026-09-30 20:00", "2026-10-08 08:30"),  # National Day
        ("2026-10-10 10:00", "2026-10-10 10:00"),  # the Saturday that is worked for it
    ],
)
def test_quiet_hours_and_days_off(moment: str, speaks: str) -> None:
    assert CALENDAR.next_speaking(at(moment)) == at(speaks)


def test_a_year_without_a_table_is_monday_to_friday() -> None:
    assert PLAIN.is_workday(date(2031, 10, 1))
    assert not PLAIN.is_workday(date(2031, 10, 4))


def test_the_lunch_break_and_a_holiday_are_not_working_time() -> None:
    assert CALENDAR.working_between(at("2026-09-30 11:00"), at("2026-10-08 09:30")) == timedelta(hours=5.5)
