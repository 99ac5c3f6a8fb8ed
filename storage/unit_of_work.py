"""All repositories over one connection, that is: over one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from sqlalchemy import Connection

from storage.attachments import SqlAttachments
from storage.audit import SqlAudit
from storage.bulletins import SqlBulletins
from storage.cases import SqlCases
from storage.contacts import SqlContacts
from storage.dialogues import SqlDialogues
from storage.editions import SqlEditions
from storage.excuses import SqlExcuses
from storage.figures import SqlFigures
from storage.files import SqlFiles
from storage.gates import SqlGates
from storage.groups import SqlGroups
from storage.handles import SqlHandles
from storage.inbox import SqlInbox
from storage.memory import Memory
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.previews import SqlPreviews
from storage.problems import SqlProblems
from storage.projects import SqlProjects
from storage.quick import quick
from storage.reports import SqlReports
from storage.requests import SqlRequests
from storage.rounds import SqlRounds
from storage.sentences import SqlSentences
from storage.settings import SqlSettings
from storage.target_plans import SqlTargetPlans
from storage.uploads import SqlUploads

T = TypeVar("T")


class lazily(Generic[T]):  # noqa: N801 - a decorator
    """Made when it is first asked for. ``functools.cached_property`` does the same, but up to Python 3.11 under a
    lock; a unit of work is one thread's."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name = make, make.__name__

    @overload
    def __get__(self, owner: None, kind: type) -> lazily[T]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> lazily[T] | T:
        if owner is None:
            return self
        made = owner.__dict__[self._name] = self._make(owner)
        return made


class SqlUnitOfWork:
    """Implements ``core.ports.UnitOfWork``. Whoever made it calls ``flush`` and commits; after that it may be
    used for the next transaction of its connection, but not after one that failed.

    Args:
        memory: what transactions before this one read, if it still holds.
    """

    def __init__(
        self, connection: Connection, audit_key: bytes | None = None, memory: Memory | None = None
    ) -> None:
        self._connection: Connection = quick(connection)
        self._audit_key = audit_key
        self._memory = memory or Memory(alone=connection.dialect.name == "sqlite")

    @lazily
    def people(self) -> SqlPeople:
        return SqlPeople(self._connection, self._memory)

    @lazily
    def projects(self) -> SqlProjects:
        return SqlProjects(self._connection, self._memory)

    @lazily
    def rounds(self) -> SqlRounds:
        return SqlRounds(self._connection, self._memory)

    @lazily
    def reports(self) -> SqlReports:
        return SqlReports(self._connection, self._memory)

    @lazily
    def sentences(self) -> SqlSentences:
        return SqlSentences(self._connection)

    @lazily
    def problems(self) -> SqlProblems:
        return SqlProblems(self._connection, self._memory)

    @lazily
    def figures(self) -> SqlFigures:
        return SqlFigures(self._connection, self._memory)

    @lazily
    def attachments(self) -> SqlAttachments:
        return SqlAttachments(self._connection)

    @lazily
    def files(self) -> SqlFiles:
        return SqlFiles(self._connection)

    @lazily
    def bulletins(self) -> SqlBulletins:
        return SqlBulletins(self._connection)

    @lazily
    def editions(self) -> SqlEditions:
        return SqlEditions(self._connection)

    @lazily
    def cases(self) -> SqlCases:
        return SqlCases(self._connection)

    @lazily
    def excuses(self) -> SqlExcuses:
        return SqlExcuses(self._connection, self._memory)

    @lazily
    def requests(self) -> SqlRequests:
        return SqlRequests(self._connection)

    @lazily
    def contacts(self) -> SqlContacts:
        return SqlContacts(self._connection)

    @lazily
    def previews(self) -> SqlPreviews:
        return SqlPreviews(self._connection)

    @lazily
    def target_plans(self) -> SqlTargetPlans:
        return SqlTargetPlans(self._connection)

    @lazily
    def groups(self) -> SqlGroups:
        return SqlGroups(self._connection)

    @lazily
    def uploads(self) -> SqlUploads:
        return SqlUploads(self._connection)

    @lazily
    def dialogues(self) -> SqlDialogues:
        return SqlDialogues(self._connection, self._memory)

    @lazily
    def settings(self) -> SqlSettings:
        return SqlSettings(self._connection, self._memory)

    @lazily
    def audit(self) -> SqlAudit:
        return SqlAudit(self._connection, self._audit_key, self._memory)

    @lazily
    def inbox(self) -> SqlInbox:
        return SqlInbox(self._connection)

    @lazily
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._connection, self._memory)

    @lazily
    def handles(self) -> SqlHandles:
        return SqlHandles(self._connection)

    @lazily
    def gates(self) -> SqlGates:
        return SqlGates(self._connection)

    def flush(self) -> None:
        """Write what is kept for the end: the audit notes."""
        if "audit" in self.__dict__:
            self.audit.flush()
        if "projects" in self.__dict__:
            self.projects.unsaved = False
