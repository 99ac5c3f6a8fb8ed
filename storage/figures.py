"""Reported and confirmed figures (填报数, 核定数)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from core.errors import NotFound
from core.figures.model import Field, Figure, FigureState
from storage.memory import Memory
from storage.statements import AnyRow, LockingSelect, upsert
from storage.tables.figures import FigureRow
from storage.tables.rounds import ReportRow

_NAMES = tuple(Figure.__dataclass_fields__)
_COLUMNS = tuple(getattr(FigureRow, name) for name in _NAMES)
_OPEN = (FigureState.SAID, FigureState.REPORTED)
_REPLACEABLE = FigureRow.state.in_((*_OPEN, FigureState.WITHDRAWN))
_DECISIONS = frozenset({FigureState.CONFIRMED, FigureState.REFUSED})

_putting = upsert(FigureRow)
_PUT = _putting.on_conflict_do_update(
    index_elements=["report_id", "field"],
    set_={name: _putting.excluded[name] for name in ("value", "old", "quote", "state", "said_by", "said_at")},
    where=_REPLACEABLE,
)
_OF_REPORTS = (
    select(*_COLUMNS)
    .where(FigureRow.report_id.in_(bindparam("reports", expanding=True)))
    .order_by(FigureRow.id)
)
_WAITING = (
    select(*_COLUMNS)
    .where(FigureRow.state == bindparam("wanted"))
    .order_by(FigureRow.id)
    .limit(bindparam("most"))
    .offset(bindparam("after"))
)
_OF_PROJECTS = (
    select(*_COLUMNS)
    .where(FigureRow.project_id.in_(bindparam("projects", expanding=True)), FigureRow.state.in_(_OPEN))
    .order_by(FigureRow.id)
)
_OF_ROUND = (
    select(*_COLUMNS)
    .join(ReportRow, ReportRow.id == FigureRow.report_id)
    .where(ReportRow.round_id == bindparam("round"), FigureRow.state == bindparam("wanted"))
    .order_by(FigureRow.id)
)
_COUNT = select(func.count()).select_from(FigureRow).where(FigureRow.state == bindparam("wanted"))
_ONE = LockingSelect(select(*_COLUMNS).where(FigureRow.id == bindparam("wanted")))
_LAST = (
    select(*_COLUMNS)
    .where(
        FigureRow.project_id == bindparam("project"),
        FigureRow.field == bindparam("about"),
        FigureRow.state == bindparam("wanted"),
    )
    .order_by(FigureRow.id.desc())
    .limit(1)
)


class SqlFigures:
    """Implements ``core.ports.Figures``."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def put(self, figure: Figure) -> Figure:
        """See the port. One that was decided stays as it is and is returned."""
        given = asdict(figure)
        del given["id"]
        self._connection.execute(_PUT, given)
        return next(one for one in self.of_reports([figure.report_id]) if one.field is figure.field)

    def get(self, figure_id: int) -> Figure:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE.on(self._connection), {"wanted": figure_id}).one_or_none()
        if row is None:
            raise NotFound("figure", str(figure_id))
        self._memory.locked()
        return _figure(row)

    def of_reports(self, report_ids: Collection[int]) -> Sequence[Figure]:
        """By id."""
        rows = self._connection.execute(_OF_REPORTS, {"reports": list(report_ids)})
        return [_figure(row) for row in rows]

    def waiting(self, state: FigureState, limit: int, offset: int = 0) -> Sequence[Figure]:
        given = {"wanted": state, "most": limit, "after": offset}
        return [_figure(row) for row in self._connection.execute(_WAITING, given)]

    def of_round(self, round_id: int, state: FigureState) -> Sequence[Figure]:
        given = {"round": round_id, "wanted": state}
        return [_figure(row) for row in self._connection.execute(_OF_ROUND, given)]

    def undecided(self, project_ids: Collection[int]) -> Sequence[Figure]:
        rows = self._connection.execute(_OF_PROJECTS, {"projects": list(project_ids)})
        return [_figure(row) for row in rows]

    def count(self, state: FigureState) -> int:
        return int(self._connection.execute(_COUNT, {"wanted": state}).scalar_one())

    def move(
        self, figure_ids: Collection[int], expected: FigureState, state: FigureState, *,
        by: int | None = None, at: datetime | None = None, decided: str = "", reason: str = "",
    ) -> Sequence[Figure]:  # fmt: skip
        """See the port. Without ``decided`` a confirmed figure keeps the reported value. By id."""
        changing = (
            update(FigureRow)
            .where(FigureRow.id.in_(list(figure_ids)), FigureRow.state == expected)
            .values(
                state=state,
                decided_by=by if state in _DECISIONS else None,
                decided_at=at if state in _DECISIONS else None,
                decided=(decided or FigureRow.value) if state is FigureState.CONFIRMED else "",
                reason=reason,
            )
            .returning(*_COLUMNS)
        )
        return sorted(map(_figure, self._connection.execute(changing)), key=lambda one: one.id)

    def last(self, project_id: int, field: Field, state: FigureState) -> Figure | None:
        given = {"project": project_id, "about": field, "wanted": state}
        row = self._connection.execute(_LAST, given).one_or_none()
        return _figure(row) if row else None


def _figure(row: AnyRow) -> Figure:
    return Figure(*row)
