"""Opened callbacks into what the inbox keeps, and from there into what the core understands.

Source: WeCom, "Receiving messages" and "Receiving events", read 2026-11.
https://developer.work.weixin.qq.com/document/path/90239 · https://developer.work.weixin.qq.com/document/path/90240
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.wecom.keys import pressed
from bot.wecom.xml import Fields, each, fields_of, inside, word
from core.chat import Channel, FileRef, Happening, Incoming
from core.ports import RawUpdate

Json: TypeAlias = Mapping[str, Any]
LONGEST_USER = 64  # bytes of a userid
LONGEST_ID = 40  # digits of a MsgId; they have 19
MENU = "menu:"
"""What the keys of our menu begin with; the rest is a command's name."""
NOT_KEPT = frozenset({"LOCATION", "location_select"})
"""Where somebody is: not asked for, not stored."""
_KINDS = {
    "text": Happening.TEXT,
    "image": Happening.PHOTO,
    "video": Happening.VIDEO,
    "voice": Happening.VOICE,
    "file": Happening.FILE,  # not documented for applications; served if it comes
}
_EVENTS = {
    "enter_agent": Happening.ARRIVED,
    "subscribe": Happening.UNBLOCKED,
    "unsubscribe": Happening.BLOCKED,
    "click": Happening.TEXT,
    "template_card_event": Happening.PRESS,
    "template_card_menu_event": Happening.PRESS,
}


def chat_of(userid: str) -> str:
    """The address of a member; WeCom does not tell capital letters from small ones."""
    return userid.strip().casefold()


def raw(message: bytes) -> RawUpdate | None:
    """The row for one opened callback; None if it is nothing to keep.

    Raises:
        NoXml: it cannot be read.
    """
    fields = fields_of(message)
    sender = chat_of(word(fields, "FromUserName"))
    if not sender or len(sender.encode()) > LONGEST_USER or word(fields, "Event") in NOT_KEPT:
        return None
    body = json.dumps(fields, separators=(",", ":"))
    return RawUpdate(Channel.WECOM, _identity(fields), f"{Channel.WECOM}:{sender}", body)


@dataclass(frozen=True, slots=True)
class PressOf:
    """``user`` as WeCom writes him; ``code`` changes the pressed card."""

    user: str
    code: str


def press_of(update: RawUpdate) -> PressOf | None:
    """Who pressed a card, if that is what happened."""
    fields = json.loads(update.body)
    code = word(fields, "ResponseCode")
    if not code or _EVENTS.get(word(fields, "Event")) is not Happening.PRESS:
        return None
    return PressOf(word(fields, "FromUserName"), code)


def _identity(fields: Fields) -> str:
    """The same for each delivery of one thing, and different for two things.

    Messages have an id. Events are told apart by sender and second, says WeCom; two buttons may be pressed
    within one second, so what was pressed counts, too.
    """
    number = word(fields, "MsgId")
    if number.isdigit() and len(number) <= LONGEST_ID:
        return f"message:{number}"
    names = ("FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "TaskId", "SelectedItems", "MsgId")
    said = json.dumps([fields.get(name) for name in names], sort_keys=True)
    return f"event:{hashlib.sha256(said.encode()).hexdigest()}"


def translate(update: Json, received_at: datetime) -> Incoming:
    """One kept callback as a happening. Unknown kinds are OTHER."""
    if word(update, "MsgType") != "event":
        return _message(update, received_at)
    event = word(update, "Event")
    kind = _EVENTS.get(event, Happening.OTHER)
    if kind is Happening.PRESS:
        return _press(update, received_at)
    text = event if kind is Happening.OTHER else ""
    if event == "click":
        key = word(update, "EventKey")
        kind, text = (kind, f"/{key.removeprefix(MENU)}") if key.startswith(MENU) else (Happening.OTHER, "")
    return _incoming(update, kind, text, received_at)


def _message(update: Json, received_at: datetime) -> Incoming:
    kind = _KINDS.get(word(update, "MsgType"), Happening.OTHER)
    media = word(update, "MediaId")
    file = FileRef(media, word(update, "FileName"), 0) if media else None
    text = word(update, "Content") if kind is Happening.TEXT else ""
    return _incoming(update, kind, text, received_at, message_id=word(update, "MsgId"), file=file)


def _press(update: Json, received_at: datetime) -> Incoming:
    found = pressed(word(update, "EventKey"), _chosen(update))
    return _incoming(
        update,
        Happening.PRESS,
        found.data,
        received_at,
        message_id=found.message_id,
        press_id=word(update, "ResponseCode"),
    )


def _chosen(update: Json) -> dict[str, str]:
    """List → id of the option chosen in it; of several the first."""
    chosen: dict[str, str] = {}
    for item in each(inside(update, "SelectedItems"), "SelectedItem"):
        if isinstance(item, Mapping):
            options = each(inside(item, "OptionIds"), "OptionId")
            first = options[0] if options else ""
            chosen[word(item, "QuestionKey")] = first if isinstance(first, str) else ""
    return chosen


def _incoming(
    update: Json,
    kind: Happening,
    text: str,
    received_at: datetime,
    *,
    message_id: str = "",
    press_id: str | None = None,
    file: FileRef | None = None,
) -> Incoming:
    sender = chat_of(word(update, "FromUserName"))
    return Incoming(
        channel=Channel.WECOM,
        kind=kind,
        sender=sender,
        chat=sender,
        private=True,  # messages in groups are not delivered to applications
        text=text,
        said_at=_moment(word(update, "CreateTime"), received_at),
        message_id=message_id,
        press_id=press_id,
        file=file,
        sender_name=word(update, "FromUserName"),
    )


def _moment(seconds: str, otherwise: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return otherwise
