"""Problem tickets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from sqlalchemy import Connection, String, bindparam, insert, or_, select, type_coerce, update

from core.dates import PartialDate
from core.errors import NotFound
from core.problems.model import Category, Problem, ProblemState
from storage.memory import Memory, forgetting, once_each
from storage.tables.rounds import ProblemRow

_COLUMNS = (
    ProblemRow.id, ProblemRow.project_id, ProblemRow.category, ProblemRow.text, ProblemRow.state,
    ProblemRow.opened_at, ProblemRow.opened_by, ProblemRow.round_id, ProblemRow.department,
    ProblemRow.resolved_at, ProblemRow.resolved_by, ProblemRow.due_on,
)  # fmt: skip
_OPEN = select(*_COLUMNS).where(ProblemRow.state == ProblemState.OPEN).order_by(ProblemRow.id)
_OPEN_FOR = _OPEN.where(ProblemRow.project_id.in_(bindparam("projects", expanding=True)))
_START, _END = (bindparam(name, type_=ProblemRow.opened_at.type) for name in ("start", "end"))
_DURING = (
    select(*_COLUMNS)
    .where(
        or_(
            ProblemRow.opened_at.between(_START, _END),
            ProblemRow.resolved_at.between(_START, _END),
        )
    )
    .order_by(ProblemRow.id)
)
_DUE_IN = (
    select(*_COLUMNS)
    .where(type_coerce(ProblemRow.due_on, String).like(bindparam("ends")))
    .order_by(ProblemRow.id)
)
_GET = select(*_COLUMNS).where(ProblemRow.id == bindparam("wanted"))
_ADD = insert(ProblemRow).returning(*_COLUMNS)
_RESOLVE = (
    update(ProblemRow)
    .where(ProblemRow.id == bindparam("wanted"), ProblemRow.state == ProblemState.OPEN)
    .values(
        state=ProblemState.RESOLVED,
        resolved_by=bindparam("by"),
        resolved_at=bindparam("at"),
        resolved_in=bindparam("message"),
    )
)
_REOPEN = (
    update(ProblemRow)
    .where(
        ProblemRow.state == ProblemState.RESOLVED,
        ProblemRow.project_id == bindparam("project"),
        ProblemRow.resolved_in == bindparam("message"),
    )
    .values(state=ProblemState.OPEN, resolved_by=None, resolved_at=None, resolved_in=None)
    .returning(ProblemRow.id)
)
_BY_ID = attrgetter("id")


class SqlProblems:
    """Implements ``core.ports.Problems``."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    def open_for(self, project_ids: Collection[int] | None) -> Sequence[Problem]:
        """Of these projects (None: of all), by id."""
        if project_ids is None:
            return [Problem(*row) for row in self._connection.execute(_OPEN)]
        found = [one for several in self._open(project_ids).values() for one in several]
        return sorted(found, key=_BY_ID) if len(found) > 1 else found

    def due_in(self, year: int) -> Sequence[Problem]:
        """See the port. A deadline is stored as first/last/precision."""
        return [Problem(*row) for row in self._connection.execute(_DUE_IN, {"ends": f"%/{year}-%"})]

    @once_each
    def _open(self, project_ids: Collection[int]) -> Mapping[int, list[Problem]]:
        found: dict[int, list[Problem]] = {}
        for row in self._connection.execute(_OPEN_FOR, {"projects": list(project_ids)}):
            found.setdefault(row.project_id, []).append(Problem(*row))
        return found

    def get(self, problem_id: int) -> Problem:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_GET, {"wanted": problem_id}).one_or_none()
        if row is None:
            raise NotFound("problem", str(problem_id))
        return Problem(*row)

    def during(self, start: datetime, end: datetime) -> Sequence[Problem]:
        """See the port."""
        return [Problem(*row) for row in self._connection.execute(_DURING, {"start": start, "end": end})]

    @forgetting
    def add(
        self, project_id: int, category: Category, text: str, at: datetime, by: int | None,
        round_id: int | None, department: str, due_on: PartialDate | None = None,
    ) -> Problem:  # fmt: skip
        given = {
            "project_id": project_id,
            "category": category,
            "text": text,
            "state": ProblemState.OPEN,
            "opened_at": at,
            "opened_by": by,
            "round_id": round_id,
            "department": department,
            "due_on": due_on,
            "resolved_at": None,
            "resolved_by": None,
        }
        return Problem(*self._connection.execute(_ADD, given).one())

    @forgetting
    def reword(
        self, problem_id: int, category: Category, text: str, department: str = "",
        due_on: PartialDate | None = None,
    ) -> None:  # fmt: skip
        """See the port."""
        statement = update(ProblemRow).where(ProblemRow.id == problem_id).values(category=category, text=text)
        if department:
            statement = statement.values(department=department)
        self._connection.execute(statement.values(due_on=due_on) if due_on else statement)

    @forgetting
    def resolve(self, problem_id: int, by: int | None, at: datetime, message: str = "") -> bool:
        """See the port."""
        given = {"wanted": problem_id, "by": by, "at": at, "message": message or None}
        return self._connection.execute(_RESOLVE, given).rowcount == 1

    @forgetting
    def reopen(self, project_id: int, message: str) -> Sequence[int]:
        """See the port."""
        found = self._connection.execute(_REOPEN, {"project": project_id, "message": message})
        return sorted(found.scalars())
