"""Results before they are frozen, and objections (预公示与异议)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from types import SimpleNamespace
from typing import cast

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import NotFound
from core.scoring.model import Snapshot
from core.scoring.preview import Objection, ObjectionState, Preview, PreviewState
from storage.snapshots import as_snapshot, snapshot_values
from storage.statements import AnyRow, LockingSelect, upsert
from storage.tables.publishing import ObjectionRow, PreviewRow

_PREVIEW = tuple(
    getattr(PreviewRow, name)
    for name in (
        "id", "round_id", "period", "taken_at", "scheme", "facts", "scores", "digest", "opened_at", "closes_at",
        "state", "extended_by", "extended_why",
    )
)  # fmt: skip
_OBJECTION = tuple(getattr(ObjectionRow, name) for name in Objection.__dataclass_fields__)
_OPEN = upsert(PreviewRow).on_conflict_do_nothing(index_elements=["round_id"]).returning(PreviewRow.id)
_GET = LockingSelect(select(*_PREVIEW).where(PreviewRow.id == bindparam("wanted")))
_OPEN_IDS = select(PreviewRow.id).where(PreviewRow.state == PreviewState.OPEN).order_by(PreviewRow.id)
_OVER = _OPEN_IDS.where(PreviewRow.closes_at <= bindparam("now", type_=PreviewRow.closes_at.type))
_ADD = insert(ObjectionRow).returning(ObjectionRow.id)
_ONE = LockingSelect(select(*_OBJECTION).where(ObjectionRow.id == bindparam("wanted")))
_OBJECTIONS = (
    select(*_OBJECTION).where(ObjectionRow.preview_id == bindparam("wanted")).order_by(ObjectionRow.id)
)
_WAITING = select(*_OBJECTION).where(ObjectionRow.state == ObjectionState.OPEN).order_by(ObjectionRow.id)
_OF_UNIT = select(*_OBJECTION).where(ObjectionRow.unit_id == bindparam("wanted")).order_by(ObjectionRow.id)


class SqlPreviews:
    """Implements ``core.ports.Previews``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, preview: Preview) -> Preview | None:
        given = _result(preview.made) | {
            "round_id": preview.round_id,
            "opened_at": preview.opened_at,
            "closes_at": preview.closes_at,
            "state": preview.state,
            "extended_by": None,
            "extended_why": "",
        }
        made = self._connection.execute(_OPEN, given).scalar_one_or_none()
        return replace(preview, id=made) if made else None

    def get(self, preview_id: int) -> Preview:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_GET.on(self._connection), {"wanted": preview_id}).one_or_none()
        if row is None:
            raise NotFound("preview", str(preview_id))
        return _preview(row)

    def open_ids(self) -> Sequence[int]:
        return [row.id for row in self._connection.execute(_OPEN_IDS)]

    def over(self, now: datetime) -> Sequence[int]:
        return [row.id for row in self._connection.execute(_OVER, {"now": now})]

    def change(self, preview_id: int, made: Snapshot) -> None:
        changing = update(PreviewRow).where(
            PreviewRow.id == preview_id, PreviewRow.state == PreviewState.OPEN
        )
        self._connection.execute(changing.values(**_result(made)))

    def extend(self, preview_id: int, closes_at: datetime, by: int, why: str) -> bool:
        extending = update(PreviewRow).where(
            PreviewRow.id == preview_id,
            PreviewRow.state == PreviewState.OPEN,
            PreviewRow.extended_by.is_(None),
        )
        values = {"closes_at": closes_at, "extended_by": by, "extended_why": why}
        return self._connection.execute(extending.values(**values)).rowcount == 1

    def sign(self, preview_id: int) -> bool:
        signing = update(PreviewRow).where(PreviewRow.id == preview_id, PreviewRow.state == PreviewState.OPEN)
        return self._connection.execute(signing.values(state=PreviewState.SIGNED)).rowcount == 1

    def object(self, objection: Objection) -> Objection:
        given = asdict(objection)
        del given["id"]
        return replace(objection, id=self._connection.execute(_ADD, given).scalar_one())

    def reword(self, objection_id: int, text: str) -> bool:
        changing = update(ObjectionRow).where(
            ObjectionRow.id == objection_id, ObjectionRow.state == ObjectionState.OPEN
        )
        return self._connection.execute(changing.values(text=text)).rowcount == 1

    def objection(self, objection_id: int) -> Objection:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE.on(self._connection), {"wanted": objection_id}).one_or_none()
        if row is None:
            raise NotFound("objection", str(objection_id))
        return Objection(*row)

    def objections(self, preview_id: int) -> Sequence[Objection]:
        return [Objection(*row) for row in self._connection.execute(_OBJECTIONS, {"wanted": preview_id})]

    def waiting(self) -> Sequence[Objection]:
        return [Objection(*row) for row in self._connection.execute(_WAITING)]

    def of_unit(self, unit_id: int) -> Sequence[Objection]:
        return [Objection(*row) for row in self._connection.execute(_OF_UNIT, {"wanted": unit_id})]

    def decide(
        self,
        objection_id: int,
        state: ObjectionState,
        by: int | None,
        at: datetime,
        reason: str = "",
        change: str = "",
    ) -> Objection | None:
        deciding = update(ObjectionRow).where(
            ObjectionRow.id == objection_id, ObjectionRow.state == ObjectionState.OPEN
        )
        values = {"state": state, "decided_by": by, "decided_at": at, "reason": reason, "change": change}
        row = self._connection.execute(deciding.values(**values).returning(*_OBJECTION)).one_or_none()
        return Objection(*row) if row else None


def _result(made: Snapshot) -> dict[str, object]:
    values = snapshot_values(made)
    del values["round_id"], values["edition"]
    return values


def _preview(row: AnyRow) -> Preview:
    made = as_snapshot(cast("AnyRow", SimpleNamespace(**(row._asdict() | {"id": 0}))))
    return Preview(
        row.id, row.round_id, made, row.opened_at, row.closes_at, row.state, row.extended_by, row.extended_why
    )
