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


class BulletinKind(StrEnum):
    """What is drafted. A cadence, or the office by hand, asks for one of them."""

    WEEKLY = "weekly"  # 周通报
    NEWS = "news"  # 半月动态
    MONTHLY = "monthly"  # 月通报: four blocks
    QUARTERLY = "quarterly"  # 季度考核
    MEETING = "meeting"  # 调度会材料: an overview and one page for each unit


class Form(StrEnum):
    """What has a template that the office can reword: every kind, and the page of a unit."""

    WEEKLY = "weekly"
    NEWS = "news"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    MEETING = "meeting"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a template; the newest counts. Without ``text`` the product's own was restored."""

    id: int
    form: Form
    text: str
    saved_by: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What one unit's page of a meeting pack says."""

    unit_id: int
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is arranged for an issue besides its words.

    Attributes:
        since_id: the snapshot that its changes are measured against; see ``core.bulletins.period``.
        groups: ids of the groups it goes to; None: all that are bound when it is published.
        leaders, units: also privately to the leaders, and to the people of the units.
        proposed_by: who has put it before a second person (四眼), and when.
    """

    bulletin_id: int
    kind: BulletinKind = BulletinKind.WEEKLY
    since_id: int | None = None
    pages: tuple[UnitPage, ...] = ()
    groups: tuple[int, ...] | None = None
    leaders: bool = False
    units: bool = False
    proposed_by: int | None = None
    proposed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a draft's words; 1 is what was generated. ``said_by`` None: the product."""

    bulletin_id: int
    version: int
    text: str
    said_by: int | None
    said_at: datetime


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
