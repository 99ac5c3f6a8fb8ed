"""May the bot do this here? The checks that several methods share."""

from sandbox.arguments import Arguments
from sandbox.errors import ApiError, bad_request, forbidden, too_many
from sandbox.model import Group, Message, Person
from sandbox.telegram import Telegram


def chat_id_of(arguments: Arguments, name: str = "chat_id") -> int:
    value = arguments.values.get(name)
    if type(value) is int:
        return value
    if value is None or value == "":
        raise bad_request(f"{name} is empty")
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad_request("chat not found") from None


def open_chat(telegram: Telegram, arguments: Arguments) -> Person | Group:
    """The chat the call names, if the bot may read it.

    Raises:
        ApiError: 400 unknown or upgraded, 403 not inside.
    """
    found = telegram.world.chat(chat_id_of(arguments))
    if isinstance(found, Group):
        _check_group(found)
    return found


def writable_chat(telegram: Telegram, arguments: Arguments) -> Person | Group:
    """The same, if the bot may also write there."""
    found = open_chat(telegram, arguments)
    if isinstance(found, Person):
        if not found.started:
            raise forbidden("bot can't initiate conversation with a user")
        if found.blocked:
            raise forbidden("bot was blocked by the user")
    return found


def admit_send(telegram: Telegram, chat_id: int) -> None:
    """Count one message that leaves.

    Raises:
        ApiError: 429 when the limits are strict and one is broken.
    """
    wait = telegram.limits.admit(chat_id)
    if wait is not None:
        raise too_many(wait)


def _check_group(group: Group) -> None:
    if group.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": group.migrated_to},
        )
    kind = "supergroup" if group.supergroup else "group"
    if group.bot == "absent":
        # Never a member: the real server does not know the chat at all.
        raise bad_request("chat not found")
    if group.bot == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if group.bot == "left":
        raise forbidden(f"bot is not a member of the {kind} chat")


def message_of(telegram: Telegram, arguments: Arguments, purpose: str) -> Message:
    """The message the call names.

    Raises:
        ApiError: 400 "message to <purpose> not found" or no identifier at all.
    """
    if not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    message_id = arguments.integer("message_id")
    found = telegram.world.find(chat_id_of(arguments), message_id)
    if found is None:
        raise bad_request(f"message to {purpose} not found")
    return found


def own_message(telegram: Telegram, arguments: Arguments) -> Message:
    """A message of the bot itself, for editing."""
    writable_chat(telegram, arguments)
    found = message_of(telegram, arguments, "edit")
    if found.sender_id != telegram.bot.id or found.notice is not None:
        raise bad_request("message can't be edited")
    return found
