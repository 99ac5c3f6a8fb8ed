"""What belongs to an issue before it leaves: its plan, every version of its words, the office's templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, select

from core.bulletins.model import (
    Bulletin,
    BulletinKind,
    BulletinState,
    Form,
    Plan,
    Template,
    UnitPage,
    Wording,
)
from storage.statements import AnyRow, upsert
from storage.tables.bulletins import (
    BulletinRow,
    CorrectionRow,
    PlanRow,
    SnapshotRow,
    TemplateRow,
    WordingRow,
)
from storage.tables.rounds import RoundRow

_CHANGING = ("kind", "since_id", "pages", "chat_groups", "leaders", "units", "proposed_by", "proposed_at")
_PLAN = select(PlanRow.bulletin_id, *(getattr(PlanRow, name) for name in _CHANGING)).where(
    PlanRow.bulletin_id == bindparam("wanted")
)
_planning = upsert(PlanRow)
_SET_PLAN = _planning.on_conflict_do_update(
    index_elements=["bulletin_id"], set_={name: _planning.excluded[name] for name in _CHANGING}
)
_BULLETIN = tuple(getattr(BulletinRow, name) for name in Bulletin.__dataclass_fields__)
_KIND = func.coalesce(PlanRow.kind, BulletinKind.WEEKLY)
_RULED = (
    select(BulletinRow.id, BulletinRow.state, RoundRow.cadence_id, _KIND.label("kind"))
    .join(SnapshotRow, SnapshotRow.id == BulletinRow.snapshot_id)
    .join(RoundRow, RoundRow.id == SnapshotRow.round_id)
    .outerjoin(PlanRow, PlanRow.bulletin_id == BulletinRow.id)
    .where(BulletinRow.id.not_in(select(CorrectionRow.bulletin_id)))
)
"""Issues with the rule and the kind that they are of; corrections are of none."""
_this, _older = _RULED.subquery("this"), _RULED.subquery("older")
_SUPERSEDED = (
    select(*_BULLETIN)
    .join(_older, _older.c.id == BulletinRow.id)
    .join(_this, and_(_this.c.cadence_id == _older.c.cadence_id, _this.c.kind == _older.c.kind))
    .where(_this.c.id == bindparam("wanted"), _older.c.id < _this.c.id, _older.c.state == BulletinState.DRAFT)
    .order_by(BulletinRow.id)
)
_WORDING = tuple(getattr(WordingRow, name) for name in Wording.__dataclass_fields__)
_WORDINGS = (
    select(*_WORDING).where(WordingRow.bulletin_id == bindparam("wanted")).order_by(WordingRow.version)
)
_TEMPLATE = tuple(getattr(TemplateRow, name) for name in Template.__dataclass_fields__)
_TEMPLATES = (
    select(*_TEMPLATE)
    .where(TemplateRow.form == bindparam("wanted"))
    .order_by(TemplateRow.id.desc())
    .limit(bindparam("most"))
)


class SqlEditions:
    """Implements ``core.ports.Editions``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, bulletin_id: int) -> Plan:
        row = self._connection.execute(_PLAN, {"wanted": bulletin_id}).one_or_none()
        return _plan(row) if row else Plan(bulletin_id)

    def set_plan(self, plan: Plan) -> None:
        given: dict[str, Any] = asdict(plan)
        groups = given.pop("groups")
        given["chat_groups"] = None if groups is None else list(groups)
        given["pages"] = [[page.unit_id, page.unit, page.text] for page in plan.pages]
        self._connection.execute(_SET_PLAN, given)

    def superseded(self, bulletin_id: int) -> Sequence[Bulletin]:
        return [Bulletin(*row) for row in self._connection.execute(_SUPERSEDED, {"wanted": bulletin_id})]

    def wordings(self, bulletin_id: int) -> Sequence[Wording]:
        return [Wording(*row) for row in self._connection.execute(_WORDINGS, {"wanted": bulletin_id})]

    def add_wording(self, wording: Wording) -> None:
        self._connection.execute(insert(WordingRow).values(**asdict(wording)))

    def templates(self, form: Form, limit: int) -> Sequence[Template]:
        rows = self._connection.execute(_TEMPLATES, {"wanted": form, "most": limit})
        return [Template(*row) for row in rows]

    def add_template(self, form: Form, text: str, by: int, at: datetime) -> Template:
        given = {"form": form, "text": text, "saved_by": by, "saved_at": at}
        row = self._connection.execute(insert(TemplateRow).values(given).returning(*_TEMPLATE)).one()
        return Template(*row)


def _plan(row: AnyRow) -> Plan:
    return Plan(
        bulletin_id=row.bulletin_id,
        kind=row.kind,
        since_id=row.since_id,
        pages=tuple(UnitPage(*page) for page in row.pages),
        groups=None if row.chat_groups is None else tuple(row.chat_groups),
        leaders=row.leaders,
        units=row.units,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
    )
