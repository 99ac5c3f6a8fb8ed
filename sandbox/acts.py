"""What people do in chats: write, correct, send files, press buttons."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sandbox import shapes
from sandbox.entities import find_entities
from sandbox.errors import Refused
from sandbox.model import Group, Json, Media, Message, Person
from sandbox.telegram import Query, Telegram


@dataclass(frozen=True, slots=True)
class Said:
    """``update_id`` is None when the bot is not told (group privacy, not a member, kind not asked)."""

    message_id: int
    update_id: int | None


def say(
    telegram: Telegram,
    person: Person,
    text: str,
    *,
    chat_id: int | None = None,
    reply_to: int | None = None,
    media: Media | None = None,
) -> Said:
    """A new message. Any first message opens the private chat; /start also unblocks."""
    if not text.strip() and media is None:
        raise Refused(400, "消息不能为空")
    chat = place(telegram, person, chat_id)
    if isinstance(chat, Person):
        _open_conversation(telegram, person, text)
    if reply_to is not None:
        telegram.world.message(chat.id, reply_to)
    now = telegram.clock.timestamp()
    message = Message(0, chat.id, person.id, now, text, find_entities(text, []))
    message.media, message.reply_to = media, reply_to
    telegram.world.post(message)
    return Said(message.id, _tell(telegram, "message", message, chat))


def place(telegram: Telegram, person: Person, chat_id: int | None) -> Person | Group:
    """The chat a person may write to: his own with the bot, or a group he is in."""
    if person.member is not None:
        raise Refused(409, f"{person.name} 在企业微信里，这里是 Telegram 的操作")
    if chat_id is None or chat_id == person.id:
        return person
    group = telegram.world.group(chat_id)
    if person.id not in group.members:
        raise Refused(403, f"{person.name} 不在群“{group.title}”里")
    if group.migrated_to is not None:
        raise Refused(409, f"该群已升级，新编号 {group.migrated_to}")
    return group


def _open_conversation(telegram: Telegram, person: Person, text: str) -> None:
    if person.blocked:
        if not text.startswith("/start"):
            raise Refused(409, f"{person.name} 已停用机器人，请先恢复")
        person.blocked = False
        change = shapes.member_change(telegram.world, person, person, "kicked", "member")
        telegram.updates.put("my_chat_member", change, f"chat:{person.id}")
        telegram.world.changed("people")
    if not person.started:
        person.started = True
        telegram.world.changed("people")


def _tell(telegram: Telegram, kind: str, message: Message, chat: Person | Group) -> int | None:
    if isinstance(chat, Group) and not _bot_hears(telegram, message, chat):
        return None
    shape = shapes.message(telegram.world, message)
    return telegram.updates.put(kind, shape, f"chat:{message.chat_id}")


def _bot_hears(telegram: Telegram, message: Message, group: Group) -> bool:
    """In groups only commands, mentions and replies to the bot, unless privacy is off."""
    if group.bot != "member":
        return False
    if telegram.bot.reads_all_group_messages:
        return True
    original = telegram.world.find(group.id, message.reply_to or 0)
    if original is not None and original.sender_id == telegram.bot.id:
        return True
    name = f"@{telegram.bot.username}".lower()
    if name in message.text.lower():
        return True
    command = message.entities and message.entities[0]["type"] == "bot_command"
    return bool(command and message.entities[0]["offset"] == 0 and "@" not in _first(message.text))


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0]


def edit(telegram: Telegram, person: Person, message_id: int, text: str, chat_id: int | None = None) -> Said:
    chat = place(telegram, person, chat_id)
    message = telegram.world.message(chat.id, message_id)
    if message.sender_id != person.id or message.notice is not None:
        raise Refused(403, "只能修改自己的消息")
    if not text.strip() and message.media is None:
        raise Refused(400, "消息不能为空")
    message.text, message.entities = text, find_entities(text, [])
    message.edited_at = telegram.clock.timestamp()
    telegram.world.edited(message)
    return Said(message.id, _tell(telegram, "edited_message", message, chat))


async def press(
    telegram: Telegram,
    person: Person,
    message: Message,
    data: str,
    wait: float,
) -> Json:
    """Press a button and wait up to ``wait`` seconds for the bot's answer."""
    if message.chat_id == person.id and person.blocked:
        raise Refused(409, f"{person.name} 已停用机器人，请先恢复")
    query = _new_query(telegram, person)
    shape = shapes.callback_query(telegram.world, query.id, person, message, data)
    update_id = telegram.updates.put("callback_query", shape, f"user:{person.id}")
    answer: Json = {"text": "", "alert": False, "url": ""}
    if wait > 0:
        with suppress(TimeoutError):
            answer = await asyncio.wait_for(asyncio.shield(query.answer), wait)
    facts = {"query_id": query.id, "update_id": update_id, "answered": query.answer.done()}
    return facts | answer


def _new_query(telegram: Telegram, person: Person) -> Query:
    now = telegram.clock.now().timestamp()
    for old in list(telegram.queries.values()):
        if now - old.pressed_at <= telegram.query_seconds:
            break  # they are in order of time
        del telegram.queries[old.id]
    number = f"{person.id}{telegram.next_query:09d}"
    telegram.next_query += 1
    query = Query(number, person.id, now, asyncio.get_running_loop().create_future())
    telegram.queries[query.id] = query
    return query


def button_data(message: Message, data: Any, label: Any, *, stale: bool) -> str:
    """The data of the button that was meant.

    ``stale`` lets a press through that was on its way while the button was taken away.
    """
    buttons = [button for row in message.rows for button in row]
    for button in buttons:
        wanted = button.get("callback_data") == data if data is not None else (button["text"] == label)
        if wanted and "callback_data" in button:
            return str(button["callback_data"])
    if stale and isinstance(data, str):
        return data
    labels = "、".join(button["text"] for button in buttons) or "无"
    raise Refused(404, f"消息 {message.id} 上没有这个按钮（现有：{labels}）")
