"""The ledger: projects and what changed in them, units, assignments, targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    insert,
    select,
    update,
)

from core.errors import NotFound
from core.roster.model import Assignment, Duty, FieldChange, Found, Project, Target, Unit, UnitKind
from storage import assignments
from storage.errors import Overtaken
from storage.memory import Memory, forgetting, once, once_each
from storage.name_index import SURE
from storage.name_search import find_projects
from storage.project_rows import PROJECT, as_project, project_values
from storage.tables.projects import ProjectChangeRow, ProjectRow
from storage.tables.roster import UnitRow

_ALL = select(*PROJECT).order_by(ProjectRow.code)
_MANY = _ALL.where(ProjectRow.id.in_(bindparam("projects", expanding=True)))
_UNITS = select(UnitRow.id, UnitRow.name, UnitRow.kind).order_by(UnitRow.id)
_CHANGES = (
    select(
        ProjectChangeRow.field, ProjectChangeRow.old, ProjectChangeRow.new,
        ProjectChangeRow.by_id, ProjectChangeRow.at, ProjectChangeRow.why,
    )
    .where(ProjectChangeRow.project_id == bindparam("project"))
    .order_by(ProjectChangeRow.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip


class SqlProjects:
    """Implements ``core.ports.Projects``. Projects come in the order of their codes, units by id."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory
        self.unsaved = False  # this transaction changed one

    def get(self, project_id: int) -> Project:
        """
        Raises:
            NotFound: there is none.
        """
        found = self.many([project_id])
        if not found:
            raise NotFound("project", str(project_id))
        return found[project_id]

    @once_each
    def many(self, project_ids: Collection[int]) -> Mapping[int, Project]:
        rows = self._connection.execute(_MANY, {"projects": list(project_ids)})
        return {row.id: as_project(row) for row in rows}

    def by_code(self, code: str) -> Project | None:
        return next(iter(self._where(ProjectRow.code == code)), None)

    def by_name(self, name: str) -> Project | None:
        """Of several with this name the one with the first code."""
        return next(iter(self._where(ProjectRow.name == name, limit=1)), None)

    def all(self) -> Sequence[Project]:
        return self._where()

    def search(self, wanted: str, within: Collection[int] | None, limit: int) -> Sequence[Found]:
        """See the port."""
        hits = find_projects(self._connection, wanted, within, limit, unsaved=self.unsaved)
        found = self.many([hit.project_id for hit in hits]) if hits else {}
        return [Found(found[hit.project_id], hit.strength >= SURE) for hit in hits]

    @forgetting
    def add(self, project: Project) -> Project:
        self.unsaved = True
        statement = insert(ProjectRow).values(**project_values(project)).returning(ProjectRow.id)
        return replace(project, id=self._connection.execute(statement).scalar_one())

    @forgetting
    def change(self, project: Project, changes: Sequence[FieldChange], by: int | None, now: datetime) -> None:
        """See the port. ``project.version`` is the version that was read.

        Raises:
            Overtaken: somebody changed it since.
        """
        self.unsaved = True
        newer = project_values(project) | {"version": project.version + 1}
        unchanged = (ProjectRow.id == project.id, ProjectRow.version == project.version)
        if self._connection.execute(update(ProjectRow).where(*unchanged).values(**newer)).rowcount != 1:
            raise Overtaken("project", project.id)
        kept = [
            {
                "project_id": project.id,
                "field": one.field,
                "old": one.old,
                "new": one.new,
                "why": one.why,
                "by_id": by,
                "at": now,
            }
            for one in changes
        ]
        if kept:
            self._connection.execute(insert(ProjectChangeRow), kept)

    def changes(self, project_id: int, limit: int) -> Sequence[FieldChange]:
        """Newest first."""
        rows = self._connection.execute(_CHANGES, {"project": project_id, "most": limit})
        return [FieldChange(*row) for row in rows]

    def unit(self, unit_id: int) -> Unit:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_UNITS.where(UnitRow.id == unit_id)).one_or_none()
        if row is None:
            raise NotFound("unit", str(unit_id))
        return Unit(*row)

    def units(self) -> Sequence[Unit]:
        return [Unit(*row) for row in self._connection.execute(_UNITS)]

    def unit_named(self, name: str) -> Unit | None:
        row = self._connection.execute(_UNITS.where(UnitRow.name == name)).one_or_none()
        return Unit(*row) if row else None

    @forgetting
    def add_unit(self, name: str, kind: UnitKind) -> Unit:
        statement = insert(UnitRow).values(name=name, kind=kind).returning(UnitRow.id)
        return Unit(self._connection.execute(statement).scalar_one(), name, kind)

    @once
    def assigned(
        self,
        day: date,
        *,
        person_id: int | None = None,
        project_id: int | None = None,
        duty: Duty | None = None,
    ) -> Sequence[Assignment]:
        return assignments.on_day(self._connection, day, person_id, project_id, duty)

    @forgetting
    def assign(self, assignment: Assignment) -> None:
        assignments.add(self._connection, assignment)

    @forgetting
    def unassign(self, project_id: int, person_id: int, duty: Duty, until_on: date) -> None:
        assignments.end(self._connection, project_id, person_id, duty, until_on)

    def targets(self, year: int) -> Sequence[Target]:
        return assignments.targets(self._connection, year)

    def set_target(self, target: Target) -> None:
        assignments.set_target(self._connection, target)

    def _where(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Project]:
        rows = self._connection.execute(_ALL.where(*conditions).limit(limit))
        return [as_project(row) for row in rows]
