"""What an import would do, found out without writing anything: a reader's transaction is enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from core.ports import People, Projects, UnitOfWork
from core.rights import Role
from core.roster.import_ledger import import_ledger
from core.roster.ledger import Ledger
from core.roster.model import (
    Assignment,
    Duty,
    FieldChange,
    ImportResult,
    Person,
    Project,
    Target,
    Unit,
    UnitKind,
)

FIRST_ID = 1_000_000_000
"""What is new gets ids that nothing stored has."""


def rehearse(work: UnitOfWork, ledger: Ledger, today: date, now: datetime) -> ImportResult:
    """The result that ``import_ledger`` would have."""
    return import_ledger(_Stage(work), ledger, None, today, now)


class _Stage:
    """Reads what is stored, forgets what is written."""

    def __init__(self, work: UnitOfWork) -> None:
        self.projects = _Projects(work.projects)
        self.people = _People(work.people)
        self.audit = _Audit()


class _Projects:
    def __init__(self, stored: Projects) -> None:
        self._stored, self._ids = stored, count(FIRST_ID)

    def all(self) -> Sequence[Project]:
        return self._stored.all()

    def units(self) -> Sequence[Unit]:
        return self._stored.units()

    def assigned(self, day: date) -> Sequence[Assignment]:
        return self._stored.assigned(day)

    def targets(self, year: int) -> Sequence[Target]:
        return self._stored.targets(year)

    def add_unit(self, name: str, kind: UnitKind) -> Unit:
        return Unit(next(self._ids), name, kind)

    def add(self, project: Project) -> Project:
        return replace(project, id=next(self._ids))

    def change(self, project: Project, changes: Sequence[FieldChange], by: int | None, now: datetime) -> None:
        pass

    def assign(self, assignment: Assignment) -> None:
        pass

    def unassign(self, project_id: int, person_id: int, duty: Duty, until_on: date) -> None:
        pass

    def set_target(self, target: Target) -> None:
        pass


class _People:
    def __init__(self, stored: People) -> None:
        self._stored, self._ids = stored, count(FIRST_ID)

    def all(self) -> Sequence[Person]:
        return self._stored.all()

    def add(self, name: str, title: str, roles: Collection[Role], unit_id: int | None, phone: str) -> Person:
        return Person(next(self._ids), name, title, frozenset(roles), unit_id, phone)

    def change(self, person: Person) -> None:
        pass


class _Audit:
    def note(
        self, at: datetime, actor: int | None, action: str, subject: str, facts: Mapping[str, str]
    ) -> None:
        pass
