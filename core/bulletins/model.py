"""Bulletins (通报) and broadcasts (广播)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BulletinState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One numbered issue. A published one is never edited; a correction is a new number."""

    id: int
    year: int
    number: int | None  # given at publication, counts within the year
    snapshot_id: int
    title: str
    text: str
    state: BulletinState
    drafted_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None


class Part(StrEnum):
    """The files of an issue, in the order in which they follow its text."""

    PICTURE = "picture"
    DOCUMENT = "document"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of one issue as it was made, or why it could not be.

    Attributes:
        number: the number of the issue that it shows.
        file: in ``core.ports.Files``; None: it could not be made, see ``why``.
        shown: as a picture in the chat; one too long for that goes as a document.
    """

    bulletin_id: int
    part: Part
    number: int
    made_at: datetime
    file: int | None = None
    name: str = ""
    sha256: str = ""
    shown: bool = False
    why: str = ""


class BroadcastState(StrEnum):
    PREVIEW = "preview"
    SENDING = "sending"
    DONE = "done"
    DROPPED = "dropped"


class AudienceKind(StrEnum):
    LEADERS = "leaders"
    ROLE = "role"
    UNIT = "unit"
    GROUPS = "groups"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets it: all leaders, a role, a unit's people, the bound groups, everyone bound."""

    kind: AudienceKind
    value: str = ""  # role name or unit id


@dataclass(frozen=True, slots=True)
class Broadcast:
    id: int
    text: str
    audience: Audience
    state: BroadcastState
    made_by: int
    made_at: datetime
    unreachable: int = 0  # people of the audience without a working account
    chat: str = ""  # the office chat that follows the progress, as channel:chat
    message_id: str = ""  # the message shown there
    done_at: datetime | None = None
