"""The menus of commands people see, and the first word with Telegram.

Source: Bot API, setMyCommands: the narrowest scope wins, then the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from telegram import Bot, BotCommand, BotCommandScope
from telegram import BotCommandScopeAllGroupChats as AllGroups
from telegram import BotCommandScopeAllPrivateChats as AllPrivate
from telegram import BotCommandScopeChat as OneChat
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, TelegramError

from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram
from bot.telegram.secrecy import redact

Entries = Sequence[tuple[str, str]]  # (command without slash, description)


@dataclass(frozen=True, slots=True)
class Menus:
    """``of_chats``: menus of people whose roles show more than everybody sees, by chat."""

    private: Entries
    groups: Entries
    of_chats: Mapping[str, Entries] = field(default_factory=dict)


async def set_menus(bot: Bot, menus: Menus) -> Sequence[str]:
    """Show these menus; the chats that Telegram does not know (they never wrote to the bot)."""
    await _set(bot, menus.private, AllPrivate())
    await _set(bot, menus.groups, AllGroups())
    return [chat for chat, entries in menus.of_chats.items() if not await set_menu_of(bot, chat, entries)]


async def set_menu_of(bot: Bot, chat: str, entries: Entries) -> bool:
    """Show one person's own menu; an empty one makes room for everybody's again.

    Returns:
        False: Telegram does not know the chat.
    """
    try:
        if entries:
            await _set(bot, entries, OneChat(chat))
        else:
            await bot.delete_my_commands(OneChat(chat))
    except BadRequest:
        return False
    return True


async def _set(bot: Bot, entries: Entries, scope: BotCommandScope) -> None:
    await bot.set_my_commands(_commands(entries), scope)


def _commands(entries: Iterable[tuple[str, str]]) -> list[BotCommand]:
    return [BotCommand(name, description) for name, description in entries]


async def greet(bot: Bot) -> str:
    """Prepare the bot for use and return its user name.

    Raises:
        TokenRefusedByTelegram: misspelt or revoked.
        ServiceAway: no answer, or no sensible one.
    """
    try:
        await bot.initialize()
    except (InvalidToken, EndPointNotFound) as fault:
        raise TokenRefusedByTelegram(redact(str(fault))) from None
    except TelegramError as fault:
        raise ServiceAway(redact(str(fault))) from None
    return bot.username
