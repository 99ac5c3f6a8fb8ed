"""Methods that look at a chat or its members."""

from sandbox import membership, shapes
from sandbox.arguments import Arguments
from sandbox.errors import bad_request
from sandbox.methods.access import open_chat, writable_chat
from sandbox.model import Group, Json, Person
from sandbox.telegram import Telegram


def get_chat(telegram: Telegram, arguments: Arguments) -> Json:
    chat = open_chat(telegram, arguments)
    if isinstance(chat, Person) and not chat.started:
        raise bad_request("chat not found")
    full: Json = shapes.chat(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    pinned = [message for message in telegram.world.messages.get(chat.id, {}).values() if message.pinned]
    if pinned:
        full["pinned_message"] = shapes.message(telegram.world, pinned[-1])
    return full


def get_chat_member(telegram: Telegram, arguments: Arguments) -> Json:
    chat = open_chat(telegram, arguments)
    user_id = arguments.integer("user_id")
    if user_id != telegram.bot.id and user_id not in telegram.world.people:
        raise bad_request("user not found")
    return shapes.member(shapes.user(telegram.world, user_id), _status(telegram, chat, user_id))


def _status(telegram: Telegram, chat: Person | Group, user_id: int) -> str:
    if isinstance(chat, Person):
        return "member" if user_id in (chat.id, telegram.bot.id) else "left"
    if user_id == telegram.bot.id:
        return chat.bot
    if user_id not in chat.members:
        return "left"
    return "creator" if user_id == chat.members[0] else "member"


def get_chat_administrators(telegram: Telegram, arguments: Arguments) -> list[Json]:
    chat = open_chat(telegram, arguments)
    if isinstance(chat, Person):
        raise bad_request("there are no administrators in the private chat")
    owners = [shapes.user(telegram.world, person) for person in chat.members[:1]]
    return [shapes.member(owner, "creator") for owner in owners]


def get_chat_member_count(telegram: Telegram, arguments: Arguments) -> int:
    chat = open_chat(telegram, arguments)
    return 2 if isinstance(chat, Person) else len(chat.members) + (chat.bot == "member")


def leave_chat(telegram: Telegram, arguments: Arguments) -> bool:
    chat = writable_chat(telegram, arguments)
    if isinstance(chat, Person):
        raise bad_request("chat member status can't be changed in private chats")
    membership.bot_leaves(telegram, chat)
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
