"""The things in this small world. Plain records; the rules are elsewhere."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Presence = Literal["absent", "member", "left", "kicked"]
MediaKind = Literal["document", "photo", "voice", "video"]


@dataclass(frozen=True, slots=True)
class BotProfile:
    id: int
    name: str
    username: str
    reads_all_group_messages: bool


@dataclass(slots=True)
class Member:
    """What makes a person a member of the WeCom corp."""

    userid: str
    department: int = 1
    visible: bool = True
    licensed: bool = True
    active: bool = True


@dataclass(slots=True)
class Room:
    """What makes a group one of WeCom: the key of its robot, or the id the application gave it."""

    key: str = ""
    stopped: bool = False
    chatid: str = ""


@dataclass(slots=True)
class Form:
    """What WeCom adds to a message.

    Attributes:
        content: the object named after ``msgtype``, as it was sent; a card as it looks now.
        greyed: the card cannot be pressed any more; what its button says instead, "" if nothing.
        chosen: question key → option ids the member submitted last.
        cut: the text was longer than the service takes.
    """

    msgtype: str
    content: Json
    sender: str
    msgid: str = ""
    greyed: str | None = None
    chosen: dict[str, list[str]] = field(default_factory=dict)
    cut: bool = False
    passive: bool = False


@dataclass(slots=True)
class Person:
    """With ``member`` he is in WeCom, else in Telegram; nobody is in both, but two may bear one name."""

    id: int
    name: str
    username: str | None = None
    note: str = ""
    started: bool = False
    blocked: bool = False
    member: Member | None = None


@dataclass(slots=True)
class Group:
    """``members`` are people, the first one owns the group."""

    id: int
    title: str
    members: list[int]
    bot: Presence = "absent"
    supergroup: bool = False
    migrated_to: int | None = None
    migrated_from: int | None = None
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Media:
    kind: MediaKind
    file_id: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Message:
    """``text`` is the caption when there is ``media``; ``notice`` marks a service message."""

    id: int
    chat_id: int
    sender_id: int
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    keyboard: Json | None = None
    media: Media | None = None
    reply_to: int | None = None
    edited_at: int | None = None
    pinned: bool = False
    reaction: str | None = None
    notice: Json | None = None
    form: Form | None = None

    @property
    def rows(self) -> list[list[Json]]:
        """Inline buttons; other kinds of keyboard have none."""
        rows: list[list[Json]] = (self.keyboard or {}).get("inline_keyboard", [])
        return rows
