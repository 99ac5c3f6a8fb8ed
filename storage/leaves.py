"""Days on which leaders are away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.roster.model import Leave
from storage.tables.roster import LeaveRow

_LEAVE = (
    LeaveRow.id, LeaveRow.person_id, LeaveRow.since_on, LeaveRow.until_on, LeaveRow.stand_in_id,
    LeaveRow.set_by, LeaveRow.set_at,
)  # fmt: skip
_LASTING = (
    select(*_LEAVE)
    .where(LeaveRow.until_on > bindparam("day"), LeaveRow.ended_at.is_(None))
    .order_by(LeaveRow.since_on, LeaveRow.id)
)
ON_DAY = (
    LeaveRow.since_on <= bindparam("day"),
    LeaveRow.until_on > bindparam("day"),
    LeaveRow.ended_at.is_(None),
)


def lasting(connection: Connection, day: date) -> Sequence[Leave]:
    return [Leave(*row) for row in connection.execute(_LASTING, {"day": day})]


def add(connection: Connection, leave: Leave) -> Leave:
    made = insert(LeaveRow).values(
        person_id=leave.person_id,
        since_on=leave.since_on,
        until_on=leave.until_on,
        stand_in_id=leave.stand_in_id,
        set_by=leave.set_by,
        set_at=leave.set_at,
    )
    number: int = connection.execute(made.returning(LeaveRow.id)).scalar_one()
    return replace(leave, id=number)


def end(connection: Connection, leave_id: int, now: datetime) -> None:
    connection.execute(update(LeaveRow).where(LeaveRow.id == leave_id).values(ended_at=now))
