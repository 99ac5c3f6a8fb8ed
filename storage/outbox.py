"""Letters: written with the change that caused them, claimed, sent, settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, case, func, insert, literal_column, select, update

from core.chat import Address, Card
from core.delivery.model import POLICIES, Claimed, Lane, Letter, Posted, State, Verdict
from storage import letters
from storage.claiming import BEHIND_ANOTHER, CLAIM, LAPSED, LIVE
from storage.memory import Memory
from storage.statements import raw, upsert
from storage.tables.delivery import OutboxRow

_UNASKED = [kind for kind, policy in POLICIES.items() if policy.unasked]
_LIVE_STATES = (State.PENDING, State.SENDING, State.UNCERTAIN, State.FAILED)
_OPEN = (State.PENDING, State.SENDING, State.UNCERTAIN)
_PENDING = OutboxRow.state == raw("pending")
# The words of a partial index; both databases use it only for a query that repeats them.
_CHASING_LANES = OutboxRow.lane.in_([literal_column("1"), literal_column("2")])
_MOMENT = func.coalesce(OutboxRow.sent_at, OutboxRow.due_at)

_PUT = (
    upsert(OutboxRow)
    .values(letters.PENDING)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(OutboxRow.id)
)
_PUT_CLAIMED = insert(OutboxRow).values(letters.CLAIMED_NEW).returning(OutboxRow.id)
_OURS = and_(
    OutboxRow.id == bindparam("wanted"),
    OutboxRow.state == raw("sending"),
    # The lease too: we may have lost it and claimed the same letter again since.
    OutboxRow.owner == bindparam("ours"),
    OutboxRow.lease_until == bindparam("lease"),
)
_FINISH = (
    update(OutboxRow)
    .where(_OURS)
    .values(
        state=bindparam("became"),
        due_at=func.coalesce(bindparam("again_at", type_=OutboxRow.due_at.type), OutboxRow.due_at),
        message_id=bindparam("message"),
        why=bindparam("because"),
        tries=OutboxRow.tries - bindparam("uncounted"),
        doubts=OutboxRow.doubts + bindparam("doubted"),
        sent_at=bindparam("at"),
    )
)
_SENT = (
    update(OutboxRow)
    .where(_OURS)
    .values(state=State.SENT, message_id=bindparam("message"), why="", sent_at=bindparam("at"))
)
_STILL_OURS = select(OutboxRow.id).where(
    OutboxRow.id == bindparam("wanted"),
    OutboxRow.state == State.SENT,
    OutboxRow.owner == bindparam("ours"),
    OutboxRow.lease_until == bindparam("lease"),
)
_BURY = (
    update(OutboxRow)
    .where(
        OutboxRow.state == raw("sending"),
        LIVE,
        OutboxRow.owner == bindparam("whose"),
        OutboxRow.lease_until > bindparam("now", type_=OutboxRow.due_at.type),
    )
    .values(lease_until=bindparam("now", type_=OutboxRow.due_at.type))
)
_EXPIRE = (
    update(OutboxRow)
    .where(_PENDING, OutboxRow.expires_at <= bindparam("now"))
    .values(state=case((OutboxRow.doubts > 0, State.UNCERTAIN), else_=State.EXPIRED))
    .returning(*letters.POSTED)
)
_LISTED = (
    select(*letters.POSTED)
    .where(OutboxRow.state == bindparam("wanted"))
    .order_by(OutboxRow.id)
    .limit(bindparam("most"))
)
_LISTED_LIVE = _LISTED.where(LIVE)
_LISTED_OF_BATCH = _LISTED.where(OutboxRow.batch == bindparam("whole"), OutboxRow.batch != raw(""))
_FIND = select(*letters.POSTED).where(OutboxRow.key == bindparam("wanted"))
_CARD_AT = (
    select(OutboxRow.card)
    .where(
        OutboxRow.channel == bindparam("channel"),
        OutboxRow.chat == bindparam("chat"),
        OutboxRow.message_id == bindparam("message"),
        OutboxRow.message_id != raw(""),
        OutboxRow.edits == raw(""),  # those say what they say only when they leave
    )
    .order_by(OutboxRow.id.desc())
    .limit(1)
)
_BUSY = select(
    select(OutboxRow.id)
    .where(
        (OutboxRow.state == State.SENDING)
        | (
            (OutboxRow.state == State.PENDING)
            & (OutboxRow.due_at <= bindparam("now", type_=OutboxRow.due_at.type))
            & ~BEHIND_ANOTHER
        )
    )
    .exists()
)
_COUNT = (
    select(OutboxRow.state, func.count().label("number"))
    .where(OutboxRow.batch == bindparam("wanted"), OutboxRow.batch != raw(""))
    .group_by(OutboxRow.state)
)
_DEPTH = (
    select(OutboxRow.lane, OutboxRow.state, func.count())
    .where(OutboxRow.state.in_(_OPEN), LIVE)
    .group_by(OutboxRow.lane, OutboxRow.state)
)
_FALL_TO = select(func.count()).where(
    OutboxRow.person_id == bindparam("person"),
    OutboxRow.kind.in_(_UNASKED),
    _CHASING_LANES,
    OutboxRow.state.not_in([State.CANCELLED, State.FAILED, State.EXPIRED]),
    bindparam("start", type_=OutboxRow.due_at.type) <= _MOMENT,
    bindparam("end", type_=OutboxRow.due_at.type) > _MOMENT,
)


class SqlOutbox:
    """Implements ``core.ports.Outbox``."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    def put(self, letter: Letter) -> bool:
        self._may_wait(letter)
        return self._connection.execute(_PUT, letters.new_row(letter)).first() is not None

    def put_claimed(self, letter: Letter, owner: str, lease_until: datetime) -> Claimed:
        self._may_wait(letter)
        row = letters.claimed_row(letter, owner, lease_until)
        letter_id: int = self._connection.execute(_PUT_CLAIMED, row).scalar_one()
        return Claimed(letter_id, letter, owner, lease_until, tries=1)

    def claim(
        self, now: datetime, owner: str, lease_until: datetime, limit: int, lanes: Collection[Lane]
    ) -> Sequence[Claimed]:
        given = {
            "now": now,
            "ours": owner,
            "lease": lease_until,
            "most": limit,
            "lanes": [int(x) for x in lanes],
        }
        rows = self._connection.execute(CLAIM, given).all()
        return [letters.claimed(row) for row in sorted(rows, key=lambda row: (row.lane, row.turn_at, row.id))]

    def _may_wait(self, letter: Letter) -> None:
        """A letter of its batch may be pending now, or become it."""
        self.memory.shelf(self, "cancel").pop(letter.batch, None)

    def finish(self, claimed: Claimed, verdict: Verdict, now: datetime) -> bool:
        self._may_wait(claimed.letter)
        given = _fence(claimed) | {
            "became": verdict.state,
            "again_at": verdict.due_at,
            "message": verdict.message_id,
            "because": verdict.why,
            "uncounted": int(not verdict.counts),
            "doubted": int(verdict.doubted),
            "at": now if verdict.state is State.SENT else None,
        }
        return self._connection.execute(_FINISH, given).rowcount == 1

    def finish_sent(self, sent: Sequence[tuple[Claimed, str]], now: datetime) -> Sequence[int]:
        if not sent:
            return []
        given = [_fence(claimed) | {"message": message, "at": now} for claimed, message in sent]
        if self._connection.execute(_SENT, given).rowcount == len(sent):
            return [claimed.id for claimed, _ in sent]
        # Rare: somebody expired a lease of ours, and the count does not say which.
        ours = (self._connection.execute(_STILL_OURS, _fence(claimed)).scalar() for claimed, _ in sent)
        return [letter_id for letter_id in ours if letter_id is not None]

    def bury(self, owner: str, now: datetime) -> int:
        return self._connection.execute(_BURY, {"whose": owner, "now": now}).rowcount

    def lapsed(self, now: datetime, limit: int) -> Sequence[Claimed]:
        return [letters.claimed(row) for row in self._connection.execute(LAPSED, {"now": now, "most": limit})]

    def expire(self, now: datetime) -> Sequence[Posted]:
        rows = self._connection.execute(_EXPIRE, {"now": now}).all()
        return [letters.posted(row) for row in sorted(rows, key=lambda row: row.id)]

    def cancel(self, now: datetime, *, batch: str = "", key: str = "", person_id: int | None = None) -> int:
        """See the port. Without ``batch`` and ``key`` nothing is cancelled."""
        del now  # a cancelled letter keeps no moment
        if not batch and not key:
            return 0
        whole = self.memory.alone and not key and person_id is None
        none_left = self.memory.shelf(self, "cancel")
        if whole and batch in none_left:
            return 0
        given = {"batch": batch, "key": key, "person": person_id}
        statement = _cancelling(by_batch=bool(batch), by_key=bool(key), by_person=person_id is not None)
        wanted = {name: value for name, value in given.items() if value}
        cancelled: int = self._connection.execute(
            statement, {f"this_{k}": v for k, v in wanted.items()}
        ).rowcount
        if whole:
            self.memory.keep(none_left, {batch: True})
        return cancelled

    def find(self, key: str) -> Posted | None:
        sent = self.memory.shelf(self, "find")
        known: Posted | None = sent.get(key)
        if known is not None:
            return known
        row = self._connection.execute(_FIND, {"wanted": key}).one_or_none()
        found = letters.posted(row) if row else None
        if found and found.state is State.SENT:  # it stays as it is for ever
            self.memory.keep(sent, {key: found})
        return found

    def card_at(self, to: Address, message_id: str) -> Card | None:
        """See the port. Of several, as after an edit, what stands there now."""
        given = {"channel": to.channel, "chat": to.chat, "message": message_id}
        value = self._connection.execute(_CARD_AT, given).scalar_one_or_none()
        return None if value is None else letters.card(value)

    def count(self, batch: str) -> Mapping[State, int]:
        return {row.state: row.number for row in self._connection.execute(_COUNT, {"wanted": batch})}

    def listed(self, state: State, limit: int, batch: str = "") -> Sequence[Posted]:
        given: dict[str, Any] = {"wanted": state, "most": limit}
        if batch:
            rows = self._connection.execute(_LISTED_OF_BATCH, given | {"whole": batch})
        else:
            rows = self._connection.execute(_LISTED_LIVE if state in _LIVE_STATES else _LISTED, given)
        return [letters.posted(row) for row in rows]

    def resolve(self, letter_id: int, state: State, now: datetime) -> bool:
        """See the port. Sent again means due now, with its place in the queue kept."""
        self.memory.forget(self, lambda name: name == ("find",))  # of which batch it is, nobody says
        again = {"due_at": now} if state is State.PENDING else {"sent_at": now}
        statement = update(OutboxRow).where(OutboxRow.id == letter_id, OutboxRow.state == State.UNCERTAIN)
        return self._connection.execute(statement.values(state=state, **again)).rowcount == 1

    def unasked(self, person_id: int, start: datetime, end: datetime) -> int:
        given = {"person": person_id, "start": start, "end": end}
        number: int = self._connection.execute(_FALL_TO, given).scalar_one()
        return number

    def depth(self) -> Mapping[tuple[Lane, State], int]:
        return {(Lane(lane), state): number for lane, state, number in self._connection.execute(_DEPTH)}

    def is_busy(self, now: datetime) -> bool:
        return bool(self._connection.execute(_BUSY, {"now": now}).scalar())

    def readdress(self, old: Address, new: Address) -> None:
        statement = update(OutboxRow).where(
            OutboxRow.channel == old.channel, OutboxRow.chat == old.chat, OutboxRow.state.in_(_OPEN)
        )
        self._connection.execute(statement.values(channel=new.channel, chat=new.chat))

    def withdraw(self, to: Address) -> int:
        statement = update(OutboxRow).where(
            OutboxRow.channel == to.channel, OutboxRow.chat == to.chat, _PENDING
        )
        return self._connection.execute(statement.values(state=State.CANCELLED)).rowcount


@cache
def _cancelling(*, by_batch: bool, by_key: bool, by_person: bool) -> Update:
    statement = update(OutboxRow).where(_PENDING).values(state=State.CANCELLED)
    if by_batch:
        statement = statement.where(OutboxRow.batch == bindparam("this_batch"), OutboxRow.batch != raw(""))
    if by_key:
        statement = statement.where(OutboxRow.key == bindparam("this_key"))
    if by_person:
        statement = statement.where(OutboxRow.person_id == bindparam("this_person"))
    return statement


def _fence(claimed: Claimed) -> dict[str, Any]:
    return {"wanted": claimed.id, "ours": claimed.owner, "lease": claimed.lease_until}
