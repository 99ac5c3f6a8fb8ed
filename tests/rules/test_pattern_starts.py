"""Patterns that look at the character ahead find what they found without it."""

from __future__ import annotations

import pkgutil
import re
import sys
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core.rounds.reading
from core.pattern_starts import looking_ahead
from tests.rules.strange_replies import SENTENCES

AHEAD = [
    ("(?<!质)差|[缺欠]", "(?=[差缺欠])(?:(?<!质)差|[缺欠])"),
    (r"没?到位|\d+万", r"(?=[\d到没])(?:没?到位|\d+万)"),
    ("^(?:还|仍)*没|未$", "(?=[仍未没还])(?:^(?:还|仍)*没|未$)"),
    (r"(?P<n>\d+|一[二三]?)号|\.", r"(?=[\.\d一])(?:(?P<n>\d+|一[二三]?)号|\.)"),
    ("(?=到位|(?P<n>资金))|没", "(?=[到没资])(?:(?=到位|(?P<n>资金))|没)"),
    ("a{0,2}b{1}c|de", "(?=[abd])(?:a{0,2}b{1}c|de)"),
]
AS_IT_IS = [
    *("没批", "没批|未批", "(?:没|未)批", "[没未]批", r"\d+万"),  # re skips to these by itself
    *("没?", "(?:没|未)*", "没|", "(?!没)", "^|没", "x{0}"),  # nothing at all is found too
    *(".没|未", "[^没]|未", r"\b没|未", "(?i:n/?a)|无", "(?i)没?未", "(", "没)|未?没"),
]
PIECES = st.lists(
    st.sampled_from(
        [*"没未批ab|?*+^$.()", "(?:", "(?=", "(?<!", "[没a]", "[^b]", r"\d", r"\.", "{0,1}", "{2}"]
    ),
    max_size=9,
).map("".join)


@pytest.mark.parametrize(("source", "expected"), AHEAD)
def test_what_may_begin_is_looked_for_first(source: str, expected: str) -> None:
    assert looking_ahead(source) == expected


@pytest.mark.parametrize("source", AS_IT_IS)
def test_what_gains_nothing_or_is_not_understood_stays(source: str) -> None:
    assert looking_ahead(source) == source


@given(PIECES, st.text("没未批ab1.", max_size=8))
@settings(max_examples=400, deadline=None)
def test_the_finds_are_the_same(source: str, words: str) -> None:
    try:
        plain = re.compile(source)
    except re.error:
        return

    ahead = re.compile(looking_ahead(source))

    assert [found.span() for found in ahead.finditer(words)] == [
        found.span() for found in plain.finditer(words)
    ]
    assert bool(ahead.fullmatch(words)) == bool(plain.fullmatch(words))


def test_all_that_read_a_reply_find_the_same() -> None:
    for module in pkgutil.walk_packages(core.rounds.reading.__path__, "core.rounds.reading."):
        import_module(module.name)
    loaded = [module for name, module in sys.modules.items() if name.startswith("core.rounds.reading.")]
    patterns = {
        one.pattern for module in loaded for one in vars(module).values() if hasattr(one, "groupindex")
    }
    changed = [
        (re.compile(looking_ahead(one)), re.compile(one)) for one in patterns if looking_ahead(one) != one
    ]
    text = "\n".join(SENTENCES[::3])

    assert len(changed) > 80
    for ahead, plain in changed:
        assert [one.span() for one in ahead.finditer(text)] == [one.span() for one in plain.finditer(text)]
