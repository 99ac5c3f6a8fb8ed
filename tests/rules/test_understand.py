"""The small strict grammar of reply sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rounds.model import Answer
from core.rounds.understand import understand

TODAY = date(2026, 11, 16)
WORDS = st.sampled_from(
    ["1号", "2号", "3 ", "9号", "①", "10号楼", "正常", "无变化", "有问题", "用地", "环评", "卡住", "主体封顶", "开工", "预计",
     "到位", "2000万", "1.2亿", "500", "两千万", "本周", "累计", "其余", "全部", "，", "；", "。", "、", "\n", " ", "没有问题", "月底",
     "昨天", "11月12日", "项目", "50%", "不"]
)  # fmt: skip
SENTENCES = st.one_of(st.lists(WORDS, max_size=14).map("".join), st.text(max_size=200))
CARDS = st.sets(st.integers(1, 12), min_size=1, max_size=9)
FIGURE = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿]")


@given(SENTENCES, CARDS)
@settings(max_examples=500)
def test_it_never_fails_and_speaks_only_of_lines_on_the_card(text: str, numbers: set[int]) -> None:
    read = understand(text, numbers, TODAY)

    assert set(read.findings) <= numbers
    assert all(piece.strip() for piece in read.unclear)


@given(SENTENCES, CARDS)
@settings(max_examples=500)
def test_a_sum_is_never_made_up(text: str, numbers: set[int]) -> None:
    for finding in understand(text, numbers, TODAY).findings.values():
        for one in finding.sums:
            assert FIGURE.search(text)
            assert one.yuan > 0


@given(SENTENCES, CARDS)
@settings(max_examples=500)
def test_a_node_is_never_in_the_future_and_only_with_a_milestone_or_problem(
    text: str, numbers: set[int]
) -> None:
    for finding in understand(text, numbers, TODAY).findings.values():
        if finding.node_on is not None:
            assert finding.node_on.first <= TODAY
            assert finding.node is not None
        assert (finding.category == "") or finding.answer is Answer.PROBLEM


@given(SENTENCES, CARDS, CARDS)
def test_the_rest_never_covers_what_was_answered(text: str, numbers: set[int], unanswered: set[int]) -> None:
    left = understand(f"其余无变化。{text}", numbers, TODAY, unanswered & numbers)

    bare = understand("其余无变化", numbers, TODAY, unanswered & numbers)
    assert set(bare.findings) == unanswered & numbers
    assert set(left.findings) <= numbers


@pytest.mark.parametrize(
    ("text", "findings", "unclear"),
    [
        ("1正常 2无变化 3有问题 用地", {1: "on_track", 2: "no_change", 3: "problem"}, ()),
        ("1、2号 无变化，3号 正常", {1: "no_change", 2: "no_change", 3: "on_track"}, ()),
        ("①正常②无变化", {1: "on_track", 2: "no_change"}, ()),
        ("全部无变化", {1: "no_change", 2: "no_change", 3: "no_change"}, ()),
        ("2号 环评卡住，其余无变化", {1: "no_change", 2: "problem", 3: "no_change"}, ()),
        ("3有问题 其他", {3: "problem"}, ()),
        ("1号 正常；4号 正常", {1: "on_track"}, ("4号 正常",)),
        ("1号 正常，1号 无变化", {1: "on_track"}, ("1号 无变化",)),
        ("1、2号 到位2000万", {}, ("1、2号 到位2000万",)),
        ("1号 到位2000", {}, ("1号 到位2000",)),
        ("1号 未开工", {}, ("1号 未开工",)),
        ("2号楼封顶", {}, ("2号楼封顶",)),
        ("到位2000万", {}, ("到位2000万",)),
        ("", {}, ()),
    ],
)
def test_what_is_not_in_the_grammar_is_quoted_never_guessed(
    text: str, findings: dict[int, str], unclear: tuple[str, ...]
) -> None:
    read = understand(text, [1, 2, 3], TODAY)

    assert {no: finding.answer.value for no, finding in read.findings.items()} == findings
    assert read.unclear == unclear


@pytest.mark.parametrize(
    "text",
    ["3号 能评已经批了", "2号 土地问题解决了", "1号 环评办完", "1号 2026年99月99日开工", "1号 9月31日开工"],
)
def test_what_is_over_or_no_day_is_asked_back_and_never_becomes_a_fact(text: str) -> None:
    read = understand(text, [1, 2, 3], date(2026, 11, 20))
    assert (read.findings, len(read.unclear)) == ({}, 1)


def test_all_fine_leaves_alone_what_was_said_about_single_projects() -> None:
    read = understand("全部正常", [1, 2, 3], date(2026, 11, 20), [1, 3])
    assert set(read.findings) == {1, 3}
