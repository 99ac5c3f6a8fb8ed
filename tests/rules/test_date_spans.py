"""自12月1日至12月31日."""

from __future__ import annotations

from datetime import date

import pytest

from core.date_spans import Span, read_span

TODAY = date(2026, 11, 21)
DEC_1, DEC_31, JAN_1 = date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("said", "span", "rest"),
    [
        ("数据中心 李敏", Span(TODAY), "数据中心 李敏"),
        ("数据中心 李敏 自12月1日起", Span(DEC_1), "数据中心 李敏"),
        ("李敏 12月1日至12月31日", Span(DEC_1, JAN_1), "李敏"),
        ("李敏 从12月1日到31日止", Span(DEC_1, JAN_1), "李敏"),
        ("李敏 2026-12-01～2026.12.31", Span(DEC_1, JAN_1), "李敏"),
        ("李敏 至12月31日", Span(TODAY, JAN_1), "李敏"),
        ("李敏 今天至明天", Span(TODAY, date(2026, 11, 23)), "李敏"),
        ("李敏 自12月1日至明年12月31日", Span(DEC_1, date(2028, 1, 1)), "李敏"),
        ("李敏 自11月30日至11月20日", None, "李敏"),
        ("李敏 自2020-01-01", None, "李敏"),
        ("李敏 自2月30日", None, "李敏"),
        ("李敏 12月1日 12月3日", None, "李敏 12月3日"),
    ],
)
def test_spans(said: str, span: Span | None, rest: str) -> None:
    assert read_span(said, TODAY) == (span, rest)


def test_the_last_day_is_the_one_before_the_end() -> None:
    assert Span(DEC_1, JAN_1).last_on == DEC_31
    assert Span(DEC_1).last_on is None
