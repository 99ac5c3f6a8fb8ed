"""Objects as the Bot API writes them."""

from typing import Any
from zlib import crc32

from sandbox.files import unique_id
from sandbox.model import BotProfile, Group, Json, Media, Message, Person
from sandbox.world import World


def bot_user(bot: BotProfile) -> Json:
    return {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def person_user(person: Person) -> Json:
    user: Json = {
        "id": person.id,
        "is_bot": False,
        "first_name": person.name,
        "language_code": "zh-hans",
    }
    if person.username:
        user["username"] = person.username
    return user


def user(world: World, user_id: int) -> Json:
    person = world.people.get(user_id)
    return bot_user(world.bot) if person is None else person_user(person)


def chat(found: Person | Group) -> Json:
    if isinstance(found, Person):
        private: Json = {"id": found.id, "type": "private", "first_name": found.name}
        if found.username:
            private["username"] = found.username
        return private
    if found.supergroup:
        return {"id": found.id, "type": "supergroup", "title": found.title}
    return {
        "id": found.id,
        "type": "group",
        "title": found.title,
        "all_members_are_administrators": True,
    }


def message(world: World, said: Message, *, depth: int = 1) -> Json:
    """``depth`` is how many levels of reply are shown; Telegram shows one."""
    shape: Json = {
        "message_id": said.id,
        "from": user(world, said.sender_id),
        "chat": chat(world.chat(said.chat_id)),
        "date": said.date,
    }
    if said.edited_at is not None:
        shape["edit_date"] = said.edited_at
    if said.reply_to is not None and depth > 0:
        original = world.find(said.chat_id, said.reply_to)
        if original is not None:
            shape["reply_to_message"] = message(world, original, depth=0)
    _add_content(shape, said)
    if said.rows:
        shape["reply_markup"] = said.keyboard
    return shape


def _add_content(shape: Json, said: Message) -> None:
    if said.notice is not None:
        shape.update(said.notice)
        return
    if said.media is not None:
        _add_media(shape, said.media)
    word = "caption" if said.media is not None else "text"
    if said.text:
        shape[word] = said.text
        if said.entities:
            shape["caption_entities" if word == "caption" else "entities"] = said.entities


def _add_media(shape: Json, media: Media) -> None:
    facts: Json = {
        "file_id": media.file_id,
        "file_unique_id": unique_id(media.file_id),
        "file_size": media.size,
    }
    if media.kind == "photo":
        shape["photo"] = [facts | {"width": media.width, "height": media.height}]
    elif media.kind == "video":
        size = {"width": 640, "height": 360, "duration": 3}
        shape["video"] = facts | size | {"mime_type": media.mime, "file_name": media.name}
    elif media.kind == "voice":
        shape["voice"] = facts | {"mime_type": media.mime, "duration": 3}
    else:
        shape["document"] = facts | {"file_name": media.name, "mime_type": media.mime}


def callback_query(world: World, query_id: str, person: Person, said: Message, data: str) -> Json:
    return {
        "id": query_id,
        "from": person_user(person),
        "message": message(world, said),
        "chat_instance": str(crc32(str(said.chat_id).encode()) * 4_294_967_291),
        "data": data,
    }


def member_change(world: World, by: Person, where: Person | Group, old: str, new: str) -> Json:
    return {
        "chat": chat(where),
        "from": person_user(by),
        "date": world.clock.timestamp(),
        "old_chat_member": member(bot_user(world.bot), old),
        "new_chat_member": member(bot_user(world.bot), new),
    }


def member(who: Json, status: str) -> Json:
    shape: dict[str, Any] = {"user": who, "status": status}
    if status == "kicked":
        shape["until_date"] = 0
    if status == "creator":
        shape["is_anonymous"] = False
    return shape
