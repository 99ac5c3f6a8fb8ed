"""Brakes and leases that every replica sees.

A scope is the channel's name for a whole bot, ``channel:chat`` for one chat of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from storage.statements import upsert
from storage.tables.delivery import GateRow, LeaseRow

SKEW = timedelta(minutes=1)
"""Clocks of replicas are closer together than that; a gate further ahead is one of a clock that was put back."""
_closing = upsert(GateRow)
_CLOSE = _closing.on_conflict_do_update(
    index_elements=["scope"],
    set_={"closed_until": _closing.excluded.closed_until},
    # A later end given by another replica stays.
    where=or_(GateRow.closed_until.is_(None), GateRow.closed_until < _closing.excluded.closed_until),
)
_CLOSED = select(GateRow.scope, GateRow.closed_until).where(GateRow.closed_until > bindparam("now"))
_MAKE = upsert(GateRow).on_conflict_do_nothing(index_elements=["scope"])
_LOOK = (
    select(GateRow.next_at, GateRow.closed_until)
    .where(GateRow.scope == bindparam("wanted"))
    .with_for_update()
)
_PASS = update(GateRow).where(GateRow.scope == bindparam("wanted")).values(next_at=bindparam("at"))

_leasing = upsert(LeaseRow)
_LEASE = _leasing.on_conflict_do_update(
    index_elements=["name"],
    set_={"owner": _leasing.excluded.owner, "until": _leasing.excluded.until},
    where=or_(
        LeaseRow.owner == _leasing.excluded.owner,
        LeaseRow.until <= bindparam("now", type_=LeaseRow.until.type),
    ),
).returning(LeaseRow.owner)
_RELEASE = delete(LeaseRow).where(LeaseRow.name == bindparam("wanted"), LeaseRow.owner == bindparam("ours"))


class SqlGates:
    """Implements ``core.ports.Gates``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def close(self, scope: str, until: datetime) -> None:
        self._connection.execute(_CLOSE, {"scope": scope, "closed_until": until, "next_at": None})

    def closed(self, now: datetime) -> Mapping[str, datetime]:
        return {row.scope: row.closed_until for row in self._connection.execute(_CLOSED, {"now": now})}

    def take(self, scope: str, now: datetime, every: float, burst: float) -> float:
        """See the port. A closed gate grants nothing before it opens.

        Source: generic cell rate algorithm, ITU-T I.371, as a virtual schedule: ``next_at`` is when
        the next message would be due at an even pace, and ``burst`` of them may run ahead of it. It is
        never further off than ``burst`` messages, unless the clock went back: then it counts for nothing.
        """
        next_at, closed_until = self._look(scope)
        if closed_until is not None and closed_until > now:
            return (closed_until - now).total_seconds()
        if next_at is None or next_at - now > SKEW + timedelta(seconds=every * burst):
            next_at = now
        due_at = max(next_at, now)
        wait = (due_at - now).total_seconds() - every * (burst - 1)
        if wait > 1e-6:  # datetimes keep microseconds, floats do not
            return wait
        self._connection.execute(_PASS, {"wanted": scope, "at": due_at + timedelta(seconds=every)})
        return 0.0

    def lease(self, name: str, owner: str, now: datetime, until: datetime) -> bool:
        given = {"name": name, "owner": owner, "until": until, "now": now}
        return self._connection.execute(_LEASE, given).first() is not None

    def release(self, name: str, owner: str) -> None:
        self._connection.execute(_RELEASE, {"wanted": name, "ours": owner})

    def _look(self, scope: str) -> tuple[datetime | None, datetime | None]:
        """The row, locked; made if it was not there."""
        row = self._connection.execute(_LOOK, {"wanted": scope}).one_or_none()
        if row is None:
            self._connection.execute(_MAKE, {"scope": scope, "closed_until": None, "next_at": None})
            row = self._connection.execute(_LOOK, {"wanted": scope}).one()
        return row.next_at, row.closed_until
