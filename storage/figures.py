"""Reported and confirmed figures (填报数, 核定数)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from core.errors import NotFound
from core.figures.model import Field, Figure, FigureState
from storage.memory import Memory, once_each
from storage.statements import AnyRow, LockingSelect, upsert
from storage.tables.figures import FigureRow
from storage.tables.rounds import ReportRow

_NAMES = tuple(Figure.__dataclass_fields__)
_NEW = tuple(name for name in _NAMES if name != "id")
_ALL_BUT_ID = attrgetter(*_NEW)
_BY_ID = attrgetter("id")
_COLUMNS = tuple(getattr(FigureRow, name) for name in _NAMES)
_OPEN = (FigureState.SAID, FigureState.REPORTED)
_STANDING = (*_OPEN, FigureState.REFUSED)
_UNREAD = object()
_REPLACEABLE = FigureRow.state.in_((*_OPEN, FigureState.WITHDRAWN))
_DECISIONS = frozenset({FigureState.CONFIRMED, FigureState.REFUSED})

# One that is new, nearly always; its number is known without reading it back.
_ADD = upsert(FigureRow).on_conflict_do_nothing(index_elements=["report_id", "field"]).returning(FigureRow.id)
_putting = upsert(FigureRow)
_PUT = _putting.on_conflict_do_update(
    index_elements=["report_id", "field"],
    set_={name: _putting.excluded[name] for name in ("value", "old", "quote", "state", "said_by", "said_at")},
    where=_REPLACEABLE,
).returning(*_COLUMNS)
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
    .where(FigureRow.project_id.in_(bindparam("projects", expanding=True)), FigureRow.state.in_(_STANDING))
    .order_by(FigureRow.id)
)
_OF_ROUND = (
    select(*_COLUMNS)
    .join(ReportRow, ReportRow.id == FigureRow.report_id)
    .where(ReportRow.round_id == bindparam("round"), FigureRow.state == bindparam("wanted"))
    .order_by(FigureRow.id)
)
_COUNT = select(func.count()).select_from(FigureRow).where(FigureRow.state == bindparam("wanted"))
_DECIDED_IN = (
    select(FigureRow.project_id, FigureRow.state, func.count())
    .where(
        FigureRow.state.in_((FigureState.CONFIRMED, FigureState.REFUSED)),
        FigureRow.decided_at >= bindparam("start", type_=FigureRow.decided_at.type),
        FigureRow.decided_at < bindparam("end", type_=FigureRow.decided_at.type),
    )
    .group_by(FigureRow.project_id, FigureRow.state)
)
_ONE = LockingSelect(select(*_COLUMNS).where(FigureRow.id == bindparam("wanted")))
_moving = update(FigureRow).where(
    FigureRow.id.in_(bindparam("wanted", expanding=True)), FigureRow.state == bindparam("expected")
)
_DECIDED: dict[str, Any] = {
    "state": bindparam("became"), "decided_by": bindparam("who"), "decided_at": bindparam("when"),
    "reason": bindparam("why"),
}  # fmt: skip
_MOVE = _moving.values(decided=bindparam("as"), **_DECIDED).returning(*_COLUMNS)
_MOVE_AS_REPORTED = _moving.values(decided=FigureRow.value, **_DECIDED).returning(*_COLUMNS)
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
        self.memory = memory

    def put(self, figure: Figure) -> Figure:
        """See the port. One that was decided stays as it is and is returned."""
        given: dict[str, Any] = dict(zip(_NEW, _ALL_BUT_ID(figure), strict=True))
        given["said_at"] = figure.said_at.astimezone(UTC)
        number: int | None = self._connection.execute(_ADD, given).scalar()
        if number is not None:
            put = Figure(number, *given.values())
        elif (row := self._connection.execute(_PUT, given).one_or_none()) is not None:
            put = _figure(row)
        else:
            return next(one for one in self.of_reports([figure.report_id]) if one.field is figure.field)
        self._now([put])
        return put

    def _now(self, changed: Iterable[Figure]) -> None:
        """What these became, where the other figures of their projects are remembered."""
        shelf = self.memory.shelf(self, "_standing")
        for one in changed:
            known = shelf.get(one.project_id, _UNREAD)
            if known is not _UNREAD:
                others = (other for other in known or () if other.id != one.id)
                shelf[one.project_id] = (*others, one) if one.state in _STANDING else tuple(others)

    def get(self, figure_id: int) -> Figure:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE.on(self._connection), {"wanted": figure_id}).one_or_none()
        if row is None:
            raise NotFound("figure", str(figure_id))
        self.memory.locked()
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
        return self._of(project_ids, _OPEN)

    def refused(self, project_ids: Collection[int]) -> Sequence[Figure]:
        return self._of(project_ids, (FigureState.REFUSED,))

    def _of(self, project_ids: Collection[int], states: Collection[FigureState]) -> list[Figure]:
        known = self._standing(project_ids).values()
        found = [one for each in known for one in each if one.state in states]
        return sorted(found, key=_BY_ID) if len(found) > 1 else found

    @once_each
    def _standing(self, project_ids: Collection[int]) -> Mapping[int, tuple[Figure, ...]]:
        rows = self._connection.execute(_OF_PROJECTS, {"projects": list(project_ids)})
        found: dict[int, list[Figure]] = {}
        for one in map(_figure, rows):
            found.setdefault(one.project_id, []).append(one)
        return {project_id: tuple(each) for project_id, each in found.items()}

    def count(self, state: FigureState) -> int:
        return int(self._connection.execute(_COUNT, {"wanted": state}).scalar_one())

    def decided_in(self, start: datetime, end: datetime) -> Mapping[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        for project_id, state, n in self._connection.execute(_DECIDED_IN, {"start": start, "end": end}):
            confirmed, refused = found.get(project_id, (0, 0))
            sent_back = state is FigureState.REFUSED
            found[project_id] = (confirmed, refused + n) if sent_back else (confirmed + n, refused)
        return found

    def move(
        self, figure_ids: Collection[int], expected: FigureState, state: FigureState, *,
        by: int | None = None, at: datetime | None = None, decided: str = "", reason: str = "",
    ) -> Sequence[Figure]:  # fmt: skip
        """See the port. Without ``decided`` a confirmed figure keeps the reported value. By id."""
        decides = state in _DECISIONS
        given = {
            "wanted": list(figure_ids),
            "expected": expected,
            "became": state,
            "who": by if decides else None,
            "when": at if decides else None,
            "why": reason,
        }
        if state is FigureState.CONFIRMED and not decided:
            moved = self._connection.execute(_MOVE_AS_REPORTED, given)
        else:
            moved = self._connection.execute(
                _MOVE, given | {"as": decided if state is FigureState.CONFIRMED else ""}
            )
        found = sorted(map(_figure, moved), key=_BY_ID)
        self._now(found)
        return found

    def last(self, project_id: int, field: Field, state: FigureState) -> Figure | None:
        given = {"project": project_id, "about": field, "wanted": state}
        row = self._connection.execute(_LAST, given).one_or_none()
        return _figure(row) if row else None


def _figure(row: AnyRow) -> Figure:
    return Figure(*row)
