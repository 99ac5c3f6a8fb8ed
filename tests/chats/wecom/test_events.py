"""What each callback means."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.events import raw, translate
from bot.wecom.keys import for_button, for_list, pressed
from core.chat import Happening, Incoming
from tests.chats.wecom.envelopes import click, event, text, xml

AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def heard(inner: str) -> Incoming:
    update = raw(inner.encode())
    assert update is not None
    return translate(json.loads(update.body), AT)


def test_a_sentence() -> None:
    said = heard(text("ZhangSan", "1号 正常", "42"))

    assert (said.kind, said.text, said.message_id, said.private) == (Happening.TEXT, "1号 正常", "42", True)
    assert (said.sender, said.chat, said.sender_name) == ("zhangsan", "zhangsan", "ZhangSan")


def test_capital_letters_of_a_userid_are_no_other_person() -> None:
    first, second = raw(text("ZhangSan", "a").encode()), raw(text("zhangsan", "b").encode())

    assert first
    assert second
    assert first.lane == second.lane == "wecom:zhangsan"


@pytest.mark.parametrize(
    ("kind", "happening"),
    [
        ("image", Happening.PHOTO),
        ("video", Happening.VIDEO),
        ("voice", Happening.VOICE),
        ("file", Happening.FILE),
        ("location", Happening.OTHER),
        ("link", Happening.OTHER),
        ("novelty", Happening.OTHER),
    ],
)
def test_kinds_of_messages(kind: str, happening: Happening) -> None:
    said = heard(xml("lisi", {"MsgType": kind, "MediaId": "m1", "FileName": "台账.xlsx", "MsgId": "9"}))

    assert said.kind is happening
    assert said.file is not None
    assert (said.file.file_id, said.file.name) == ("m1", "台账.xlsx")


@pytest.mark.parametrize(
    ("name", "happening"),
    [
        ("enter_agent", Happening.ARRIVED),
        ("subscribe", Happening.UNBLOCKED),
        ("unsubscribe", Happening.BLOCKED),
        ("view", Happening.OTHER),
        ("inactive_alert", Happening.OTHER),
        ("something_new", Happening.OTHER),
    ],
)
def test_kinds_of_events(name: str, happening: Happening) -> None:
    assert heard(event("lisi", name)).kind is happening


def test_the_menu_says_commands() -> None:
    assert heard(event("lisi", "click", EventKey="menu:mine")).text == "/mine"
    assert heard(event("lisi", "click", EventKey="of another")).kind is Happening.OTHER


def test_a_pressed_button_names_its_card_and_brings_a_code() -> None:
    said = heard(click("lisi", for_button("d1", "1:r:7:3:g"), code="RC"))

    assert (said.kind, said.text, said.message_id, said.press_id) == (
        Happening.PRESS, "1:r:7:3:g", "d1", "RC",
    )  # fmt: skip


def test_the_row_chosen_in_a_list_completes_the_button() -> None:
    assert heard(click("lisi", for_list("d1", "1:r:7:*:p"), chosen="3")).text == "1:r:7:3:p"
    assert heard(click("lisi", for_list("d1"), chosen="1:iv:leader")).text == "1:iv:leader"


def test_a_moment_that_cannot_be_is_ours() -> None:
    assert heard(xml("lisi", {"MsgType": "text", "CreateTime": "9" * 30, "MsgId": "1"})).said_at == AT


def test_nobody_says_nothing() -> None:
    assert raw(text("", "x").encode()) is None
    assert raw(text("a" * 65, "x").encode()) is None


@given(st.text(max_size=300), st.text(max_size=200))
def test_any_key_is_read_without_an_error_and_never_gives_long_data(key: str, chosen: str) -> None:
    found = pressed(key, {"choice": chosen})

    assert len(found.data.encode()) <= 64


NAMES = st.sampled_from(
    ["MsgType", "Event", "EventKey", "Content", "SelectedItems", "SelectedItem", "CreateTime"]
)
LEAVES = st.text(max_size=20) | st.sampled_from(["event", "text", "click", "template_card_event", "image"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, max_size=7))
def test_any_tree_is_a_happening(fields: dict[str, object]) -> None:
    assert translate({"FromUserName": "lisi", **fields}, AT).sender == "lisi"
