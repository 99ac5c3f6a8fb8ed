"""Methods about the bot itself: who it is, its commands and descriptions."""

from sandbox import shapes
from sandbox.arguments import Arguments
from sandbox.commands import SCOPES_WITH_CHAT, Key, checked_commands, scope_key
from sandbox.errors import bad_request
from sandbox.methods.access import chat_id_of
from sandbox.model import Json
from sandbox.telegram import Telegram


def get_me(telegram: Telegram, _arguments: Arguments) -> Json:
    return shapes.bot_user(telegram.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": telegram.bot.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _key(telegram: Telegram, arguments: Arguments) -> Key:
    key = scope_key(arguments.parsed("scope"), arguments.text("language_code"))
    if key[0] in SCOPES_WITH_CHAT:
        telegram.world.chat(key[1])
    return key


def set_my_commands(telegram: Telegram, arguments: Arguments) -> bool:
    commands = checked_commands(arguments.parsed("commands"))
    telegram.commands.set(_key(telegram, arguments), commands)
    telegram.world.changed("commands")
    return True


def delete_my_commands(telegram: Telegram, arguments: Arguments) -> bool:
    telegram.commands.set(_key(telegram, arguments), [])
    telegram.world.changed("commands")
    return True


def get_my_commands(telegram: Telegram, arguments: Arguments) -> list[Json]:
    return telegram.commands.get(_key(telegram, arguments))


def set_my_description(telegram: Telegram, arguments: Arguments) -> bool:
    return _set_words(telegram, arguments, "description", 512)


def set_my_short_description(telegram: Telegram, arguments: Arguments) -> bool:
    return _set_words(telegram, arguments, "short_description", 120)


def _set_words(telegram: Telegram, arguments: Arguments, name: str, longest: int) -> bool:
    words = arguments.text(name)
    if len(words) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    telegram.words[name] = words
    telegram.world.changed("people")
    return True


def get_my_description(telegram: Telegram, _arguments: Arguments) -> Json:
    return {"description": telegram.words.get("description", "")}


def get_my_short_description(telegram: Telegram, _arguments: Arguments) -> Json:
    return {"short_description": telegram.words.get("short_description", "")}


def set_chat_menu_button(telegram: Telegram, arguments: Arguments) -> bool:
    chat_id = chat_id_of(arguments) if arguments.has("chat_id") else 0
    if chat_id:
        telegram.world.chat(chat_id)
    button = arguments.parsed("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: unsupported type specified")
    telegram.menu_buttons[chat_id] = button
    return True


def get_chat_menu_button(telegram: Telegram, arguments: Arguments) -> Json:
    chat_id = chat_id_of(arguments) if arguments.has("chat_id") else 0
    return telegram.menu_buttons.get(chat_id, {"type": "commands"})


def nothing_to_do(_telegram: Telegram, _arguments: Arguments) -> bool:
    """close and logOut have no meaning here."""
    return True


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "close": nothing_to_do,
    "logOut": nothing_to_do,
}
