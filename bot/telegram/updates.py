"""Raw updates into what the core understands.

Source: Bot API, Update (one optional field per kind); PTB 22.8 parses them, but for the plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    Update,
    User,
)

from bot.telegram import plain
from core.chat import Channel, FileRef, Happening, Incoming
from core.errors import AppError

Json: TypeAlias = Mapping[str, Any]
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
IN_CHAT = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED})
_COMMAND = re.compile(r"^(/[A-Za-z0-9_]+)@(\w+)")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of an emoji
_LARGEST_ID = 2**63  # Source: Bot API, ids of users and chats fit into 52 bits


class UnreadableUpdate(AppError):
    """Telegram sent something that PTB cannot parse; counted as a failed attempt, parked in the end."""


def lane_of(update: Json) -> str:
    """What must not overtake: updates of one person, or of a chat where nobody is named.

    Never fails, whatever the update looks like: the row must be stored before it is understood.
    """
    for name, part in update.items():
        if name == "update_id" or not isinstance(part, Mapping):
            continue
        for who in (part.get("from"), part.get("user"), part.get("chat")):
            number = who.get("id") if isinstance(who, Mapping) else None
            if isinstance(number, int) and abs(number) < _LARGEST_ID:
                return f"{Channel.TELEGRAM}:{number}"
    return f"{Channel.TELEGRAM}:-"


def _storable(part: Any) -> Any:
    """The same with a replacement character, which is as long, for what no database takes."""
    if isinstance(part, str):
        return part if part.isascii() and "\0" not in part else _UNSTORABLE.sub("\ufffd", part)
    if isinstance(part, list):
        return [_storable(each) for each in part]
    if isinstance(part, dict):
        return {name: _storable(each) for name, each in part.items()}
    return part


def translate(update: Json, bot: Bot, received_at: datetime) -> Incoming:
    """One update as a happening.

    Args:
        bot: initialized, for its id and name decide what is meant for it.
        received_at: aware UTC; stands in where the service gives no moment.

    Raises:
        UnreadableUpdate: PTB cannot parse it.
    """
    if update.keys().isdisjoint(ALLOWED):
        # Not asked for, so not parsed: PTB may refuse kinds that we do not even want.
        return Incoming(Channel.TELEGRAM, Happening.OTHER, "", "", True, "", received_at)  # noqa: FBT003 - the fields in order
    known = plain.read(update, received_at)
    if known and not _UNSTORABLE.search(f"{known.text}{known.sender_name}{known.chat_title}{known.press_id}"):
        return known
    storable = _storable(dict(update))
    return plain.read(storable, received_at) or by_ptb(storable, bot, received_at)


def by_ptb(update: dict[str, Any], bot: Bot, received_at: datetime) -> Incoming:
    """Any update that we asked for.

    Raises:
        UnreadableUpdate: PTB cannot parse it.
    """
    try:
        return _Translation(bot, received_at).of(Update.de_json(update, bot))
    except Exception as fault:
        raise UnreadableUpdate(f"{type(fault).__name__}: {fault}") from fault


class _Translation:
    def __init__(self, bot: Bot, received_at: datetime) -> None:
        self._bot = bot
        self._received_at = received_at

    def of(self, update: Update) -> Incoming:
        if update.message:
            return self._message(update.message)
        if update.edited_message:
            message = update.edited_message
            text = message.text or message.caption or ""
            kind = Happening.EDIT if text else Happening.OTHER
            return self._said(message, kind, text, message.edit_date)
        if update.callback_query:
            return self._press(update.callback_query)
        if update.my_chat_member:
            return self._membership(update.my_chat_member)
        user, chat = update.effective_user, update.effective_chat
        return self._incoming(Happening.OTHER, user, chat, "", self._received_at)

    def _message(self, message: Message) -> Incoming:
        if message.text is not None:
            return self._text(message)
        if message.migrate_to_chat_id:
            return self._said(message, Happening.MIGRATED, str(message.migrate_to_chat_id))
        return self._said(message, _kind(message), message.caption or "")

    def _text(self, message: Message) -> Incoming:
        """Commands lose ``@us``; those for another bot are not for us."""
        text = message.text or ""
        addressed = _COMMAND.match(text)
        if addressed and addressed.group(2).lower() != self._bot.username.lower():
            return self._said(message, Happening.OTHER, text)
        return self._said(message, Happening.TEXT, _COMMAND.sub(r"\1", text))

    def _said(self, message: Message, kind: Happening, text: str, at: datetime | None = None) -> Incoming:
        answered = message.reply_to_message
        return self._incoming(
            kind,
            message.from_user,
            message.chat,
            text,
            at or message.date,
            message_id=str(message.message_id),
            reply_to=str(answered.message_id) if answered else None,
            file=_file(message),
            mentions_us=self._mentioned(message),
        )

    def _press(self, query: CallbackQuery) -> Incoming:
        """Buttons of a message sent through another chat's inline mode have no message: nothing of ours."""
        message = query.message
        kind = Happening.PRESS if message is not None and query.data else Happening.OTHER
        return self._incoming(
            kind,
            query.from_user,
            message.chat if message is not None else None,  # an old message is falsy, but a message
            query.data or "",
            self._received_at,
            message_id=str(message.message_id) if message is not None else "",
            press_id=query.id,
        )

    def _membership(self, change: ChatMemberUpdated) -> Incoming:
        before, after = _inside(change.old_chat_member), _inside(change.new_chat_member)
        kind = Happening.OTHER
        if before != after and change.chat.type == Chat.PRIVATE:
            kind = Happening.UNBLOCKED if after else Happening.BLOCKED
        elif before != after:
            kind = Happening.ADDED if after else Happening.REMOVED
        return self._incoming(kind, change.from_user, change.chat, "", change.date)

    def _incoming(
        self,
        kind: Happening,
        user: User | None,
        chat: Chat | None,
        text: str,
        at: datetime,
        *,
        message_id: str = "",
        reply_to: str | None = None,
        press_id: str | None = None,
        file: FileRef | None = None,
        mentions_us: bool = False,
    ) -> Incoming:
        sender = str(user.id) if user else ""
        return Incoming(
            channel=Channel.TELEGRAM,
            kind=kind,
            sender=sender,
            chat=str(chat.id) if chat else sender,
            private=chat is None or chat.type == Chat.PRIVATE,
            text=text,
            said_at=at,
            message_id=message_id,
            reply_to=reply_to,
            press_id=press_id,
            file=file,
            sender_name=user.full_name if user else "",
            chat_title=(chat.title or "") if chat else "",
            mentions_us=mentions_us,
        )

    def _mentioned(self, message: Message) -> bool:
        """Named, addressed by a command, or answered."""
        answered = message.reply_to_message
        if answered and answered.from_user and answered.from_user.id == self._bot.id:
            return True
        marked = message.parse_entities() | message.parse_caption_entities()
        return any(self._means_us(entity, text) for entity, text in marked.items())

    def _means_us(self, entity: MessageEntity, text: str) -> bool:
        if entity.type == MessageEntity.TEXT_MENTION:
            return entity.user is not None and entity.user.id == self._bot.id
        if entity.type in (MessageEntity.MENTION, MessageEntity.BOT_COMMAND):
            return text.lower().endswith(f"@{self._bot.username.lower()}")
        return False


def _kind(message: Message) -> Happening:
    if message.document:
        return Happening.FILE
    if message.voice or message.audio:
        return Happening.VOICE
    if message.video or message.video_note:
        return Happening.VIDEO
    return Happening.PHOTO if message.photo else Happening.OTHER


def _file(message: Message) -> FileRef | None:
    if message.document:
        return FileRef(
            message.document.file_id, message.document.file_name or "", message.document.file_size or 0
        )
    heard = message.voice or message.audio or message.video or message.video_note
    if heard:
        return FileRef(heard.file_id, "", heard.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        return FileRef(largest.file_id, "", largest.file_size or 0)
    return None


def _inside(member: ChatMember) -> bool:
    """A restricted member may have left; only then does Telegram say so."""
    return member.status in IN_CHAT and getattr(member, "is_member", True)
