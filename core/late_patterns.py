"""Patterns that are compiled when they are first used.

Understanding sentences takes two hundred of them: a fifth of a second of every start, and a start hears no sentence.
Once the program runs, ``app.wiring`` has compiled what has not been used yet, bit by bit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from core.pattern_starts import looking_ahead

_waiting: list[_Compiled] = []


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
        late = _waiting.pop()
        if isinstance(late, _Late):
            late.compile()
        yield


class _Compiled:
    """The methods of a pattern as attributes of its own, so that they cost what they always cost."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags


class _Late(_Compiled):
    """Becomes a ``_Compiled`` when it is used: a class with ``__getattr__`` is slow to ask for anything."""

    def __getattr__(self, name: str) -> object:
        self.compile()
        return getattr(self, name)

    def compile(self) -> None:
        source = looking_ahead(self.pattern) if self.flags in (0, re.ASCII) else self.pattern
        compiled = re.compile(source, self.flags)
        own = {name: getattr(compiled, name) for name in dir(compiled) if name[0] != "_"}
        self.__dict__ |= own | {"pattern": self.pattern}
        self.__class__ = _Compiled  # type: ignore[assignment]  # its attributes are those of that class
