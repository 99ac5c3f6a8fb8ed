"""The things in this small world. Plain records; the rules are elsewhere."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Presence = Literal["absent", "member", "left", "kicked"]
MediaKind = Literal["document", "photo", "voice"]


@dataclass(frozen=True, slots=True)
class BotProfile:
    id: int
    name: str
    username: str
    reads_all_group_messages: bool


@dataclass(slots=True)
class Person:
    id: int
    name: str
    username: str | None = None
    note: str = ""
    started: bool = False
    blocked: bool = False


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

    @property
    def rows(self) -> list[list[Json]]:
        """Inline buttons; other kinds of keyboard have none."""
        rows: list[list[Json]] = (self.keyboard or {}).get("inline_keyboard", [])
        return rows
