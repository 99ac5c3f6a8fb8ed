"""Who answers for whom: by the roster (分派), or while a leader is away (代班)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from core.roster.model import StandIn
from storage import leaves
from storage.tables.roster import LeaveRow, StandInRow

_ON_DAY = (
    StandInRow.since_on <= bindparam("day"),
    or_(StandInRow.until_on.is_(None), StandInRow.until_on > bindparam("day")),
)
FOR_LEADER = (
    select(StandInRow.liaison_id)
    .where(StandInRow.leader_id == bindparam("person"), *_ON_DAY)
    .union_all(select(LeaveRow.stand_in_id).where(LeaveRow.person_id == bindparam("person"), *leaves.ON_DAY))
)
"""Ids of those who answer for ``person`` on ``day``."""
OF_LIAISON = (
    select(StandInRow.leader_id)
    .where(StandInRow.liaison_id == bindparam("person"), *_ON_DAY)
    .union_all(select(LeaveRow.person_id).where(LeaveRow.stand_in_id == bindparam("person"), *leaves.ON_DAY))
)
"""Ids of those for whom ``person`` answers on ``day``."""


def add(connection: Connection, stand_in: StandIn) -> None:
    statement = insert(StandInRow).values(
        liaison_id=stand_in.liaison_id,
        leader_id=stand_in.leader_id,
        since_on=stand_in.since_on,
        until_on=stand_in.until_on,
    )
    connection.execute(statement)


def end(connection: Connection, liaison_id: int, leader_id: int, on: date) -> int:
    """How many ended; one that would end before it began goes."""
    pair = and_(StandInRow.liaison_id == liaison_id, StandInRow.leader_id == leader_id)
    lasting = or_(StandInRow.until_on.is_(None), StandInRow.until_on > on)
    gone = connection.execute(delete(StandInRow).where(pair, lasting, StandInRow.since_on >= on))
    ended = connection.execute(update(StandInRow).where(pair, lasting).values(until_on=on))
    return gone.rowcount + ended.rowcount
