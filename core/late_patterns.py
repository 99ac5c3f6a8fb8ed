"""Patterns that are compiled when they are first used.

Understanding sentences takes two hundred of them: a fifth of a second of every start, and a start hears no sentence.
Once the program runs, ``app.wiring`` has compiled what has not been used yet, bit by bit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

_waiting: list[_Late] = []


def late_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, at the first search. Functions of ``re`` do not take it in place of a pattern."""
    made = _Late(source, flags)
    _waiting.append(made)
    return cast("re.Pattern[str]", made)


def compile_late_patterns() -> Iterator[None]:
    """Those that are not compiled yet, one a step.

    Raises:
        re.error: one is none.
    """
    while _waiting:
        _waiting.pop().compile()
        yield


class _Late:
    """Once compiled it has the pattern's own methods, so that they cost what they always cost."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        self.compile()
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(name) from None

    def compile(self) -> None:
        if "search" not in self.__dict__:
            compiled = re.compile(self.pattern, self.flags)
            self.__dict__ |= {name: getattr(compiled, name) for name in dir(compiled) if name[0] != "_"}
