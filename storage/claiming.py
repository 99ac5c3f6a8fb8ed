"""The one statement by which letters are claimed, and the one that finds abandoned claims."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, exists, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from core.delivery.model import State
from storage.letters import CLAIMED
from storage.statements import raw
from storage.tables.delivery import GateRow, OutboxRow

_now = bindparam("now", type_=OutboxRow.due_at.type)
_other = aliased(OutboxRow)

# Somebody of the same chat and lane is on his way, or stands before us in the queue.
BEHIND_ANOTHER = exists().where(
    _other.channel == OutboxRow.channel,
    _other.chat == OutboxRow.chat,
    _other.lane == OutboxRow.lane,
    _other.id != OutboxRow.id,
    _other.state.in_([raw("pending"), raw("sending")]),
    or_(
        _other.state == raw("sending"),
        tuple_(_other.turn_at, _other.id) < tuple_(OutboxRow.turn_at, OutboxRow.id),
    ),
)
# Scopes are ``telegram`` for the whole bot and ``telegram:123`` for one chat of it.
_BEHIND_A_GATE = exists().where(
    GateRow.closed_until > _now,
    or_(
        GateRow.scope == OutboxRow.channel.concat(""),
        GateRow.scope == OutboxRow.channel.concat(":").concat(OutboxRow.chat),
    ),
)
_HEADS = (
    select(OutboxRow.id)
    .where(
        OutboxRow.state == raw("pending"),
        OutboxRow.due_at <= _now,
        OutboxRow.expires_at > _now,
        OutboxRow.lane.in_(bindparam("lanes", expanding=True)),
        ~BEHIND_ANOTHER,
        ~_BEHIND_A_GATE,
    )
    .order_by(OutboxRow.lane, OutboxRow.turn_at, OutboxRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=OutboxRow)
    .cte("heads")  # a plain IN (SELECT … LIMIT) may be run more than once by PostgreSQL's planner
)
CLAIM = (
    update(OutboxRow)
    .where(and_(OutboxRow.id.in_(select(_HEADS.c.id)), OutboxRow.state == raw("pending")))
    .values(
        state=State.SENDING,
        owner=bindparam("ours"),
        lease_until=bindparam("lease"),
        tries=OutboxRow.tries + 1,
        why="",
    )
    .returning(*CLAIMED)
)

# The words of a partial index; both databases use it only for a query that repeats them.
LIVE = OutboxRow.state.not_in([raw("sent"), raw("cancelled"), raw("expired")])
LAPSED = (
    select(*CLAIMED)
    .where(
        OutboxRow.state == raw("sending"),
        OutboxRow.lease_until <= _now,
        LIVE,
    )
    .order_by(OutboxRow.id)
    .limit(bindparam("most"))
)
