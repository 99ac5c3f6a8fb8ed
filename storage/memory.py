"""What was read from the database, so that the same rows are not asked for twice.

Measured: a leader's sentence took 46 statements, 17 of them for rows that its own transaction had read before,
and most of the others for rows that change a few times a year.
What a repository writes makes it forget what it read; a lock makes all of them forget, for whoever held
it before may have changed anything. On PostgreSQL a memory lives as long as one transaction. On SQLite the one
writer keeps it (decision 0010): nobody else can write meanwhile, and what others wrote before shows in the
database's ``data_version``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
Shelf = dict[Hashable, Any]
_NEVER = object()
MOST = 20_000
"""Answers kept over transactions, a few thousand projects; then it begins anew."""


class Memory:
    """By kind of repository and by what it was asked.

    Args:
        alone: nobody else can write meanwhile, as on SQLite.
    """

    __slots__ = ("_seen", "_size", "alone", "shelves")

    def __init__(self, *, alone: bool = False) -> None:
        self.alone = alone
        self.shelves: dict[type, dict[tuple[Hashable, ...], Shelf]] = {}
        self._size = 0
        self._seen = -1

    def shelf(self, owner: object, *name: Hashable) -> Shelf:
        """Answers of ``owner`` of one kind; ``name`` begins with that of the method."""
        try:
            return self.shelves[type(owner)][name]
        except KeyError:
            return self.shelves.setdefault(type(owner), {}).setdefault(name, {})

    def keep(self, shelf: Shelf, answers: Mapping[Any, Any]) -> None:
        self._size += len(answers)
        shelf.update(answers)

    def drop(self, owner: object, name: str, *asked: Hashable) -> None:
        """One answer of a method that is read ``once`` may be wrong now."""
        self.shelf(owner, name).pop(asked, None)

    def forget(self, owner: object, still: Callable[[tuple[Any, ...]], bool] = lambda _: False) -> None:
        """What ``owner`` knew, but for the shelves that ``still`` hold."""
        known = self.shelves.get(type(owner), {})
        for name in [name for name in known if not still(name)]:
            del known[name]

    def locked(self) -> None:
        """Whoever held the lock before may have changed anything."""
        if not self.alone:
            self.clear()

    def as_of(self, version: int) -> None:
        """A transaction begins; ``version`` is another one than last time if others wrote since."""
        if version != self._seen or self._size > MOST:
            self.clear()
        self._seen = version

    def clear(self) -> None:
        """Also after a rollback: what was read may never have been."""
        self.shelves.clear()
        self._size = 0


class Remembering(Protocol):
    @property
    def memory(self) -> Memory: ...


S = TypeVar("S", bound=Remembering)


def once(read: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """The answer is kept until this repository writes, or anybody locks."""

    name = (read.__name__,)

    @wraps(read)
    def remembering(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            known: T = self.memory.shelves[type(self)][name][(*args, *kwargs.items()) if kwargs else args]
        except (KeyError, TypeError):  # not asked yet, or asked with a list: that key is made below
            pass
        else:
            return known
        shelf = self.memory.shelf(self, *name)
        key = (*map(_hashable, args), *((k, _hashable(v)) for k, v in kwargs.items()))
        if key not in shelf:
            self.memory.keep(shelf, {key: read(self, *args, **kwargs)})
        answer: T = shelf[key]
        return answer

    return remembering


def once_each(
    read: Callable[Concatenate[S, P], Mapping[int, T]],
) -> Callable[Concatenate[S, P], Mapping[int, T]]:
    """As ``once``, for answers by id: the last argument is ids, and only those not asked before are asked.
    In the order of ``read`` if all are asked at once."""
    name = (read.__name__,)

    @wraps(read)
    def remembering(self: S, /, *args: P.args, **kwargs: P.kwargs) -> Mapping[int, T]:
        assert not kwargs, "ids come last"  # noqa: S101 - for the next one who writes a repository
        ids: Any = args[-1]
        try:
            shelf = self.memory.shelves[type(self)][(*name, *args[:-1])]
        except KeyError:
            shelf = self.memory.shelf(self, *name, *args[:-1])
        known: dict[int, T] = {}
        for one in ids:
            value = shelf.get(one, _NEVER)
            if value is _NEVER:
                break
            if value is not None:
                known[one] = value
        else:
            return known
        unknown = [one for one in ids if one not in shelf]
        found: dict[int, T] = cast(Any, read)(self, *args[:-1], unknown)
        self.memory.keep(shelf, dict.fromkeys(unknown) | found)
        if len(unknown) == len(ids):
            return found
        return {one: value for one in ids if (value := shelf[one]) is not None}

    return remembering


def forgetting(write: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """What this repository knew may be wrong now."""

    @wraps(write)
    def writing(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.memory.forget(self)
        return write(self, *args, **kwargs)

    return writing


def _hashable(argument: object) -> Hashable:
    """Ids in any order ask the same."""
    if isinstance(argument, list | set | tuple | dict):
        return frozenset(argument)
    assert isinstance(argument, Hashable)  # noqa: S101 - ids, days, duties and people
    return argument
