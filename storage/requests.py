"""Changes of stage and plan that wait for the office (变更申请)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import NotFound
from core.milestones.model import ChangeRequest, RequestState
from storage.tables.milestones import ChangeRequestRow

_COLUMNS = tuple(getattr(ChangeRequestRow, name) for name in ChangeRequest.__dataclass_fields__)
_ADD = insert(ChangeRequestRow).returning(*_COLUMNS)
_ONE = select(*_COLUMNS).where(ChangeRequestRow.id == bindparam("wanted_id"))
_IN_STATE = (
    select(*_COLUMNS)
    .where(ChangeRequestRow.state == bindparam("wanted_state"))
    .order_by(ChangeRequestRow.id)
    .limit(bindparam("most"))
)


class SqlRequests:
    """Implements ``core.ports.Requests``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, request: ChangeRequest) -> ChangeRequest:
        given = {name: getattr(request, name) for name in ChangeRequest.__dataclass_fields__ if name != "id"}
        given["wanted"] = dict(request.wanted)
        return ChangeRequest(*self._connection.execute(_ADD, given).one())

    def get(self, request_id: int) -> ChangeRequest:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE, {"wanted_id": request_id}).one_or_none()
        if row is None:
            raise NotFound("request", str(request_id))
        return ChangeRequest(*row)

    def in_state(self, state: RequestState, limit: int) -> Sequence[ChangeRequest]:
        rows = self._connection.execute(_IN_STATE, {"wanted_state": state, "most": limit})
        return [ChangeRequest(*row) for row in rows]

    def decide(self, request_id: int, state: RequestState, by: int, at: datetime) -> ChangeRequest | None:
        waiting = (ChangeRequestRow.id == request_id, ChangeRequestRow.state == RequestState.ASKED)
        changing = update(ChangeRequestRow).where(*waiting)
        decided = changing.values(state=state, decided_by=by, decided_at=at).returning(*_COLUMNS)
        row = self._connection.execute(decided).one_or_none()
        return ChangeRequest(*row) if row else None
