"""Which numbers of an office's own words the frozen figures do not say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bulletins.model import Form
from core.bulletins.numbers import foreign, known_in
from core.texts import bulletin_words as words
from core.texts import said_numbers
from tests.documents.issues import CALENDAR, issue, material_from

GENERATED = """1. 西河县　98.00分　↑2
2. 东岭县　32.14分　持平
累计到位资金7.30亿元，开工率83.3%，红灯2个，比上期+0.8个百分点"""
KNOWN = known_in(GENERATED, {"西河县": "98.00分 第1名 100.0%", "东岭县": "32.14分 第2名 50.0%"})


@pytest.mark.parametrize(
    "text",
    [
        "西河县98分，东岭县32.14分",
        "全市到位资金73000万元，开工率百分之八十三点三",
        "全市到位资金7.3亿",
        "红灯二个，上升0.8个百分点",
        "请于2026年11月27日17:00前报送第47周进展，11月30日前整改",
        "一、总体情况\n二、下步要求\n1、加快进度\n（一）进一步压实责任",
        "第二名东岭县",
        "招商〔2026〕12号",
        "开工率８３．３％",
    ],
)
def test_what_the_figures_say_in_other_words_is_fine(text: str) -> None:
    assert foreign(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("累计到位资金8.30亿元", [("8.30亿元", "")]),
        ("累计到位资金7.30万元", [("7.30万元", "")]),
        ("开工率83%", [("83%", "")]),
        ("红灯三个", [("三", "")]),
        ("签约1,234个", [("1234", "")]),
        ("西河县32.14分，东岭县98分", [("32.14分", "西河县"), ("98分", "东岭县")]),
        ("1. 东岭县", [("1", "东岭县")]),
        ("东岭县列第1名", [("第1名", "东岭县")]),
        ("东岭县开工率100.0%", [("100.0%", "东岭县")]),
    ],
)
def test_a_number_that_is_not_there_or_not_that_units_is_named(
    text: str, named: list[tuple[str, str]]
) -> None:
    assert [(one.text, one.unit) for one in foreign(text, KNOWN)] == named


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.PAGE])
def test_what_the_product_wrote_itself_is_never_doubted(form: Form) -> None:
    """Of every kind, against the figures and its own words; and a single changed score always is."""
    figures = issue(8)
    text = words.text_of(words.own_template(form), material_from(figures), CALENDAR)
    known = known_in(text, said_numbers.of_units(figures))
    assert foreign(text, known) == ()
    best = figures.groups[0][0].score
    if f"{best.total}分" in text:
        assert foreign(text.replace(f"{best.total}分", "77.77分"), known)


@settings(max_examples=60)
@given(st.text(st.sampled_from("第0123456789一二百千万亿元%.,名个分、。 东岭县"), max_size=25))
def test_any_words_can_be_compared(text: str) -> None:
    assert foreign(text, known_in(text, {"东岭县": ""})) == ()
