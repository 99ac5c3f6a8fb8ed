"""Accountability cases (问责)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import NotFound
from core.scoring.cases import Case, CaseState, Step
from storage.statements import upsert
from storage.tables.cases import CaseRow, StepRow

_CASE = tuple(getattr(CaseRow, name) for name in Case.__dataclass_fields__)
_STEP = tuple(getattr(StepRow, name) for name in Step.__dataclass_fields__)
_ADD = (
    upsert(CaseRow)
    .on_conflict_do_nothing(index_elements=["subject", "subject_id", "quarter"])
    .returning(CaseRow.id)
)
_ONE = select(*_CASE).where(CaseRow.id == bindparam("wanted"))
_IN_STATE = select(*_CASE).where(CaseRow.state == bindparam("wanted")).order_by(CaseRow.id)
_STEPS = select(*_STEP).where(StepRow.case_id == bindparam("wanted")).order_by(StepRow.id)
_A_STEP = select(*_STEP).where(StepRow.id == bindparam("wanted"))
_ADD_STEP = insert(StepRow).returning(StepRow.id)
_FOLLOW = (
    select(*_STEP)
    .join(CaseRow, CaseRow.id == StepRow.case_id)
    .where(
        StepRow.follow_up_on <= bindparam("day"),
        StepRow.reminded_at.is_(None),
        CaseRow.state == CaseState.OPEN,
    )
    .order_by(StepRow.id)
)


class SqlCases:
    """Implements ``core.ports.Cases``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case: Case) -> Case | None:
        given = asdict(case)
        del given["id"]
        made = self._connection.execute(_ADD, given).scalar_one_or_none()
        return replace(case, id=made) if made else None

    def get(self, case_id: int) -> Case:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE, {"wanted": case_id}).one_or_none()
        if row is None:
            raise NotFound("case", str(case_id))
        return Case(*row)

    def in_state(self, state: CaseState) -> Sequence[Case]:
        return [Case(*row) for row in self._connection.execute(_IN_STATE, {"wanted": state})]

    def decide(
        self, case_id: int, before: CaseState, state: CaseState, by: int, at: datetime, reason: str
    ) -> Case | None:
        deciding = update(CaseRow).where(CaseRow.id == case_id, CaseRow.state == before)
        values = {"state": state, "decided_by": by, "decided_at": at, "reason": reason}
        row = self._connection.execute(deciding.values(**values).returning(*_CASE)).one_or_none()
        return Case(*row) if row else None

    def add_step(self, step: Step) -> Step:
        given = asdict(step) | {"reminded_at": None}
        del given["id"]
        return replace(step, id=self._connection.execute(_ADD_STEP, given).scalar_one())

    def steps(self, case_id: int) -> Sequence[Step]:
        return [Step(*row) for row in self._connection.execute(_STEPS, {"wanted": case_id})]

    def step(self, step_id: int) -> Step:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_A_STEP, {"wanted": step_id}).one_or_none()
        if row is None:
            raise NotFound("case", str(step_id))
        return Step(*row)

    def promise(self, step_id: int, promise: str, follow_up_on: date) -> Step:
        changing = update(StepRow).where(StepRow.id == step_id)
        values = {"promise": promise, "follow_up_on": follow_up_on, "reminded_at": None}
        row = self._connection.execute(changing.values(**values).returning(*_STEP)).one_or_none()
        if row is None:
            raise NotFound("case", str(step_id))
        return Step(*row)

    def to_follow_up(self, day: date) -> Sequence[Step]:
        return [Step(*row) for row in self._connection.execute(_FOLLOW, {"day": day})]

    def reminded(self, step_id: int, now: datetime) -> None:
        self._connection.execute(update(StepRow).where(StepRow.id == step_id).values(reminded_at=now))
