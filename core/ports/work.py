"""All repositories together, and who opens a transaction around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from core.ports.bulletins import Bulletins, Editions
from core.ports.delivery import Gates, Handles, Outbox
from core.ports.figures import Figures
from core.ports.files import Attachments, Files
from core.ports.inbox import Inbox
from core.ports.milestones import Contacts, Requests
from core.ports.office import Audit, Dialogues, Settings
from core.ports.people import People
from core.ports.problems import Problems
from core.ports.roster import Groups, Projects, Uploads
from core.ports.rounds import Reports, Rounds, Sentences
from core.ports.scoring import Cases, Excuses, Previews, TargetPlans

P = ParamSpec("P")
T = TypeVar("T")


class UnitOfWork(Protocol):
    @property
    def people(self) -> People: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def sentences(self) -> Sentences: ...
    @property
    def problems(self) -> Problems: ...
    @property
    def figures(self) -> Figures: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def files(self) -> Files: ...
    @property
    def bulletins(self) -> Bulletins: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def excuses(self) -> Excuses: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def previews(self) -> Previews: ...
    @property
    def target_plans(self) -> TargetPlans: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def uploads(self) -> Uploads: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def handles(self) -> Handles: ...
    @property
    def gates(self) -> Gates: ...


class Desk(Protocol):
    """Runs use cases, each in one transaction, away from the event loop."""

    async def run(
        self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Commit when it returns, roll back when it raises. Serialisation failures are tried again."""

    async def read(
        self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same without the right to write; does not queue behind writers."""
