"""Patterns that look at the character ahead find what they found without it."""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core
from core.late_patterns import _Compiled
from core.pattern_starts import looking_ahead
from tests.rules.strange_replies import SENTENCES

AHEAD = [
    ("(?<!质)差|[缺欠]", "(?=[差缺欠])(?:(?<!质)差|[缺欠])"),
    (r"没?到位|\d+万", r"(?=[\d到没])(?:没?到位|\d+万)"),
    ("^(?:还|仍)*没|未$", "(?=[仍未没还])(?:^(?:还|仍)*没|未$)"),
    (r"(?P<n>\d+|一[二三]?)号|\.", r"(?=[\.\d一])(?:(?P<n>\d+|一[二三]?)号|\.)"),
    ("(?=到位|(?P<n>资金))|没", "(?=[到没资])(?:(?=到位|(?P<n>资金))|没)"),
    ("a{0,2}b{1}c|de", "(?=[abd])(?:a{0,2}b{1}c|de)"),
    ("没*+未|批?没", "(?=[批未没])(?:没*+未|批?没)"),
    ("[b-]没|c?未", r"(?=[b\-c未])(?:[b-]没|c?未)"),
    (r"[-b]没|\d?未", r"(?=[\-b\d未])(?:[-b]没|\d?未)"),
    (r"[]\-]没|c?未", r"(?=[\]\-c未])(?:[]\-]没|c?未)"),
]
AS_IT_IS = [
    *("没批", "没批|未批", "(?:没|未)批", "[没未]批", r"\d+万"),  # re skips to these by itself
    *("没?", "(?:没|未)*", "没|", "(?!没)", "^|没", "x{0}"),  # nothing at all is found too
    *(".没|未", "[^没]|未", r"\b没|未", "(?i:n/?a)|无", "(?i)没?未", "(", "没)|未?没"),
]
PIECES = st.lists(
    st.sampled_from(
        [
            *"没未批ab|?*+^$.()",
            "(?:",
            "(?=",
            "(?<!",
            "[没a]",
            "[b-]",
            "[-1]",
            "[]a]",
            "[^b]",
            r"\d",
            r"\.",
            "{0,1}",
            "{2}",
        ]
    ),
    max_size=9,
).map("".join)

STRANGE = [*"0１٣७²½①Ⅻ \t\n\r\x1c\x85\u00a0\u2003\u2028\u3000aAÀßſK😀", "\r\n", "12", "３万"]
"""Digits and spaces of other scripts, ends of lines, letters with two cases of other lengths."""
MESSAGES = 25


@pytest.mark.parametrize(("source", "expected"), AHEAD)
def test_what_may_begin_is_looked_for_first(source: str, expected: str) -> None:
    assert looking_ahead(source) == expected


@pytest.mark.parametrize("source", AS_IT_IS)
def test_what_gains_nothing_or_is_not_understood_stays(source: str) -> None:
    assert looking_ahead(source) == source


@given(PIECES, st.text("没未批ab1.-]", max_size=8))
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


def test_all_patterns_of_the_program_find_the_same() -> None:
    """In sentences, and in pieces of the pattern itself among what else may stand in a message."""
    chance, among = Random(20261121), "\n".join(SENTENCES[::3])
    for source, flags in _patterns():
        ahead, plain = re.compile(looking_ahead(source), flags), re.compile(source, flags)
        assert _spans(ahead, among) == _spans(plain, among)
        pieces = [*source, *re.findall(r"[^\\\[\](){}|?*+^$.]{2,}", source)]
        for _ in range(MESSAGES):
            words = "".join(chance.choices(pieces, k=chance.randrange(9)))
            words += "".join(chance.choices(STRANGE, k=chance.randrange(4)))
            words += "".join(chance.choices(pieces, k=chance.randrange(4)))
            assert _finds(ahead, words) == _finds(plain, words), (source, words)


def _patterns() -> list[tuple[str, int]]:
    """Those that look ahead, wherever a module keeps them."""
    for one in pkgutil.walk_packages(core.__path__, "core."):
        import_module(one.name)
    loaded = [module for name, module in sys.modules.items() if name.startswith("core.")]
    late = {
        (one.pattern, one.flags)
        for module in loaded
        for one in _kept(vars(module), 3)
        if isinstance(one, _Compiled)
    }
    changed = [(source, flags) for source, flags in late if looking_ahead(source) != source]
    plain = [(source, flags & re.ASCII) for source, flags in changed if not flags & ~(re.ASCII | re.UNICODE)]
    assert len(plain) > 150
    return sorted(plain)


def _kept(value: object, deep: int) -> Iterator[object]:
    """What stands in a table, and in its rows."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    for one in inside:
        yield one
        if deep:
            yield from _kept(one, deep - 1)


def _spans(pattern: re.Pattern[str], words: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(words)]


def _finds(pattern: re.Pattern[str], words: str) -> object:
    """Whole, at the beginning, everywhere, from the second character on; with all groups."""
    found = [
        pattern.fullmatch(words),
        pattern.match(words),
        pattern.search(words, 1),
        *pattern.finditer(words),
    ]
    return [one and (one.span(), one.regs, one.groupdict(), one.lastgroup) for one in found], pattern.split(
        words
    )
