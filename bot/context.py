"""What a handler has in hand: the open transaction, who speaks, what came, and the office's set-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from core.bulletins.red_head import Checked
from core.calendar import Calendar
from core.chat import Address, Attachment, Channel, Incoming
from core.figures.policy import may_review
from core.ports import UnitOfWork
from core.presses import Press
from core.rights import Right
from core.roster.asking import Answers
from core.roster.ledger import Ledger, LedgerRefused
from core.roster.model import ImportResult, Person
from core.roster.read_ledger import NO_ANSWERS
from core.rounds.reading.sounds import Sound
from core.rounds.timetable import Cadence
from core.texts.sheets import Drawing


@dataclass(frozen=True, slots=True)
class Office:
    """This installation.

    Attributes:
        calendar_now: the calendar with what the office has changed, at most one tick ago.
        link: an invitation token → the deep link that binds, or "" where there are none.
        new_token: at least 128 random bits, at most 64 characters of A-Z a-z 0-9 _ -.
        channels: the chat services that are on.
        presets: the cadences that the office may choose as a whole, by name.
        plain: the calendar before the office changed anything.
        upload_link: an upload token → the address of its page, or "" where people outside reach none.
        sound: how a character is read aloud, for typing errors by ear; None: a small own table.
    """

    calendar_now: Callable[[], Calendar]
    link: Callable[[str], str]
    new_token: Callable[[], str]
    channels: frozenset[Channel] = frozenset({Channel.TELEGRAM})
    upload_link: Callable[[str], str] = lambda _: ""
    presets: Mapping[str, Sequence[Cadence]] = field(default_factory=dict)
    plain: Calendar = field(default_factory=lambda: Calendar(UTC))
    sound: Sound | None = None

    @property
    def calendar(self) -> Calendar:
        return self.calendar_now()


@dataclass(frozen=True, slots=True)
class Offered:
    """A ledger file somebody dropped, kept as ``sha``, read and tried; or why it was refused."""

    sha: str
    name: str
    ledger: Ledger | None = None
    preview: ImportResult | None = None
    refused: LedgerRefused | None = None
    answers: Answers = field(default_factory=dict)
    annotated: Attachment | None = None


class FileWanted(Exception):
    """Raised inside the transaction: fetch (or reopen) and read the ledger first, then come again.

    ``sha`` is empty for a file that still lies with the chat service. ``preview``: try what the import would do. ``export``: write the current ledger instead.
    """

    def __init__(
        self,
        incoming: Incoming,
        sha: str = "",
        name: str = "",
        answers: Answers = NO_ANSWERS,
        *,
        preview: bool = True,
        export: bool = False,
    ) -> None:
        super().__init__(name)
        self.incoming, self.sha, self.name = incoming, sha, name
        self.answers, self.preview, self.export = answers, preview, export


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was asked for: the file, or why there is none."""

    drawing: Drawing
    file: Attachment | None = None
    why: str = ""


class PictureWanted(Exception):
    """Raised inside the transaction: draw this first, then come again."""

    def __init__(self, incoming: Incoming, drawing: Drawing) -> None:
        super().__init__(drawing.name)
        self.incoming, self.drawing = incoming, drawing


@dataclass(frozen=True, slots=True)
class TriedTemplate:
    """A red-head template somebody dropped, kept as ``sha`` if it is fine, and the sample that it gave."""

    sha: str
    name: str
    checked: Checked
    file: Attachment | None = None


class TemplateWanted(Exception):
    """Raised inside the transaction: fetch and try the dropped template (or make the ``sample``), then come again."""

    def __init__(self, incoming: Incoming, *, sample: bool = False) -> None:
        super().__init__(incoming.message_id)
        self.incoming, self.sample = incoming, sample


Brought = Offered | Drawn | TriedTemplate
"""What was fetched or made outside the transaction."""


@dataclass(frozen=True)
class Context:
    """One update of a known person, inside its transaction; what nearly every handler asks for is worked out once."""

    work: UnitOfWork
    incoming: Incoming
    person: Person
    now: datetime
    office: Office
    arg: str = ""
    press: Press | None = None
    offered: Offered | None = None
    drawn: Drawn | None = None
    tried: TriedTemplate | None = None

    def may(self, right: Right) -> bool:
        """By his roles, or because the office has chosen so."""
        return self.person.may(right) or (right is Right.REVIEW and may_review(self.work, self.person))

    @cached_property
    def calendar(self) -> Calendar:
        return self.office.calendar

    @cached_property
    def today(self) -> date:
        return self.calendar.today(self.now)

    @property
    def address(self) -> Address:
        return Address(self.incoming.channel, self.incoming.chat)

    @property
    def pressed(self) -> Press:
        """The press of a button handler."""
        assert self.press is not None, "only button handlers ask for it"
        return self.press

    @cached_property
    def message(self) -> str:
        """The message's identity over all chats, so that an edit finds its report."""
        return f"{self.incoming.channel}:{self.incoming.chat}:{self.incoming.message_id}"
