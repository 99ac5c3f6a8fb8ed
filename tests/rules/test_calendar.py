"""Working time and quiet hours, with the 调休 of 2026."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.times import holidays
from core.calendar import DAY, Calendar, Holidays
from core.day_words import Days, read_days
from core.office_time import OfficeDay, OfficeTime, unknown_years, with_office
from core.rounds.cadence import weekly
from core.rounds.held import due_now

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(CHINA, holidays())
PLAIN = Calendar(CHINA, Holidays())
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001 - bounds go without a zone
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
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


def test_every_day_is_what_the_state_council_says() -> None:
    day, last = date(2004, 1, 1), date(2026, 12, 31)
    wrong = []
    while day <= last:
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += DAY

    assert wrong == []


@given(st.dates(date(2027, 1, 1), date(2060, 12, 31)))
def test_later_years_are_monday_to_friday_and_known_to_be_unknown(day: date) -> None:
    assert CALENDAR.is_workday(day) == (day.weekday() < 5)
    assert unknown_years(CALENDAR, day, DAY)[0] == day.year
    own = OfficeTime({}, frozenset({day.year}))
    assert day.year not in unknown_years(with_office(CALENDAR, own), day, DAY)


@given(st.dictionaries(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.booleans(), max_size=12), DAYS)
def test_the_office_has_the_last_word_and_all_other_days_stay(entered: dict[date, bool], day: date) -> None:
    own = OfficeTime({one: OfficeDay(works, 1, at("2026-11-16 09:00")) for one, works in entered.items()})

    changed = with_office(CALENDAR, own)

    assert all(changed.is_workday(one) == works for one, works in entered.items())
    assert day in entered or changed.is_workday(day) == CALENDAR.is_workday(day)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_time_zone_of_the_machine_does_not_matter(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # Friday 0:30 in China
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert CALENDAR.today(moment) == date(2026, 11, 20)
        assert CALENDAR.next_speaking(moment) == at("2026-11-20 08:30")
        assert [due.deadline_at for due in due_now(weekly(), CALENDAR, moment)][-1] == at("2026-11-20 17:00")
        assert CALENDAR.add_working(moment, timedelta(hours=7)) == at("2026-11-20 18:00")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("2027-01-01至01-03放假", date(2027, 1, 1), date(2027, 1, 3), "放假"),
        ("2027-01-04上班", date(2027, 1, 4), date(2027, 1, 4), "上班"),
        ("11月23日至27日 由王敏代", date(2026, 11, 23), date(2026, 11, 27), "由王敏代"),
        ("林一航 12月30日到1月4日", date(2026, 12, 30), date(2027, 1, 4), "林一航"),
        ("1月1日～3日放假", date(2027, 1, 1), date(2027, 1, 3), "放假"),
        ("11.23-11.27", date(2026, 11, 23), date(2026, 11, 27), ""),
        ("2027年2月8号", date(2027, 2, 8), date(2027, 2, 8), ""),
        ("明天 由王敏代", date(2026, 11, 22), date(2026, 11, 22), "由王敏代"),
    ],
)
def test_days_as_people_write_them(text: str, first: date, last: date, rest: str) -> None:
    assert read_days(text, date(2026, 11, 21)) == Days(first, last, rest)


@pytest.mark.parametrize(
    "text", ["", "放假", "13月1日", "2月30日", "11月27日至23日", "2027-01-01至2029-01-01"]
)
def test_days_that_cannot_be_are_none(text: str) -> None:
    assert read_days(text, date(2026, 11, 21)) is None


def test_a_year_without_a_table_is_monday_to_friday() -> None:
    assert PLAIN.is_workday(date(2031, 10, 1))
    assert not PLAIN.is_workday(date(2031, 10, 4))


def test_the_lunch_break_and_a_holiday_are_not_working_time() -> None:
    assert CALENDAR.working_between(at("2026-09-30 11:00"), at("2026-10-08 09:30")) == timedelta(hours=5.5)
