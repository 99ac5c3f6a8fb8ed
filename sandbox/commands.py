"""Command lists per scope and language, and which one a person sees."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import bad_request
from sandbox.model import Json

Key = tuple[str, int, int, str]
MAX_COMMANDS = 100
SCOPES_WITH_CHAT = ("chat", "chat_administrators", "chat_member")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def scope_key(scope: Any, language: str) -> Key:
    """
    Raises:
        ApiError: 400 for an unknown scope.
    """
    if scope is None:
        return ("default", 0, 0, language)
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = scope.get("type")
    if kind in SCOPES:
        return (str(kind), 0, 0, language)
    if kind not in SCOPES_WITH_CHAT:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    try:
        chat_id = int(scope["chat_id"])
        user_id = int(scope["user_id"]) if kind == "chat_member" else 0
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse BotCommandScope: chat_id is invalid") from None
    return (kind, chat_id, user_id, language)


def checked_commands(value: Any) -> list[Json]:
    """
    Raises:
        ApiError: 400 for more than 100, a bad name or a bad description.
    """
    if not isinstance(value, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(value) > MAX_COMMANDS:
        raise bad_request("too many commands specified")
    return [_checked(item) for item in value]


def _checked(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(item.get("command", "")).removeprefix("/")
    words = str(item.get("description", "")).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


@dataclass(slots=True)
class CommandBook:
    lists: dict[Key, list[Json]] = field(default_factory=dict)

    def set(self, key: Key, commands: list[Json]) -> None:
        if commands:
            self.lists[key] = commands
        else:
            self.lists.pop(key, None)

    def get(self, key: Key) -> list[Json]:
        return self.lists.get(key, [])

    def shown(self, chat_id: int, person_id: int, *, owner: bool, language: str) -> list[Json]:
        """The narrowest scope that has a list wins; within it the person's language."""
        places = [("chat_member", chat_id, person_id)] if chat_id < 0 else []
        if chat_id < 0 and owner:
            places.append(("chat_administrators", chat_id, 0))
        places.append(("chat", chat_id, 0))
        if chat_id < 0 and owner:
            places.append(("all_chat_administrators", 0, 0))
        places.append(("all_group_chats" if chat_id < 0 else "all_private_chats", 0, 0))
        places.append(("default", 0, 0))
        for kind, chat, person in places:
            for spoken in (language, ""):
                found = self.lists.get((kind, chat, person, spoken))
                if found:
                    return found
        return []
