"""SQLAlchemy's own SQL, bound and read with its own type processors, without its machinery for each call.

Measured on SQLite: a prepared statement costs 60 to 90 µs through ``Connection.execute``, most of it event
hooks, cache keys and result metadata. A reply takes some twenty of them, one after another in one thread.
So on SQLite a statement is compiled once and then goes straight to the driver. PostgreSQL and statements
that are built for one call take the ordinary way.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast
from weakref import WeakValueDictionary

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler

from storage.forms import reader, writer

Processor = Callable[[Any], Any]
Values = Callable[[Mapping[str, Any]], tuple[Any, ...]]
GIVEN = object()


class Slot(NamedTuple):
    """One parameter: its ``constant`` unless the caller gives it; ``many`` values where SQL says IN."""

    name: str
    constant: Any
    process: Processor | None
    many: bool


class Plan(NamedTuple):
    """``slots`` in the order of the question marks. ``values`` binds them if none is ``many``; ``row`` makes
    a named tuple of what the driver gives, and is None without rows."""

    sql: str
    slots: tuple[Slot, ...]
    values: Values | None
    row: Processor | None


_plans: dict[tuple[int, tuple[str, ...]], tuple[Any, Plan | None]] = {}
"""By statement and the parameters given; the statement is kept, so that its id stays its own."""
_met: WeakValueDictionary[int, Any] = WeakValueDictionary()
"""Statements that came once. One that is built for a single call never comes twice and is not kept."""


class Answer:
    """What callers use of SQLAlchemy's result."""

    def __init__(self, plan: Plan, rowcount: int, rows: Sequence[Any]) -> None:
        self.rowcount = rowcount
        self._plan = plan
        self._rows: list[Any] = list(map(plan.row, rows)) if plan.row else []

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:
        if len(self._rows) > 1:
            raise MultipleResultsFound(self._plan.sql)
        return self.first()

    def one(self) -> Any:
        if not self._rows:
            raise NoResultFound(self._plan.sql)
        return self.one_or_none()

    def scalars(self) -> list[Any]:
        return [row[0] for row in self._rows]

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
        if isinstance(parameters, list):
            return self._execute_each(statement, parameters)
        given = parameters or {}
        plan = self._plan(statement, given)
        if plan is None:
            return self._connection.execute(statement, parameters)
        try:
            sql, values = (plan.sql, plan.values(given)) if plan.values else _bound(plan, given)
            cursor = self._driver.execute(sql, values)
            rows = cursor.fetchall() if plan.row else ()
        except (sqlite3.Error, LookupError):  # nothing was done: once more, for SQLAlchemy's own exception
            return self._connection.execute(statement, parameters)
        return Answer(plan, cursor.rowcount, rows)

    def _execute_each(self, statement: Any, given: list[Mapping[str, Any]]) -> Any:
        """One statement for many parameters of the same names; those that return rows take the ordinary way."""
        if len(given) == 1:
            return self.execute(statement, given[0])
        plan = self._plan(statement, given[0])
        if plan is None or plan.values is None or plan.row is not None:
            return self._connection.execute(statement, given)
        values = [plan.values(one) for one in given]
        try:
            return Answer(plan, self._driver.executemany(plan.sql, values).rowcount, ())
        except sqlite3.Error as fault:  # some of it may be done: not once more
            raise self._as_sqlalchemy(plan, fault) from fault

    def _as_sqlalchemy(self, plan: Plan, fault: sqlite3.Error) -> BaseException:
        return DBAPIError.instance(
            plan.sql, None, fault, sqlite3.Error, hide_parameters=True, dialect=self._connection.dialect
        )

    def _plan(self, statement: Any, given: Mapping[str, Any]) -> Plan | None:
        key = (id(statement), tuple(given))
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
    kinds = {name: bind.type for bind, name in compiled.bind_names.items()}
    expanded = {compiled.bind_names[bind] for bind in compiled.post_compile_params}
    slots = tuple(
        Slot(
            name,
            GIVEN if name in given else constants[name],
            writer(kinds[name], cast(Any, processors.get(name))),
            name in expanded,
        )
        for name in compiled.positiontup or ()
    )
    row = _rower(compiled._result_columns, connection.dialect)  # noqa: SLF001 - decision 0008
    return Plan(compiled.string, slots, None if expanded else _binder(slots), row)


def _binder(slots: Sequence[Slot]) -> Values:
    """One expression for all values, as ``namedtuple`` makes its constructors; nothing of it comes from outside."""
    known: dict[str, Any] = {}
    parts = []
    for at, slot in enumerate(slots):
        known |= {f"c{at}": slot.constant, f"p{at}": slot.process}
        value = f"given[{slot.name!r}]" if slot.constant is GIVEN else f"c{at}"
        parts.append(f"p{at}({value})" if slot.process else value)
    return cast(Values, eval(f"lambda given: ({''.join(f'{part}, ' for part in parts)})", known))  # noqa: S307 - see above


def _rower(columns: Sequence[Any], dialect: Dialect) -> Processor | None:
    """As ``_binder``, for a row."""
    if not columns:
        return None
    names = [column.keyname for column in columns]
    kind = cast(Any, namedtuple)("Row", names, rename=True)
    readers = [reader(column.type, dialect) for column in columns]
    if not any(readers):
        return cast(Processor, kind._make)
    known: dict[str, Any] = {"new": tuple.__new__, "kind": kind} | {f"r{n}": r for n, r in enumerate(readers)}
    parts = [f"r{n}(row[{n}])" if r else f"row[{n}]" for n, r in enumerate(readers)]
    return cast(Processor, eval(f"lambda row: new(kind, ({', '.join(parts)},))", known))  # noqa: S307 - see above
