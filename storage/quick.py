"""SQLAlchemy's own SQL, bound and read with its own type processors, without its machinery for each call.

Measured on SQLite: a prepared statement costs 60 to 90 µs through ``Connection.execute``, most of it event
hooks, cache keys and result metadata. A reply takes some twenty of them, one after another in one thread.
So on SQLite a statement is compiled once and then goes straight to the driver. PostgreSQL, lists of
parameters and statements that are built for one call take the ordinary way.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast
from weakref import WeakValueDictionary

from sqlalchemy import Connection
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler

Processor = Callable[[Any], Any]
GIVEN = object()


class Slot(NamedTuple):
    """One parameter: its ``constant`` unless the caller gives it; ``many`` values where SQL says IN."""

    name: str
    constant: Any
    process: Processor | None
    many: bool


class Plan(NamedTuple):
    """``slots`` in the order of the question marks; ``row`` is a namedtuple class, or None without rows."""

    sql: str
    slots: tuple[Slot, ...]
    readers: tuple[Processor | None, ...]
    row: Any
    many: bool


_plans: dict[tuple[int, frozenset[str]], tuple[Any, Plan | None]] = {}
"""By statement and the parameters given; the statement is kept, so that its id stays its own."""
_met: WeakValueDictionary[int, Any] = WeakValueDictionary()
"""Statements that came once. One that is built for a single call never comes twice and is not kept."""


class Answer:
    """What callers use of SQLAlchemy's result."""

    def __init__(self, cursor: sqlite3.Cursor, plan: Plan) -> None:
        self.rowcount = cursor.rowcount
        self._plan = plan
        self._rows: list[Any] = cursor.fetchall() if plan.row else []

    def __iter__(self) -> Iterator[Any]:
        make, readers = self._plan.row._make, self._plan.readers
        for row in self._rows:
            yield make([v if r is None else r(v) for v, r in zip(row, readers, strict=True)])

    def all(self) -> list[Any]:
        return list(self)

    def first(self) -> Any:
        return next(iter(self), None)

    def one_or_none(self) -> Any:
        if len(self._rows) > 1:
            raise MultipleResultsFound(self._plan.sql)
        return self.first()

    def one(self) -> Any:
        if not self._rows:
            raise NoResultFound(self._plan.sql)
        return self.one_or_none()

    def scalar(self) -> Any:
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        row = self.one_or_none()
        return None if row is None else row[0]


class QuickConnection:
    """Stands in for a SQLAlchemy connection of SQLite inside a transaction; whatever it lacks is asked there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.dbapi_connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: Any, parameters: Any = None) -> Any:
        given = parameters or {}
        plan = None if isinstance(given, list) else self._plan(statement, given)
        if plan is None:
            return self._connection.execute(statement, parameters)
        try:
            sql, values = _bound(plan, given) if plan.many else (plan.sql, _values(plan, given))
            return Answer(self._driver.execute(sql, values), plan)
        except (sqlite3.Error, LookupError):  # nothing was done: once more, for SQLAlchemy's own exception
            return self._connection.execute(statement, parameters)

    def _plan(self, statement: Any, given: Mapping[str, Any]) -> Plan | None:
        key = (id(statement), frozenset(given))
        known = _plans.get(key)
        if known is not None:
            return known[1]
        if _met.get(key[0]) is not statement:
            _met[key[0]] = statement
            return None
        plan = _compiled(statement, given, self._connection)
        _plans[key] = (statement, plan)
        return plan


def quick(connection: Connection) -> Any:
    """The connection to hand to repositories."""
    return QuickConnection(connection) if connection.dialect.name == "sqlite" else connection


def _values(plan: Plan, given: Mapping[str, Any]) -> list[Any]:
    values = []
    for name, constant, process, _ in plan.slots:
        value = given[name] if constant is GIVEN else constant
        values.append(value if process is None else process(value))
    return values


def _bound(plan: Plan, given: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """SQL and values with each IN written out.

    Raises:
        LookupError: an empty IN, which is SQLAlchemy's to write.
    """
    sql, values = plan.sql, []
    for name, constant, process, many in plan.slots:
        value = given[name] if constant is GIVEN else constant
        each = list(value) if many else [value]
        if many:
            if not each:
                raise LookupError(name)
            sql = sql.replace(f"__[POSTCOMPILE_{name}]", ", ".join("?" * len(each)), 1)
        values += each if process is None else [process(one) for one in each]
    return sql, values


def _compiled(statement: Any, given: Mapping[str, Any], connection: Connection) -> Plan | None:
    """None for what has to take the ordinary way."""
    compiled = statement.compile(dialect=connection.dialect, column_keys=sorted(given) or None)
    unusual = statement.get_execution_options() or compiled.literal_execute_params or compiled.prefetch
    if not isinstance(compiled, SQLCompiler) or unusual:
        return None
    constants, processors = compiled.construct_params(_check=False), compiled._bind_processors  # noqa: SLF001 - decision 0008
    expanded = {compiled.bind_names[bind] for bind in compiled.post_compile_params}
    slots = tuple(
        Slot(
            name,
            GIVEN if name in given else constants[name],
            cast(Any, processors.get(name)),
            name in expanded,
        )
        for name in compiled.positiontup or ()
    )
    columns = compiled._result_columns  # noqa: SLF001 - decision 0008
    readers = tuple(c.type._cached_result_processor(connection.dialect, None) for c in columns)  # noqa: SLF001 - as above
    row = namedtuple("Row", [c.keyname for c in columns], rename=True) if columns else None
    return Plan(compiled.string, slots, readers, row, bool(expanded))
