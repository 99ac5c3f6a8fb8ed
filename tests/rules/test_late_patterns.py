"""Patterns that are compiled when they are first used, or a moment after the start."""

import re
from types import ModuleType

import pytest

from core.late_patterns import compile_late_patterns, late_pattern
from core.rounds.reading import read


def test_it_does_what_the_pattern_itself_does() -> None:
    late, real = late_pattern(r"(?P<n>\d+)号", re.ASCII), re.compile(r"(?P<n>\d+)号", re.ASCII)

    assert late.pattern == real.pattern
    assert [found["n"] for found in late.finditer("1号 22号")] == ["1", "22"]
    assert late.sub("·", "1号 2号") == real.sub("·", "1号 2号")
    assert (late.groupindex, late.flags) == (real.groupindex, real.flags)
    with pytest.raises(AttributeError):
        late.nothing_of_the_kind  # type: ignore[attr-defined]  # noqa: B018 - that is what is tried


def test_all_there_are_can_be_compiled_and_wait_no_longer() -> None:
    assert isinstance(read, ModuleType)  # with it all that reads sentences is loaded
    broken = late_pattern("(")

    with pytest.raises(re.error):
        list(compile_late_patterns())
    for _ in compile_late_patterns():
        pass  # each of ours is one
    assert list(compile_late_patterns()) == []
    with pytest.raises(re.error):
        broken.search("")
