"""Monthly targets, and which unit's target is broken down to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, bindparam, delete, insert, select

from core.scoring.service_counts import Entry
from core.scoring.targets import MonthTarget
from storage.statements import upsert
from storage.tables.scoring import MonthTargetRow, UnitAboveRow, UnitEntryRow

_MONTH = tuple(getattr(MonthTargetRow, name) for name in MonthTarget.__dataclass_fields__)
_OF_YEAR = (
    select(*_MONTH)
    .where(MonthTargetRow.year == bindparam("wanted"))
    .order_by(MonthTargetRow.unit_id, MonthTargetRow.month)
)
_putting = upsert(MonthTargetRow)
_PUT = _putting.on_conflict_do_update(
    index_elements=["year", "unit_id", "month"],
    set_={name: _putting.excluded[name] for name in ("signed_yuan", "arrived_yuan", "major")},
)
_ABOVE = select(UnitAboveRow.unit_id, UnitAboveRow.above_id).order_by(UnitAboveRow.unit_id)
_ENTRY = tuple(getattr(UnitEntryRow, name) for name in Entry.__dataclass_fields__)
_ENTRIES = select(*_ENTRY).where(UnitEntryRow.year == bindparam("wanted")).order_by(UnitEntryRow.id)
_ENTER = insert(UnitEntryRow).returning(UnitEntryRow.id)
_placing = upsert(UnitAboveRow)
_PLACE = _placing.on_conflict_do_update(
    index_elements=["unit_id"], set_={"above_id": _placing.excluded.above_id}
)


class SqlTargetPlans:
    """Implements ``core.ports.TargetPlans``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def months(self, year: int) -> Sequence[MonthTarget]:
        return [MonthTarget(*row) for row in self._connection.execute(_OF_YEAR, {"wanted": year})]

    def set_month(self, target: MonthTarget) -> None:
        self._connection.execute(_PUT, asdict(target))

    def entries(self, year: int) -> Sequence[Entry]:
        return [Entry(*row) for row in self._connection.execute(_ENTRIES, {"wanted": year})]

    def enter(self, entry: Entry) -> Entry:
        given = asdict(entry)
        del given["id"]
        return replace(entry, id=self._connection.execute(_ENTER, given).scalar_one())

    def above(self) -> Mapping[int, int]:
        return {row.unit_id: row.above_id for row in self._connection.execute(_ABOVE)}

    def place(self, unit_id: int, above_id: int | None) -> None:
        if above_id is None:
            self._connection.execute(delete(UnitAboveRow).where(UnitAboveRow.unit_id == unit_id))
        else:
            self._connection.execute(_PLACE, {"unit_id": unit_id, "above_id": above_id})
