"""What a transaction has read, so that it asks the database for the same rows only once.

Measured: without it a leader's sentence took 46 statements, 17 of them for rows that were read before,
and 7 ms of processor time; with it 4.5 ms.
What a repository writes makes it forget what it read; a lock makes all of them forget, for whoever held
it before may have changed anything.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Memory:
    """Lives as long as one transaction."""

    __slots__ = ("_regions",)

    def __init__(self) -> None:
        self._regions: dict[type, dict[Hashable, Any]] = {}

    def region(self, owner: object) -> dict[Hashable, Any]:
        return self._regions.setdefault(type(owner), {})

    def clear(self) -> None:
        self._regions.clear()


class Remembering(Protocol):
    @property
    def memory(self) -> Memory: ...


S = TypeVar("S", bound=Remembering)


def once(read: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """The answer is kept until this repository writes, or anybody locks."""

    @wraps(read)
    def remembering(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        known = self.memory.region(self)
        key = (read.__name__, *map(_hashable, args), *((k, _hashable(v)) for k, v in kwargs.items()))
        if key not in known:
            known[key] = read(self, *args, **kwargs)
        answer: T = known[key]
        return answer

    return remembering


def forgetting(write: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """What this repository knew may be wrong now."""

    @wraps(write)
    def writing(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.memory.region(self).clear()
        return write(self, *args, **kwargs)

    return writing


def _hashable(argument: object) -> Hashable:
    """Ids in any order ask the same."""
    if isinstance(argument, list | set | tuple | dict):
        return frozenset(argument)
    assert isinstance(argument, Hashable)  # noqa: S101 - ids, days, duties and people
    return argument
