"""Which rounds should exist by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.presets import NAMES, preset, presets
from app.times import holidays
from core.calendar import DAY, Calendar
from core.rounds.cadence import Due, due_in, weekly
from core.rounds.held import due_now, held, upcoming
from core.rounds.model import Questions
from core.rounds.periods import Named, again, last_day, named, period_after, period_around, period_before
from core.rounds.timetable import Audience, Cadence, Every, Product, When
from core.texts import words

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(CHINA, holidays())
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds go without a zone
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TIMES = st.tuples(st.integers(8, 11), st.integers(14, 19))
CADENCES = st.builds(
    lambda every, opens, length, at, month: replace(
        weekly(),
        every=every,
        opens=When(opens, time(at[0], 0), month if every in (Every.QUARTER, Every.YEAR) else 0),
        closes=When(opens + length, time(at[1], 0), month if every in (Every.QUARTER, Every.YEAR) else 0),
    ),
    st.sampled_from(tuple(Every)[1:]),  # by the day there are only campaigns
    st.integers(1, 5),
    st.integers(0, 10),
    TIMES,
    st.integers(0, 3),
)


def period_of(cadence: Cadence, day: date, calendar: Calendar) -> Due | None:
    """The period around ``day``; None if nobody works in it."""
    return due_in(cadence, period_around(cadence.every, day), calendar)


@given(CADENCES, DAYS)
def test_a_period_opens_and_ends_on_working_days(cadence: Cadence, day: date) -> None:
    """On the day of the rule or the last working day before it; the deadline never before its period."""
    due = period_of(cadence, day, CALENDAR)
    period = period_around(cadence.every, day)

    if due is None:
        assert not any(
            CALENDAR.is_workday(period.first + n * DAY) for n in range((period.last - period.first).days + 1)
        )
        return
    opens_on, closes_on = CALENDAR.today(due.opens_at), CALENDAR.today(due.deadline_at)
    assert CALENDAR.is_workday(opens_on)
    assert CALENDAR.is_workday(closes_on)
    assert opens_on <= due.opens_on
    assert not any(
        CALENDAR.is_workday(opens_on + n * DAY) for n in range(1, (due.opens_on - opens_on).days + 1)
    )
    assert closes_on >= period.first
    assert due.opens_at < due.deadline_at


@given(st.sampled_from(Every), st.dates(date(2004, 1, 1), date(2040, 12, 31)))
def test_periods_follow_one_another_without_a_gap_and_have_names_of_their_own(
    every: Every, day: date
) -> None:
    period = period_around(every, day)
    assert last_day(period.name) == period.last
    assert last_day(again(period.name, 2)) == period.last
    after = period_after(period)

    assert period.first <= day <= period.last
    assert after.first == period.last + DAY
    assert period_before(after) == period
    assert len({period.name, after.name, again(period.name, 2)}) == 3
    assert named(period.name) == replace(named(again(period.name, 2)), again=1)


@pytest.mark.parametrize(
    ("every", "name", "said", "means"),
    [
        (Every.DAY, "20261121", "2026年11月21日", Named(Every.DAY, 2026, 1121, "", 1)),
        (Every.WEEK, "2026-W47", "2026年第47周", Named(Every.WEEK, 2026, 47, "", 1)),
        (Every.HALF_MONTH, "2026-11B", "2026年11月下半月", Named(Every.HALF_MONTH, 2026, 11, "B", 1)),
        (Every.MONTH, "2026-11", "2026年11月", Named(Every.MONTH, 2026, 11, "", 1)),
        (Every.QUARTER, "2026Q4", "2026年第4季度", Named(Every.QUARTER, 2026, 4, "", 1)),
        (Every.YEAR, "2026", "2026年", Named(Every.YEAR, 2026, 0, "", 1)),
    ],
)
def test_how_periods_are_called(every: Every, name: str, said: str, means: Named) -> None:
    assert period_around(every, date(2026, 11, 21)).name == name
    assert words.period(name) == said
    assert words.period(again(name, 2)) == f"{said}（第2次）"
    assert named(name) == means


def test_what_is_no_name_is_refused() -> None:
    for name in ("26", "2026-W4", "2026-11C", "2026Q5", "W47"):
        with pytest.raises(ValueError, match=name):
            named(name)


@given(MOMENTS)
def test_nothing_is_due_before_it_opens_and_the_newest_comes_last(now: datetime) -> None:
    due = due_now(weekly(), CALENDAR, now)

    assert all(each.opens_at <= now for each in due)
    assert due == sorted(due, key=lambda each: each.opens_at)
    assert len({each.period for each in due}) == len(due) <= 3


@given(MOMENTS)
def test_periods_from_before_it_was_switched_on_are_nobodys_business(now: datetime) -> None:
    assert due_now(replace(weekly(), enabled_from=now + timedelta(seconds=1)), CALENDAR, now) == []
    assert due_now(replace(weekly(), enabled=False), CALENDAR, now) == []


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (date(2026, 11, 18), "11-16 09:00", "11-20 17:00"),
        (date(2026, 4, 6), "04-03 09:00", "04-10 17:00"),  # 清明 on Monday: the Friday before
        (date(2026, 10, 1), "09-28 09:00", "09-30 17:00"),  # 国庆 from Thursday
        (date(2026, 10, 8), "09-30 09:00", "10-09 17:00"),  # before 国庆, not after it
        (date(2026, 9, 24), "09-21 09:00", "09-24 17:00"),  # 中秋 on Friday
    ],
)
def test_weeks_with_holidays(day: date, opens: str, closes: str) -> None:
    due = period_of(weekly(), day, CALENDAR)

    assert due is not None
    assert f"{CALENDAR.local(due.opens_at):%m-%d %H:%M}" == opens
    assert f"{CALENDAR.local(due.deadline_at):%m-%d %H:%M}" == closes


def test_a_week_in_which_nobody_works_has_no_period() -> None:
    assert period_of(weekly(), date(2026, 2, 18), CALENDAR) is None


def test_the_next_firings_wait_for_the_round_before() -> None:
    now = CALENDAR.at(date(2026, 9, 27), time(12))

    firings = [
        (d.period, f"{CALENDAR.local(d.opens_at):%m-%d %H:%M}")
        for d in islice(upcoming(weekly(), CALENDAR, now), 3)
    ]

    assert firings == [("2026-W40", "09-28 09:00"), ("2026-W41", "09-30 17:00"), ("2026-W42", "10-12 09:00")]


MONTHLY = replace(
    weekly(name="月调度"), id=1, every=Every.MONTH, opens=When(20, time(9)), closes=When(25, time(17))
)
WEEKLY = replace(weekly(), id=3)


def by_day(*days: int, first: date, until: date, of: int = 3) -> Cadence:
    """A campaign on these weekdays, 9:00 to 17:00."""
    return replace(
        weekly(name="攻坚"), id=9, every=Every.DAY, opens=When(1, time(9)), closes=When(1, time(17)), days=days,
        from_on=first, until_on=until, campaign_of=of, products=(Product.CARD_ROUND,),
    )  # fmt: skip


def told(cadence: Cadence, cadences: tuple[Cadence, ...], at: str, count: int) -> list[str]:
    """Period, opening and deadline of what comes next."""
    now = datetime.fromisoformat(at).replace(tzinfo=CHINA)
    return [
        f"{d.period} {CALENDAR.local(d.opens_at):%m-%d %H} {CALENDAR.local(d.deadline_at):%m-%d %H}"
        for d in islice(upcoming(cadence, CALENDAR, now, cadences), count)
    ]


def test_a_month_is_held_with_the_last_cards_of_its_campaign_and_the_campaign_ends_by_itself() -> None:
    campaign = replace(weekly(), id=2, from_on=date(2026, 11, 23), until_on=date(2026, 12, 28), campaign_of=1)
    both = (MONTHLY, campaign)

    assert told(MONTHLY, both, "2026-11-19 12:00", 3) == [
        "2026-11 11-20 09 11-25 17",  # it begins before the campaign, and ends as it began
        "2026-12 12-21 09 12-25 17",  # with the week's cards, which are the month's
        "2027-01 01-20 09 01-25 17",
    ]
    weeks = ["2026-W48", "2026-W49", "2026-W50", "2026-W51"]
    assert [line.split()[0] for line in told(campaign, both, "2026-11-19 12:00", 9)] == weeks


def test_on_days_of_a_campaign_the_week_is_held_with_its_last_cards() -> None:
    campaign = by_day(1, 3, 5, first=date(2026, 11, 23), until=date(2026, 12, 5))
    both = (WEEKLY, campaign)

    assert told(WEEKLY, both, "2026-11-20 18:00", 3) == [
        "2026-W48 11-27 09 11-27 17",
        "2026-W49 12-04 09 12-04 17",
        "2026-W50 12-07 09 12-11 17",
    ]
    assert told(campaign, both, "2026-11-20 18:00", 9) == [
        "20261123 11-23 09 11-23 17",
        "20261125 11-25 09 11-25 17",
        "20261130 11-30 09 11-30 17",
        "20261202 12-02 09 12-02 17",
    ]


def test_a_campaign_from_the_middle_of_a_week_waits_for_the_week_that_runs() -> None:
    campaign = by_day(first=date(2026, 11, 25), until=date(2026, 12, 3))
    both = (WEEKLY, campaign)

    assert told(WEEKLY, both, "2026-11-20 18:00", 2) == [
        "2026-W48 11-23 09 11-27 17",
        "2026-W49 12-02 09 12-02 17",
    ]
    assert [line.split()[0] for line in told(campaign, both, "2026-11-20 18:00", 9)] == [
        "20261130",
        "20261201",
    ]


def test_three_rules_on_one_day_are_one_round_of_the_longest() -> None:
    campaign = by_day(first=date(2026, 12, 14), until=date(2026, 12, 31))
    all_three = (MONTHLY, WEEKLY, campaign)

    openings = sorted(
        line.split()[1] for each in all_three for line in told(each, all_three, "2026-12-11 18:00", 20)
        if line.split()[1] < "12-31" and line[:4] == "2026"
    )  # fmt: skip
    assert openings == [f"12-{day}" for day in (14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 28, 29, 30)]
    assert told(MONTHLY, all_three, "2026-12-11 18:00", 1) == ["2026-12 12-25 09 12-25 17"]
    assert [line.split()[0] for line in told(WEEKLY, all_three, "2026-12-11 18:00", 2)] == [
        "2026-W51",
        "2026-W53",
    ]


def test_a_campaign_by_the_day_asks_on_working_days_only() -> None:
    """国庆 2026: 1st to 7th October off, Sunday 20th September and Saturday 10th October worked."""
    every = by_day(first=date(2026, 9, 28), until=date(2026, 10, 13))
    some = by_day(1, 3, 6, first=date(2026, 9, 28), until=date(2026, 10, 13))

    days = [line.split()[0][4:] for line in told(every, (), "2026-09-27 12:00", 20)]
    assert days == ["0928", "0929", "0930", "1008", "1009", "1010", "1012"]
    assert [line.split()[0][4:] for line in told(some, (), "2026-09-27 12:00", 20)] == [
        "0928",
        "0930",
        "1010",
        "1012",
    ]


RULES = st.lists(CADENCES, min_size=1, max_size=3, unique_by=lambda each: each.every)


@settings(max_examples=30, deadline=None)
@given(RULES, st.sets(st.integers(1, 7), max_size=3), DAYS)
def test_no_day_has_two_rounds_whatever_the_rules(rules: list[Cadence], days: set[int], start: date) -> None:
    campaign = by_day(*sorted(days), first=start, until=start + 30 * DAY)
    cadences = (*(replace(each, id=n) for n, each in enumerate(rules, 1)), campaign)
    found = [
        (due.opens_at, each.id)
        for each in cadences
        for n in range(-1, 40)
        if (due := held(each, period_around(each.every, start + n * DAY), CALENDAR, cadences))
        and start <= CALENDAR.today(due.opens_at) < start + 30 * DAY
        and due.merges
    ]
    days_of = {CALENDAR.today(at): at for at, _ in found}
    merged = {(CALENDAR.today(at), owner) for at, owner in found}
    assert len(merged) == len(days_of), "what is carried on one day is one round"
    for n in range(30):
        day = start + n * DAY
        own = held(campaign, period_around(Every.DAY, day), CALENDAR, cadences)
        assert not (own and day in days_of), "and not one of the campaign besides"


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_asks_with_one_rule_and_never_twice_for_one_thing(name: str) -> None:
    cadences = preset(name)

    (asking,) = (each for each in cadences if each.asks)
    assert asking.ladder
    assert asking.questions is not Questions.NONE
    assert asking.audience is not Audience.OFFICE
    assert Product.BULLETIN in asking.products
    for each in cadences:
        due = period_of(each, date(2026, 11, 21), CALENDAR)
        assert due
        assert due.opens_at < due.deadline_at


def test_the_presets_are_those_of_the_source_speeches() -> None:
    lengths = {name: {each.every for each in cadences} for name, cadences in presets().items()}

    assert lengths == {
        "city": {Every.MONTH, Every.YEAR},
        "district": {Every.WEEK, Every.HALF_MONTH, Every.MONTH, Every.QUARTER, Every.YEAR},
        "county": {Every.QUARTER, Every.YEAR},
        "city-inspection": {Every.MONTH, Every.QUARTER, Every.YEAR},
    }
