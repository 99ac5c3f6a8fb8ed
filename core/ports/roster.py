"""The ledger: projects and units, the groups the office speaks to, links to hand files in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.chat import Address
from core.roster.model import (
    Assignment,
    Duty,
    FieldChange,
    Found,
    Group,
    Project,
    Target,
    Unit,
    UnitKind,
    UploadLink,
)


class Projects(Protocol):
    def get(self, project_id: int) -> Project: ...
    def many(self, project_ids: Collection[int]) -> Mapping[int, Project]: ...
    def by_code(self, code: str) -> Project | None: ...
    def by_name(self, name: str) -> Project | None: ...
    def all(self) -> Sequence[Project]: ...
    def search(self, wanted: str, within: Collection[int] | None, limit: int) -> Sequence[Found]:
        """By code, name, alias or investor: whole, in part, by pinyin, initials or a near sound; best first,
        the surest way of understanding ``wanted`` that finds anything; only among ``within`` (None: all)."""

    def add(self, project: Project) -> Project:
        """Its id is ignored; the stored one is returned."""

    def change(self, project: Project, changes: Sequence[FieldChange], by: int | None, now: datetime) -> None:
        """Store the new values, raise the version and keep each old value."""

    def changes(self, project_id: int, limit: int) -> Sequence[FieldChange]: ...
    def unit(self, unit_id: int) -> Unit: ...
    def units(self) -> Sequence[Unit]: ...
    def unit_named(self, name: str) -> Unit | None: ...
    def add_unit(self, name: str, kind: UnitKind) -> Unit: ...
    def assigned(
        self,
        day: date,
        *,
        person_id: int | None = None,
        project_id: int | None = None,
        duty: Duty | None = None,
    ) -> Sequence[Assignment]:
        """Assignments in force on ``day``, filtered, by project id then order of entry."""

    def assign(self, assignment: Assignment) -> None: ...
    def unassign(self, project_id: int, person_id: int, duty: Duty, until_on: date) -> None: ...
    def targets(self, year: int) -> Sequence[Target]: ...
    def set_target(self, target: Target) -> None: ...


class Groups(Protocol):
    def at(self, address: Address) -> Group | None: ...
    def bound(self) -> Sequence[Group]:
        """Bulletin targets the bot is still in."""

    def seen(self, address: Address, title: str, now: datetime) -> Group:
        """Insert or refresh; a group that was left is in again."""

    def bind(self, group_id: int, by: int | None, now: datetime) -> None: ...
    def removed(self, address: Address, now: datetime) -> Group | None: ...
    def moved(self, old: Address, new: Address) -> None: ...


class Uploads(Protocol):
    def add(self, link: UploadLink) -> None: ...
    def find(self, token_hash: str) -> UploadLink | None: ...
    def use(self, token_hash: str, now: datetime) -> bool:
        """Compare-and-set: False if it was used in between."""
