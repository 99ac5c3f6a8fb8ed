"""Templates are text with named fields: what is refused, and how a field is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bulletins.model import BulletinKind, Form
from core.bulletins.period import first_day, kind_for, measured_against
from core.bulletins.templates import (
    LIMIT,
    BadTemplate,
    LooseBrace,
    NothingToSay,
    TemplateTooLong,
    UnknownField,
    checked,
    filled,
)
from core.scoring.schemes import FIRST, FULL
from core.texts import bulletin_words as words
from core.texts.refusals import sentence
from tests.documents.issues import CALENDAR, issue, material_from

KNOWN = ("排名表", "表扬")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NothingToSay),
        ("  \n ", NothingToSay),
        ("各单位：{排名}", UnknownField),
        ("{__class__}", UnknownField),
        ("{排名表.__class__}", UnknownField),
        ("{排名表!r}", UnknownField),
        ("{0}", UnknownField),
        ("{}", UnknownField),
        ("{排名表", LooseBrace),
        ("排名表}", LooseBrace),
        ("{{排名表}}", LooseBrace),
        ("{排名表{表扬}}", LooseBrace),
        ("一" * (LIMIT + 1), TemplateTooLong),
    ],
)
def test_what_cannot_be_filled_in_is_refused(text: str, fault: type[BadTemplate]) -> None:
    with pytest.raises(fault) as refused:
        checked(text, KNOWN)
    assert sentence(refused.value)


def test_an_unknown_field_is_named_with_all_that_exist() -> None:
    with pytest.raises(UnknownField) as refused:
        words.checked_template(Form.PAGE, "{单位}：{排名表}{得分}")
    said = sentence(refused.value)
    assert "{排名表}、{得分}不是可用字段" in said
    assert all(f"{{{name}}}" in said for name in words.names(Form.PAGE))


def test_braces_of_a_chinese_keyboard_and_blanks_inside_are_fine() -> None:
    text = checked("各单位：｛ 表扬 ｝\n\n\n\n｛排名表｝  ", KNOWN)
    assert filled(text, {"表扬": "好", "排名表": "一二"}.__getitem__) == "各单位：好\n\n一二"


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    assert filled("{表扬}", lambda _: "{排名表}") == "{排名表}"


def test_a_line_of_empty_fields_leaves_no_gap() -> None:
    values = {"表扬": "", "排名表": "表"}
    assert (
        filled("甲\n\n{表扬}\n\n{排名表}\n{表扬}{表扬}\n乙：{表扬}", values.__getitem__) == "甲\n\n表\n乙："
    )


@settings(max_examples=50)
@given(st.text(st.sampled_from("甲{}｛｝表扬排名 \n"), max_size=30))
def test_whatever_is_accepted_can_be_filled_in(text: str) -> None:
    try:
        template = checked(text, KNOWN)
    except BadTemplate:
        return
    assert not set("{}") & set(filled(template, lambda name: "值" if name in KNOWN else "{"))


@pytest.mark.parametrize("units", [1, 8, 40])
@pytest.mark.parametrize("kind", list(BulletinKind))
def test_every_kind_fits_into_the_messages_of_both_services(kind: BulletinKind, units: int) -> None:
    """One message in Telegram, two at most in WeCom; the whole ranking where there is room."""
    material = material_from(issue(units, scheme=FULL if units > 1 else FIRST), kind)
    title, text = (
        words.title_of(material),
        words.text_of(words.own_template(Form(kind.value)), material, CALENDAR),
    )
    assert len(f"{title}\n{text}".encode()) <= 4000
    if kind is not BulletinKind.NEWS:
        assert f"\n{units}. " in text or (units == 40 and "家名次见图片和附表" in text)


def test_a_usual_week_is_one_message_everywhere() -> None:
    quiet = replace(material_from(issue(8)), opened=(), waiting=())
    title, text = words.title_of(quiet), words.text_of(words.own_template(Form.WEEKLY), quiet, CALENDAR)
    assert len(f"{title}\n{text}".encode()) <= 2048


@pytest.mark.parametrize(
    ("period", "kind", "asked_for", "first"),
    [
        ("2026-W47", BulletinKind.WEEKLY, BulletinKind.NEWS, date(2026, 12, 1)),
        ("2026-11B", BulletinKind.NEWS, BulletinKind.NEWS, date(2026, 11, 16)),
        ("2026-11", BulletinKind.MONTHLY, BulletinKind.MONTHLY, date(2026, 11, 1)),
        ("2026-11-2", BulletinKind.MONTHLY, BulletinKind.QUARTERLY, date(2026, 10, 1)),
        ("2026Q3", BulletinKind.QUARTERLY, BulletinKind.QUARTERLY, date(2026, 7, 1)),
        ("2026", BulletinKind.WEEKLY, BulletinKind.MONTHLY, date(2026, 12, 1)),
    ],
)
def test_a_round_of_a_month_makes_a_monthly_bulletin_about_that_month(
    period: str, kind: BulletinKind, asked_for: BulletinKind, first: date
) -> None:
    """Also when it is closed in the days after."""
    assert kind_for(period) is kind
    assert first_day(asked_for, period, date(2026, 12, 3)) == first


def test_movement_of_a_month_is_that_since_the_last_month() -> None:
    week = issue(8).snapshot
    before = replace(week, scores=tuple(replace(s, rank=9 - (s.rank or 0)) for s in week.scores[1:]))
    moved = {s.unit: (s.rank, s.moved, s.listed) for s in measured_against(week, before).scores}
    for score in week.scores[1:]:
        assert moved[score.unit] == (score.rank, 9 - 2 * (score.rank or 0), True)
    assert moved[week.scores[0].unit] == (1, None, False)
    assert {s.total for s in measured_against(week, None).scores} == {s.total for s in week.scores}
