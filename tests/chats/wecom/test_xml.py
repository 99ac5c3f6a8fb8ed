"""Callback XML into values; nothing dangerous is expanded."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.xml import NoXml, each, fields_of, inside, word

CLICK = b"""<xml><ToUserName><![CDATA[ww1]]></ToUserName><Event>template_card_event</Event>
<SelectedItems><SelectedItem><QuestionKey>row</QuestionKey><OptionIds><OptionId>3</OptionId>
<OptionId>4</OptionId></OptionIds></SelectedItem></SelectedItems></xml>"""


def test_fields_come_by_name() -> None:
    fields = fields_of(CLICK)
    item = inside(inside(fields, "SelectedItems"), "SelectedItem")

    assert word(fields, "ToUserName") == "ww1"
    assert word(item, "QuestionKey") == "row"
    assert each(inside(item, "OptionIds"), "OptionId") == ["3", "4"]


def test_markup_in_cdata_is_text() -> None:
    text = "1号 <b>封顶</b> & 到位\n]]"

    assert word(fields_of(f"<xml><Content><![CDATA[{text}]]></Content></xml>".encode()), "Content") == text


def test_what_is_missing_is_empty() -> None:
    fields = fields_of(b"<xml><A/></xml>")

    assert (word(fields, "B"), inside(fields, "B"), each(fields, "B"), word(fields, "A")) == ("", {}, [], "")


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><A>&b;</A></xml>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'


@pytest.mark.parametrize(
    "text",
    [BOMB, OUTSIDE, b"<!DOCTYPE x><xml/>", b"", b"<xml>", b"\xff\xfe", b"<xml>" * 500 + b"</xml>" * 500],
)
def test_bombs_and_ruins_are_refused(text: bytes) -> None:
    with pytest.raises(NoXml):
        fields_of(text)


@given(st.binary(max_size=300))
def test_no_other_error_comes_out(text: bytes) -> None:
    with contextlib.suppress(NoXml):
        fields_of(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=100))
def test_any_sentence_survives(text: str) -> None:
    kept = text.replace("]]>", "")

    assert word(fields_of(f"<xml><C><![CDATA[{kept}]]></C></xml>".encode()), "C") == kept
