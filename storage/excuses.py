"""Excuses (免责)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import NotFound
from core.scoring.excuse import Excuse, ExcuseState
from storage.tables.scoring import ExcuseRow

_COLUMNS = tuple(getattr(ExcuseRow, name) for name in Excuse.__dataclass_fields__)
_ADD = insert(ExcuseRow).returning(ExcuseRow.id)
_ONE = select(*_COLUMNS).where(ExcuseRow.id == bindparam("wanted"))
_IN_STATE = select(*_COLUMNS).where(ExcuseRow.state == bindparam("wanted")).order_by(ExcuseRow.id)


class SqlExcuses:
    """Implements ``core.ports.Excuses``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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

    def decide(
        self, excuse_id: int, before: ExcuseState, state: ExcuseState, by: int, at: datetime
    ) -> Excuse | None:
        changing = update(ExcuseRow).where(ExcuseRow.id == excuse_id, ExcuseRow.state == before)
        decided = changing.values(state=state, decided_by=by, decided_at=at).returning(*_COLUMNS)
        row = self._connection.execute(decided).one_or_none()
        return Excuse(*row) if row else None
