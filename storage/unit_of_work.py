"""All repositories over one connection, that is: over one transaction."""

from __future__ import annotations

from functools import cached_property

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


class SqlUnitOfWork:
    """Implements ``core.ports.UnitOfWork``. Whoever made it calls ``flush`` and commits.

    Args:
        memory: what transactions before this one read, if it still holds.
    """

    def __init__(
        self, connection: Connection, audit_key: bytes | None = None, memory: Memory | None = None
    ) -> None:
        self._connection: Connection = quick(connection)
        self._audit_key = audit_key
        self._memory = memory or Memory(alone=connection.dialect.name == "sqlite")

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self._connection, self._memory)

    @cached_property
    def projects(self) -> SqlProjects:
        return SqlProjects(self._connection, self._memory)

    @cached_property
    def rounds(self) -> SqlRounds:
        return SqlRounds(self._connection, self._memory)

    @cached_property
    def reports(self) -> SqlReports:
        return SqlReports(self._connection, self._memory)

    @cached_property
    def sentences(self) -> SqlSentences:
        return SqlSentences(self._connection)

    @cached_property
    def problems(self) -> SqlProblems:
        return SqlProblems(self._connection, self._memory)

    @cached_property
    def figures(self) -> SqlFigures:
        return SqlFigures(self._connection, self._memory)

    @cached_property
    def attachments(self) -> SqlAttachments:
        return SqlAttachments(self._connection)

    @cached_property
    def files(self) -> SqlFiles:
        return SqlFiles(self._connection)

    @cached_property
    def bulletins(self) -> SqlBulletins:
        return SqlBulletins(self._connection)

    @cached_property
    def editions(self) -> SqlEditions:
        return SqlEditions(self._connection)

    @cached_property
    def cases(self) -> SqlCases:
        return SqlCases(self._connection)

    @cached_property
    def excuses(self) -> SqlExcuses:
        return SqlExcuses(self._connection, self._memory)

    @cached_property
    def requests(self) -> SqlRequests:
        return SqlRequests(self._connection)

    @cached_property
    def contacts(self) -> SqlContacts:
        return SqlContacts(self._connection)

    @cached_property
    def previews(self) -> SqlPreviews:
        return SqlPreviews(self._connection)

    @cached_property
    def target_plans(self) -> SqlTargetPlans:
        return SqlTargetPlans(self._connection)

    @cached_property
    def groups(self) -> SqlGroups:
        return SqlGroups(self._connection)

    @cached_property
    def uploads(self) -> SqlUploads:
        return SqlUploads(self._connection)

    @cached_property
    def dialogues(self) -> SqlDialogues:
        return SqlDialogues(self._connection, self._memory)

    @cached_property
    def settings(self) -> SqlSettings:
        return SqlSettings(self._connection, self._memory)

    @cached_property
    def audit(self) -> SqlAudit:
        return SqlAudit(self._connection, self._audit_key, self._memory)

    @cached_property
    def inbox(self) -> SqlInbox:
        return SqlInbox(self._connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._connection)

    @cached_property
    def handles(self) -> SqlHandles:
        return SqlHandles(self._connection)

    @cached_property
    def gates(self) -> SqlGates:
        return SqlGates(self._connection)

    def flush(self) -> None:
        """Write what is kept for the end: the audit notes."""
        if "audit" in self.__dict__:
            self.audit.flush()
