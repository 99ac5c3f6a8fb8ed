"""Random and mutated replies: no exception, no hang, no figure from nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rounds.reading.model import Doubt
from core.rounds.reading.read import read_reply
from tests.rules.strange_replies import ONE, PIECES, SENTENCES, THREE, TODAY, assembled, check, mutated


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=300)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_replies_are_survived(text: str) -> None:
    check(text, read_reply(text, THREE, TODAY))
    check(text, read_reply(text, ONE, TODAY))


def test_mutated_replies_are_survived() -> None:
    for text in [*mutated(1000), *assembled(500)]:
        check(text, read_reply(text, THREE, TODAY))


EVENTS = st.sampled_from(["开工", "投产", "竣工", "复工", "签约", "试生产", "停工"])
AMOUNTS = st.sampled_from(["500万", "五百万", "0.05亿", "500w", "5百万元"])


@given(st.sampled_from(["没有", "没", "未", "尚未", "还没", "还未", "无法", "暂未", "没能", "不能"]), EVENTS)
def test_what_has_not_happened_is_no_stage(not_yet: str, event: str) -> None:
    for item in read_reply(f"1号{not_yet}{event}", THREE, TODAY).items:
        assert item.stage is None


@given(
    st.sampled_from(
        [
            "预计",
            "计划",
            "争取",
            "准备",
            "拟",
            "下周",
            "下月",
            "明年",
            "12月底前",
            "力争年底",
            "如果批了就",
            "等贷款下来就",
            "快要",
            "即将",
        ]
    ),
    EVENTS,
)
def test_what_is_to_come_is_no_stage(ahead: str, event: str) -> None:
    for item in read_reply(f"1号{ahead}{event}", THREE, TODAY).items:
        assert item.stage is None


@given(
    st.sampled_from(["听说", "据说", "可能", "好像", "应该", "企业说", "估计已经"]),
    st.sampled_from(["到位了", "本周到了"]),
    AMOUNTS,
)
def test_what_is_heard_from_others_is_asked_about(heard: str, verb: str, amount: str) -> None:
    assert read_reply(f"1号{heard}{verb}{amount}", THREE, TODAY).ask


@given(AMOUNTS, AMOUNTS, st.sampled_from(["，不对，是", "，更正，", "，说错了，是", "，不对，应该是"]))
def test_a_figure_taken_back_is_gone(wrong: str, right: str, back: str) -> None:
    (item,) = read_reply(f"1号本周到位3千万{back}{right}", THREE, TODAY).items

    assert [one.yuan for one in item.sums] == [5_000_000]
    assert Doubt.SEVERAL not in item.doubts


@given(st.sampled_from(SENTENCES))
def test_courtesies_change_nothing(text: str) -> None:
    plain, polite = read_reply(text, THREE, TODAY), read_reply(f"领导好，{text}。谢谢", THREE, TODAY)

    assert [(one.no, one.stage, one.percent, one.resolved, one.flags) for one in plain.items] == [
        (one.no, one.stage, one.percent, one.resolved, one.flags) for one in polite.items
    ]


@given(st.sampled_from(SENTENCES))
def test_wide_digits_are_digits(text: str) -> None:
    wide = text.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    narrow_items, wide_items = read_reply(text, THREE, TODAY).items, read_reply(wide, THREE, TODAY).items

    assert [[(one.kind, one.yuan) for one in item.sums] for item in narrow_items] == [
        [(one.kind, one.yuan) for one in item.sums] for item in wide_items
    ]


@pytest.mark.parametrize(
    "text",
    ["亿" * 5000, "一" * 5000, "1、" * 2500, "1号" * 2000, "到位" * 2000, "都" * 4000, "9" * 4000, "正常 " * 1000,
     "没有" * 2000, "目前" * 2000, "本周到位" * 1000, "（" * 4000, "那个" * 2000, "肉鸡" * 2000, "1号到位2000万，" * 400],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_a_wall_of_text_comes_to_an_end(text: str) -> None:
    """The test run's own time limit is the judge; ``python -m benchmarks.replies`` has the seconds."""
    check(text, read_reply(text, THREE, TODAY))
