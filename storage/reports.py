"""Versions of answers. The highest one that was not taken back counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.orm import aliased

from core.milestones.model import Spoken
from core.rounds.model import Finding, Report, Source
from storage.findings import columns_of, finding_from
from storage.memory import Memory, forgetting, once, once_each
from storage.statements import AnyRow, raw
from storage.tables.projects import ProjectRow
from storage.tables.rounds import ReportRow

_COLUMNS = (
    ReportRow.id, ReportRow.round_id, ReportRow.project_id, ReportRow.version, ReportRow.answer,
    ReportRow.category, ReportRow.text, ReportRow.node, ReportRow.node_on, ReportRow.details,
    ReportRow.said_by, ReportRow.said_at, ReportRow.source, ReportRow.said_for,
    ReportRow.late, ReportRow.message,
)  # fmt: skip
_STANDS = ReportRow.source != Source.UNDO
_OF_ROUND = (
    select(*_COLUMNS)
    .where(ReportRow.round_id == bindparam("round"), _STANDS)
    .order_by(ReportRow.project_id, ReportRow.version)
)
_AMONG = _OF_ROUND.where(ReportRow.project_id.in_(bindparam("projects", expanding=True)))

_NEXT_VERSION = (
    select(func.coalesce(func.max(ReportRow.version), 0) + 1)
    .where(ReportRow.round_id == bindparam("round"), ReportRow.project_id == bindparam("project"))
    .scalar_subquery()
)
_SAVE = insert(ReportRow).values(version=_NEXT_VERSION).returning(ReportRow.id, ReportRow.version)
_TAKE_BACK = (
    update(ReportRow)
    .where(ReportRow.id == bindparam("wanted"), _STANDS)
    .values(source=Source.UNDO, void_by=bindparam("by"), void_at=bindparam("at"))
)
_OF_MESSAGE = (
    select(*_COLUMNS)
    .where(ReportRow.message == bindparam("wanted"), ReportRow.message != raw(""), _STANDS)
    .order_by(ReportRow.id)
)
_MANY = select(*_COLUMNS).where(ReportRow.id.in_(bindparam("reports", expanding=True)))
_HISTORY = (
    select(*_COLUMNS)
    .where(ReportRow.project_id == bindparam("project"))
    .order_by(ReportRow.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("after"))
)
_SINCE = (
    select(*_COLUMNS)
    .where(ReportRow.project_id == bindparam("project"), ReportRow.id >= bindparam("first"))
    .order_by(ReportRow.id.desc())
)
KEPT = 8
"""Latest versions of one project that are remembered; a round has a handful."""
_LATELY = (
    select(ReportRow.project_id, ReportRow.round_id, ReportRow.answer, ReportRow.said_at)
    .where(ReportRow.said_at > bindparam("since"), _STANDS)
    .order_by(ReportRow.project_id, ReportRow.round_id.desc(), ReportRow.version.desc())
)
_LATELY_OF = _LATELY.where(ReportRow.project_id.in_(bindparam("projects", expanding=True)))
FEW = 500
"""Projects that are named one by one; of more, all are read and the others left out."""
_earlier = aliased(ReportRow)
_LAST_BEFORE = (
    select(_earlier.id)
    .where(
        _earlier.project_id == ProjectRow.id,
        _earlier.round_id < bindparam("round"),
        _earlier.source != Source.UNDO,
    )
    .order_by(_earlier.round_id.desc(), _earlier.version.desc())
    .limit(1)
    .correlate(ProjectRow)
    .scalar_subquery()
)
_BEFORE = (
    select(*_COLUMNS)
    .select_from(ProjectRow)
    .join(ReportRow, ReportRow.id == _LAST_BEFORE)
    .where(ProjectRow.id.in_(bindparam("projects", expanding=True)))
)


class SqlReports:
    """Implements ``core.ports.Reports``. Rounds are ordered by id: a later one has a higher id."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    def current(self, round_id: int, project_ids: Collection[int] | None = None) -> Mapping[int, Report]:
        return self._all(round_id) if project_ids is None else self._among(round_id, project_ids)

    @once
    def _all(self, round_id: int) -> Mapping[int, Report]:
        return _latest(self._connection.execute(_OF_ROUND, {"round": round_id}))

    @once_each
    def _among(self, round_id: int, project_ids: Collection[int]) -> Mapping[int, Report]:
        given = {"round": round_id, "projects": list(project_ids)}
        return _latest(self._connection.execute(_AMONG, given))

    def save(
        self, round_id: int, project_id: int, finding: Finding, *, said_by: int, said_for: int | None,
        said_at: datetime, source: Source, late: bool, message: str,
    ) -> Report:  # fmt: skip
        given = {
            "round": round_id,
            "project": project_id,
            "round_id": round_id,
            "project_id": project_id,
            **columns_of(finding),
            "said_by": said_by,
            "said_for": said_for,
            "said_at": said_at,
            "source": source,
            "late": late,
            "message": message,
        }
        row = self._connection.execute(_SAVE, given).one()
        at = said_at.astimezone(UTC)
        report = Report(
            row.id, round_id, project_id, row.version, finding, said_by, at, source, said_for, late, message
        )
        self._saved(report)
        return report

    def _saved(self, report: Report) -> None:
        """It counts now. If nobody else can write, what else was read by project still stands, but for what
        later rounds say of the time before them."""
        if not self.memory.alone:
            self.memory.forget(self)
            return
        self.memory.forget(self, lambda name: _stands(name, report.round_id))
        self.memory.keep(self.memory.shelf(self, "_among", report.round_id), {report.project_id: report})
        saved = self.memory.shelf(self, "since")
        self.memory.keep(saved, {report.project_id: (report, *saved.get(report.project_id, ())[: KEPT - 1])})

    @forgetting
    def take_back(self, report: Report, by: int, at: datetime) -> Report | None:
        """See the port. The version stays in the history, with Source.UNDO."""
        self._connection.execute(_TAKE_BACK, {"wanted": report.id, "by": by, "at": at})
        return self.current(report.round_id, [report.project_id]).get(report.project_id)

    def last_by(self, round_id: int, person_id: int) -> Sequence[Report]:
        """See the port. By project id."""
        his = [report for report in self.current(round_id).values() if report.said_by == person_id]
        if not his:
            return []
        last = max(his, key=lambda report: (report.said_at, report.id))
        return [one for one in his if (one.said_at, one.message) == (last.said_at, last.message)]

    def of_message(self, message: str) -> Sequence[Report]:
        """Those not taken back, by id; also versions that were overtaken by later ones."""
        return [_report(row) for row in self._connection.execute(_OF_MESSAGE, {"wanted": message})]

    @once_each
    def before(self, round_id: int, project_ids: Collection[int]) -> Mapping[int, Report]:
        rows = self._connection.execute(_BEFORE, {"round": round_id, "projects": list(project_ids)})
        return {row.project_id: _report(row) for row in rows}

    def many(self, report_ids: Collection[int]) -> Mapping[int, Report]:
        rows = self._connection.execute(_MANY, {"reports": list(report_ids)})
        return {row.id: _report(row) for row in rows}

    def lately(self, project_ids: Collection[int], since: datetime) -> Sequence[Spoken]:
        if len(project_ids) <= FEW:
            rows = self._connection.execute(_LATELY_OF, {"since": since, "projects": list(project_ids)})
            return [Spoken(*row) for row in rows]
        wanted = set(project_ids)
        every = self._connection.execute(_LATELY, {"since": since})
        return [Spoken(*row) for row in every if row.project_id in wanted]

    def history(self, project_id: int, limit: int, offset: int = 0) -> Sequence[Report]:
        given = {"project": project_id, "most": limit, "after": offset}
        return [_report(row) for row in self._connection.execute(_HISTORY, given)]

    def since(self, project_id: int, report_id: int) -> Sequence[Report]:
        """See the port. What was saved while nobody else could write is known without asking."""
        saved = self.memory.shelf(self, "since").get(project_id, ())
        if saved and saved[-1].id <= report_id:
            return [one for one in saved if one.id >= report_id]
        given = {"project": project_id, "first": report_id}
        return [_report(row) for row in self._connection.execute(_SINCE, given)]


def _stands(name: tuple[Any, ...], saved_in: int) -> bool:
    return name[0] in ("_among", "since") or (name[0] == "before" and name[1] <= saved_in)


def _latest(rows: Iterable[AnyRow]) -> dict[int, Report]:
    """In order of version: the last one of each project stays."""
    return {row.project_id: _report(row) for row in rows}


def _report(row: AnyRow) -> Report:
    return Report(
        id=row.id,
        round_id=row.round_id,
        project_id=row.project_id,
        version=row.version,
        finding=finding_from(row.answer, row.category, row.text, row.node, row.node_on, row.details),
        said_by=row.said_by,
        said_at=row.said_at,
        source=row.source,
        said_for=row.said_for,
        late=row.late,
        message=row.message,
    )
