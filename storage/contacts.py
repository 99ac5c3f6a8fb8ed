"""Contacts with firms (联系记录)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import Connection, Executable, bindparam, func, insert, select, update

from core.errors import NotFound
from core.milestones.model import Contact
from storage.statements import AnyRow
from storage.tables.milestones import ContactRow
from storage.tables.rounds import ItemRow, PromptRow

_COLUMNS = tuple(getattr(ContactRow, name) for name in Contact.__dataclass_fields__)
_STANDS = ContactRow.taken_back_at.is_(None)
_ADD = insert(ContactRow).returning(ContactRow.id)
_ONE = select(*_COLUMNS).where(ContactRow.id == bindparam("wanted"))
_OF_PROJECT = (
    select(*_COLUMNS)
    .where(ContactRow.project_id == bindparam("project"))
    .order_by(ContactRow.on.desc(), ContactRow.id.desc())
    .limit(bindparam("most"))
)
_OF_MESSAGE = (
    select(*_COLUMNS).where(ContactRow.message == bindparam("message"), _STANDS).order_by(ContactRow.id)
)
_LAST_BY = (
    select(*_COLUMNS)
    .where(ContactRow.by == bindparam("person"), ContactRow.message == "", _STANDS)
    .order_by(ContactRow.id.desc())
    .limit(1)
)
_LAST_ON = (
    select(ContactRow.project_id, func.max(ContactRow.on).label("last_on"))
    .where(ContactRow.project_id.in_(bindparam("projects", expanding=True)), _STANDS)
    .group_by(ContactRow.project_id)
)
_FIRST_ASKED = (
    select(ItemRow.project_id, func.min(PromptRow.asked_at).label("first_at"))
    .join(PromptRow, PromptRow.id == ItemRow.prompt_id)
    .where(ItemRow.project_id.in_(bindparam("projects", expanding=True)), PromptRow.asked_at.is_not(None))
    .group_by(ItemRow.project_id)
)
SOME = 500


class SqlContacts:
    """Implements ``core.ports.Contacts``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, contact: Contact) -> Contact:
        given = asdict(contact)
        del given["id"]
        return replace(contact, id=self._connection.execute(_ADD, given).scalar_one())

    def get(self, contact_id: int) -> Contact:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_ONE, {"wanted": contact_id}).one_or_none()
        if row is None:
            raise NotFound("contact", str(contact_id))
        return Contact(*row)

    def reword(self, contact_id: int, text: str) -> None:
        self._connection.execute(update(ContactRow).where(ContactRow.id == contact_id).values(text=text))

    def take_back(self, contact_id: int, by: int, at: datetime) -> bool:
        standing = update(ContactRow).where(ContactRow.id == contact_id, _STANDS)
        return self._connection.execute(standing.values(taken_back_by=by, taken_back_at=at)).rowcount == 1

    def of_project(self, project_id: int, limit: int) -> Sequence[Contact]:
        rows = self._connection.execute(_OF_PROJECT, {"project": project_id, "most": limit})
        return [Contact(*row) for row in rows]

    def of_message(self, message: str) -> Sequence[Contact]:
        return [Contact(*row) for row in self._connection.execute(_OF_MESSAGE, {"message": message})]

    def last_by(self, person_id: int) -> Contact | None:
        row = self._connection.execute(_LAST_BY, {"person": person_id}).one_or_none()
        return Contact(*row) if row else None

    def last_on(self, project_ids: Collection[int]) -> Mapping[int, date]:
        return {row.project_id: row.last_on for row in self._in_parts(_LAST_ON, project_ids)}

    def first_asked(self, project_ids: Collection[int]) -> Mapping[int, datetime]:
        return {row.project_id: row.first_at for row in self._in_parts(_FIRST_ASKED, project_ids)}

    def _in_parts(self, statement: Executable, project_ids: Collection[int]) -> Iterator[AnyRow]:
        """Not all at once: a statement holds only so many values."""
        wanted = list(project_ids)
        for start in range(0, len(wanted), SOME):
            yield from self._connection.execute(statement, {"projects": wanted[start : start + SOME]})
