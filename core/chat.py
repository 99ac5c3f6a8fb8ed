"""What comes in and what goes out, without saying over which chat service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.rights import Role


class Channel(StrEnum):
    TELEGRAM = "telegram"
    WECOM = "wecom"


@dataclass(frozen=True, slots=True)
class Address:
    """Where words go: a chat of one service. A person's private chat or a group."""

    channel: Channel
    chat: str


class Happening(StrEnum):
    """What an update is about, once translated."""

    TEXT = "text"
    EDIT = "edit"  # the person edited an earlier sentence
    PRESS = "press"
    FILE = "file"
    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    BLOCKED = "blocked"  # private chat: the person blocked the bot
    UNBLOCKED = "unblocked"
    ARRIVED = "arrived"  # the person opened the chat with us, and said nothing yet
    ADDED = "added"  # the bot was put into a group
    REMOVED = "removed"
    MIGRATED = "migrated"  # the group has a new address, in ``text``
    OTHER = "other"  # known, but nothing for us


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file offered by the chat service; not downloaded yet."""

    file_id: str
    name: str
    size: int  # bytes, as declared by the service


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, translated by an adapter.

    Attributes:
        sender: the person's user id in the service.
        chat: where it happened; equals ``sender`` in private chats.
        text: what was written, the caption of a file, the data of a pressed button.
        message_id: of the message written, edited, or carrying the pressed button.
        reply_to: message id this one answers, if any.
        press_id: to answer a button press with a toast.
        said_at: when the service says it was said, aware UTC.
    """

    channel: Channel
    kind: Happening
    sender: str
    chat: str
    private: bool
    text: str
    said_at: datetime
    message_id: str = ""
    reply_to: str | None = None
    press_id: str | None = None
    file: FileRef | None = None
    sender_name: str = ""
    chat_title: str = ""
    mentions_us: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """``data`` from ``core.presses.encode``; or ``url`` for a link."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What one row of buttons is about, for services that show the rows as a list to choose from.

    Attributes:
        mark: short, such as its number and light.
        state: what is known so far in a few words, or empty.
        settled: nothing needs to be chosen for it any more.
    """

    mark: str
    name: str
    state: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that leaves with a card: its id in ``core.ports.Files`` and what it is called there.

    ``picture``: shown in the chat instead of offered for download.
    """

    file: int
    name: str
    picture: bool = False


class MediaKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Held:
    """A photo, voice message or video that the chat service keeps; it can send it again by its id there."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message: plain text (adapters escape it), an optional bold title line, rows of buttons.

    ``about``: what the first rows of buttons are about, one for one, where they ask the same of several things.
    """

    text: str
    title: str = ""
    buttons: Rows = ()
    file: Attachment | None = None
    held: Held | None = None
    silent: bool = False
    about: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What one update is answered with, at once.

    Attributes:
        say: new messages, in order.
        replace: new content for the message whose button was pressed (or ``replace_id``).
        replace_id: message to replace when it is not the one pressed.
        toast: short words shown over a pressed button; at most 200 characters.
        alert: the toast must be read (a box with OK) instead of fading.
        roles: what the person is from now on, if that has just changed; his menu follows.
    """

    say: tuple[Card, ...] = ()
    replace: Card | None = None
    replace_id: str = ""
    toast: str = ""
    alert: bool = False
    roles: frozenset[Role] = frozenset()


SILENCE = Reply()
