"""The shapes that nearly all updates have, read as they came: a plain sentence, its correction, a press.

Measured: PTB builds a dozen objects for each, a tenth of the whole cost of a reply. Whatever has one field
more, or another type than the Bot API promises, is not read here but left to PTB.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from core.chat import Channel, Happening, Incoming

Json: TypeAlias = Mapping[str, Any]
_SENTENCE = frozenset({"message_id", "from", "chat", "date", "text"})
_CORRECTION = _SENTENCE | {"edit_date"}
_LATEST = 2**33  # seconds; a moment beyond is left to PTB


def read(update: Json, received_at: datetime) -> Incoming | None:
    """None: it is unusual, let PTB read it."""
    if len(update) != 2:
        return None
    message = update.get("message")
    if isinstance(message, dict) and message.keys() == _SENTENCE:
        return _sentence(message, Happening.TEXT, message["date"])
    edited = update.get("edited_message")
    if isinstance(edited, dict) and edited.keys() == _CORRECTION:
        return _sentence(edited, Happening.EDIT, edited["edit_date"])
    query = update.get("callback_query")
    return _press(query, received_at) if isinstance(query, dict) else None


def _sentence(message: Json, kind: Happening, at: object) -> Incoming | None:
    """Without entities nobody is mentioned; what looks like a command may be for another bot."""
    text = message["text"]
    if not isinstance(text, str) or not text or text[0] == "/" or type(message["date"]) is not int:
        return None
    if type(at) is not int or not 0 < at < _LATEST:
        return None
    return _incoming(kind, message["from"], message, text, datetime.fromtimestamp(at, UTC))


def _press(query: Json, received_at: datetime) -> Incoming | None:
    """Of the message that carries the button only its number and chat are of use."""
    message, data, press_id = query.get("message"), query.get("data"), query.get("id")
    if not isinstance(message, dict) or "inline_message_id" in query or "chat_instance" not in query:
        return None
    if not isinstance(data, str) or not isinstance(press_id, str) or not data:
        return None
    return _incoming(Happening.PRESS, query.get("from"), message, data, received_at, press_id)


def _incoming(
    kind: Happening, user: object, message: Json, text: str, at: datetime, press_id: str | None = None
) -> Incoming | None:
    chat, number = message.get("chat"), message.get("message_id")
    if not isinstance(user, dict) or not isinstance(chat, dict) or type(number) is not int:
        return None
    sender, place, sort, name = user.get("id"), chat.get("id"), chat.get("type"), _name(user)
    title = chat.get("title", "")
    if type(sender) is not int or type(place) is not int or "is_bot" not in user:
        return None
    if not isinstance(sort, str) or not isinstance(title, str) or name is None:
        return None
    return Incoming(
        channel=Channel.TELEGRAM,
        kind=kind,
        sender=str(sender),
        chat=str(place),
        private=sort == "private",
        text=text,
        said_at=at,
        message_id=str(number),
        press_id=press_id,
        sender_name=name,
        chat_title=title,
    )


def _name(user: Json) -> str | None:
    first, last = user.get("first_name"), user.get("last_name", "")
    if not isinstance(first, str) or not isinstance(last, str):
        return None
    return f"{first} {last}" if last else first
