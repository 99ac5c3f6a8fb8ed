"""PTB's errors as ours. The order matters: BadRequest *is* a NetworkError.

Source: tdlib/telegram-bot-api, Client.cpp (sentences); PTB 22.8, ``telegram.error``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.telegram.secrecy import redact
from bot.telegram.transport import NotSent
from core.errors import (
    AddressMoved,
    AppError,
    Doubtful,
    NothingChanged,
    SendFailed,
    TooFast,
    TryLater,
    Undeliverable,
    Unreachable,
)

NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid")
PARSING = "can't parse entities"
UNTIL_MENDED = timedelta(minutes=15)
"""Wait after a refused token: somebody has to change the settings first."""
NO_TEXT = "there is no text in the message to edit"


class TokenRefusedByTelegram(AppError):
    """The token is misspelt, revoked, or belongs to another server."""


class ServiceAway(AppError):
    """Telegram cannot be reached from here; the reason carries no address."""


def says(fault: TelegramError, sentence: str) -> bool:
    return isinstance(fault, BadRequest) and sentence in fault.message.lower()


def translate(fault: TelegramError, chat: str, floods: Floods) -> SendFailed:
    """What this means for the letter to ``chat``."""
    reason = redact(str(fault))
    match fault:
        case RetryAfter():
            wait = _length(fault.retry_after)
            return TooFast(wait, reason, floods.whole_bot(chat, wait))
        case ChatMigrated():
            return AddressMoved(str(fault.new_chat_id))
        case Forbidden():
            return Unreachable(reason)
        case BadRequest():
            return _bad_request(reason)
        case NotSent():
            return TryLater(reason=reason)
        case InvalidToken():  # the token was changed: nothing is wrong with the letter
            return TryLater(UNTIL_MENDED, reason)
        case EndPointNotFound():
            return Undeliverable(reason)
        case _:  # time-outs, broken connections, 5xx, an answer that is no JSON
            return Doubtful(reason)


def _bad_request(reason: str) -> SendFailed:
    said = reason.lower()
    if "message is not modified" in said:
        return NothingChanged()
    if any(sentence in said for sentence in NOBODY_THERE):
        return Unreachable(reason)
    return Undeliverable(reason)


def _length(retry_after: int | timedelta) -> timedelta:
    return retry_after if isinstance(retry_after, timedelta) else timedelta(seconds=retry_after)


def is_group(chat: str) -> bool:
    """Groups have negative ids."""
    return chat.startswith("-")


class Floods:
    """Whether a 429 means one chat or the whole bot; Telegram does not say.

    Groups have a limit of their own, so theirs is taken for that. When a second private chat is refused
    while the first still is, it cannot be the chat.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._refused: dict[str, float] = {}

    def whole_bot(self, chat: str, wait: timedelta) -> bool:
        if is_group(chat):
            return False
        now = self._monotonic()
        self._refused = {other: until for other, until in self._refused.items() if until > now}
        others = any(other != chat for other in self._refused)
        self._refused[chat] = now + wait.total_seconds()
        return others
