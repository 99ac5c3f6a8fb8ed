"""Dates as ledgers and replies write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.date_patterns import DateFlag
from core.date_words import DateInput, Lean, read_date, read_reply_date
from core.dates import (
    PartialDate,
    Precision,
    date_from_json,
    date_json,
    format_date,
    half_year,
    month,
    months,
    one_day,
    quarter,
    whole_year,
    xun,
)

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-02-05", one_day(date(2025, 2, 5))),
        ("2025.4.5", one_day(date(2025, 4, 5))),
        ("2024/10/12", one_day(date(2024, 10, 12))),
        ("20250712", one_day(date(2025, 7, 12))),
        ("2028-02-25 00:00:00", one_day(date(2028, 2, 25))),
        ("2024年10月22日", one_day(date(2024, 10, 22))),
        ("25.3.1", one_day(date(2025, 3, 1))),
        ("2024.6", month(2024, 6)),
        ("2027-10", month(2027, 10)),
        ("202506", month(2025, 6)),
        ("2025年11月", month(2025, 11)),
        ("25年3月", month(2025, 3)),
        ("２０２５年１０月", month(2025, 10)),
        ("二〇二五年十一月", month(2025, 11)),
        ("2024年11月底", month(2024, 11)),
        ("2027年6月底前", month(2027, 6)),
        ("2025年11月中旬", xun(2025, 11, 2)),
        ("2025年2月下旬", xun(2025, 2, 3)),
        ("2025年三季度", quarter(2025, 3)),
        ("2025年第四季度", quarter(2025, 4)),
        ("2026年上半年", half_year(2026, 1)),
        ("2026年", whole_year(2026)),
        ("2026年底", whole_year(2026)),
        ("2026年年底", whole_year(2026)),
    ],
)
def test_a_date_as_people_write_it_is_read_without_a_flag(text: str, value: PartialDate) -> None:
    reading = read_date(text)

    assert (reading.value, reading.flags) == (value, frozenset())


@pytest.mark.parametrize(
    ("value", "number_format", "expected", "flag"),
    [
        (datetime(2024, 9, 6), "yyyy/m/d", one_day(date(2024, 9, 6)), None),  # noqa: DTZ001 - cells have no zone
        (datetime(2024, 9, 1), 'yyyy"年"m"月"', month(2024, 9), None),  # noqa: DTZ001 - cells have no zone
        (2025.3, "General", month(2025, 3), None),
        (2025.12, "General", month(2025, 12), None),
        (2024.1, "0.00", month(2024, 10), None),
        (2024.1, "General", month(2024, 1), DateFlag.AMBIGUOUS),
        (45752, "General", one_day(date(2025, 4, 5)), DateFlag.SERIAL),
        (20250712, "General", one_day(date(2025, 7, 12)), None),
        (202507, "General", month(2025, 7), None),
        (2026, "General", whole_year(2026), None),
        (datetime(1905, 7, 17, 14, 24), "yyyy/m/d", month(2025, 6), DateFlag.AMBIGUOUS),  # noqa: DTZ001 - cells have no zone
        (12, "General", None, DateFlag.UNREADABLE),
        (2025.13, "General", None, DateFlag.UNREADABLE),
    ],
)
def test_numbers_and_date_cells(
    value: DateInput, number_format: str, expected: PartialDate | None, flag: DateFlag | None
) -> None:
    reading = read_date(value, number_format)

    assert (reading.value, reading.flags) == (expected, frozenset({flag} if flag else set()))


@pytest.mark.parametrize(
    ("text", "expected", "flag"),
    [
        ("7月底", month(2026, 7), DateFlag.YEAR_ASSUMED),
        ("11月中旬", xun(2026, 11, 2), DateFlag.YEAR_ASSUMED),
        ("明年6月", month(2027, 6), DateFlag.YEAR_ASSUMED),
        ("2026.6.31", month(2026, 6), DateFlag.INVALID_DAY),
        ("2026年02月29日", month(2026, 2), DateFlag.INVALID_DAY),
        ("2026.13", None, DateFlag.UNREADABLE),
        ("0206年3月", None, DateFlag.UNREADABLE),
        ("2026年3月已开工", month(2026, 3), DateFlag.EXTRA_WORDS),
        ("2024.8.1、2024.9.3", one_day(date(2024, 8, 1)), DateFlag.SEVERAL),
        ("2025年3-6月", months(2025, 3, 6), DateFlag.SEVERAL),
        ("2025年初", quarter(2025, 1), DateFlag.VAGUE),
        ("未开工", None, DateFlag.NOT_STATED),
        ("/", None, DateFlag.NOT_STATED),
        ("待定", None, DateFlag.NOT_STATED),
        ("见备注", None, DateFlag.UNREADABLE),
    ],
)
def test_whatever_is_odd_is_flagged(text: str, expected: PartialDate | None, flag: DateFlag) -> None:
    reading = read_date(text, reference_year=2026)

    assert reading.value == expected
    assert flag in reading.flags


def test_without_a_reference_year_a_month_alone_is_not_guessed() -> None:
    assert read_date("7月底").flags == {DateFlag.YEAR_MISSING}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", one_day(FRIDAY)),
        ("昨天开工了", one_day(date(2026, 11, 19))),
        ("11月20日", one_day(FRIDAY)),
        ("20号", one_day(FRIDAY)),
        ("11.20", one_day(FRIDAY)),
        ("本月底", month(2026, 11)),
        ("预计月底前解决", month(2026, 11)),
        ("下周一开工", one_day(date(2026, 11, 23))),
        ("周五", one_day(FRIDAY)),
        ("估计12月中旬", xun(2026, 12, 2)),
        ("2月底", month(2027, 2)),
        ("明年3月", month(2027, 3)),
        ("上个月", month(2026, 10)),
        ("本季度", quarter(2026, 4)),
        ("明年上半年", half_year(2027, 1)),
        ("年底", whole_year(2026)),
    ],
)
def test_dates_in_replies(text: str, expected: PartialDate) -> None:
    assert read_reply_date(text, FRIDAY).value == expected


@pytest.mark.parametrize("text", ["1号楼封顶", "到位1.2亿", "完成60%", "收到"])
def test_words_that_are_no_date(text: str) -> None:
    assert read_reply_date(text, FRIDAY).value is None


@pytest.mark.parametrize(
    ("lean", "expected"),
    [(Lean.PAST, date(2026, 10, 28)), (Lean.FUTURE, date(2026, 11, 28)), (Lean.NEAREST, date(2026, 11, 28))],
)
def test_the_lean_decides_which_month_is_meant(lean: Lean, expected: date) -> None:
    assert read_reply_date("28号", FRIDAY, lean).value == one_day(expected)


def test_deadlines_compare_with_the_last_possible_day() -> None:
    june = month(2026, 6)

    assert june > date(2026, 6, 29)
    assert june <= date(2026, 6, 30)
    assert june < one_day(date(2026, 7, 1))
    assert quarter(2026, 2) >= june


def test_an_upside_down_span_is_an_error() -> None:
    with pytest.raises(ValueError, match="lies before"):
        PartialDate(date(2026, 2, 1), date(2026, 1, 1), Precision.DAY)


@pytest.mark.parametrize(
    ("value", "text", "plain"),
    [
        (one_day(date(2026, 6, 5)), "2026-06-05", "2026-06-05"),
        (month(2026, 6), "2026年6月底", "2026年6月"),
        (xun(2026, 6, 2), "2026年6月中旬", "2026年6月中旬"),
        (quarter(2026, 3), "2026年三季度", "2026年三季度"),
        (half_year(2026, 2), "2026年下半年", "2026年下半年"),
        (whole_year(2026), "2026年底", "2026年"),
        (months(2025, 3, 6), "2025年3-6月底", "2025年3-6月"),
    ],
)
def test_people_read_dates_in_their_own_words(value: PartialDate, text: str, plain: str) -> None:
    assert format_date(value) == text
    assert format_date(value, deadline=False) == plain
    assert read_date(plain).value == read_date(text).value == value


YEARS = st.integers(2000, 2099)
DATES = st.one_of(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(one_day),
    st.builds(xun, YEARS, st.integers(1, 12), st.integers(1, 3)),
    st.builds(month, YEARS, st.integers(1, 12)),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(half_year, YEARS, st.integers(1, 2)),
    st.builds(whole_year, YEARS),
)


@given(DATES)
def test_what_we_write_we_read_back(value: PartialDate) -> None:
    assert read_date(format_date(value)).value == value
    assert date_from_json(date_json(value)) == value


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    read_date(text, reference_year=2026)
    read_reply_date(text, FRIDAY)


@given(st.one_of(st.integers(), st.floats(), st.datetimes(), st.dates()))
def test_no_number_breaks_the_reader(value: DateInput) -> None:
    read_date(value, "0.00", 2026)
