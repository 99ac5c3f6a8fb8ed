"""Excuses (免责)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import NotFound
from core.roster.excused import Excused
from core.scoring.excuse import Excuse, ExcuseState
from storage.memory import Memory, forgetting, once
from storage.tables.scoring import ExcuseRow

_COLUMNS = tuple(getattr(ExcuseRow, name) for name in Excuse.__dataclass_fields__)
_ADD = insert(ExcuseRow).returning(ExcuseRow.id)
_ONE = select(*_COLUMNS).where(ExcuseRow.id == bindparam("wanted"))
_IN_STATE = select(*_COLUMNS).where(ExcuseRow.state == bindparam("wanted")).order_by(ExcuseRow.id)
_HOLDING = (
    select(ExcuseRow.project_id, ExcuseRow.kind, ExcuseRow.reason, ExcuseRow.until_on)
    .where(
        ExcuseRow.state == ExcuseState.GRANTED,
        ExcuseRow.project_id.is_not(None),
        ExcuseRow.since_on <= bindparam("day"),
        ExcuseRow.until_on >= bindparam("day"),
    )
    .order_by(ExcuseRow.id)
)


class SqlExcuses:
    """Implements ``core.ports.Excuses``."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    @forgetting
    def add(self, excuse: Excuse) -> Excuse:
        given = asdict(excuse)
        del given["id"]
        return replace(excuse, id=self._connection.execute(_ADD, given).scalar_one())

    def get(self, excuse_id: int) -> Excuse:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE, {"wanted": excuse_id}).one_or_none()
        if row is None:
            raise NotFound("excuse", str(excuse_id))
        return Excuse(*row)

    def in_state(self, state: ExcuseState) -> Sequence[Excuse]:
        return [Excuse(*row) for row in self._connection.execute(_IN_STATE, {"wanted": state})]

    @once
    def holding(self, day: date) -> Mapping[int, Excused]:
        rows = self._connection.execute(_HOLDING, {"day": day})
        return {row.project_id: Excused(row.kind.value, row.reason, row.until_on) for row in rows}

    @forgetting
    def decide(
        self, excuse_id: int, before: ExcuseState, state: ExcuseState, by: int, at: datetime
    ) -> Excuse | None:
        changing = update(ExcuseRow).where(ExcuseRow.id == excuse_id, ExcuseRow.state == before)
        decided = changing.values(state=state, decided_by=by, decided_at=at).returning(*_COLUMNS)
        row = self._connection.execute(decided).one_or_none()
        return Excuse(*row) if row else None
