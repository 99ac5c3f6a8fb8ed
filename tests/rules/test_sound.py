"""Characters by ear: the readings that names of places and people have."""

from __future__ import annotations

from datetime import date

import pytest

from core.rounds.reading.model import Line
from core.rounds.reading.read import read_reply
from storage.sounds import sound


@pytest.mark.parametrize(
    ("written", "read"),
    [("长庆", "chang qing"), ("朝阳", "chao yang"), ("曾", "zeng"), ("单", "shan"), ("仇", "qiu"), ("重庆", "chong qing"), ("厦门", "xia men"), ("吕", "lv")],
)  # fmt: skip
def test_names_sound_as_people_say_them(written: str, read: str) -> None:
    assert " ".join(map(sound, written)) == read


@pytest.mark.parametrize("character", ["a", "1", "，", "Ⅱ", ""])
def test_what_is_no_chinese_character_sounds_as_itself(character: str) -> None:
    assert sound(character) == character


@pytest.mark.parametrize("typed", ["常庆", "长青", "场清"])
def test_a_name_typed_by_ear_is_found(typed: str) -> None:
    two = (Line(1, "长庆装备制造项目", ("长庆",)), Line(2, "曾家山文旅项目", ("曾家山",)))

    assert [item.no for item in read_reply(f"{typed}投产了", two, date(2026, 11, 20), sound).items] == [1]
