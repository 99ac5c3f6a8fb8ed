"""The chat services' own clients, as configured."""

from __future__ import annotations

from app.settings import Telegram
from bot.telegram.transport import AiohttpRequest
from bot.telegram.wire import WireBot


def make_bot(telegram: Telegram) -> WireBot:
    """PTB's Bot on our own transport."""
    base = telegram.api_url.rstrip("/")
    return WireBot(
        telegram.token.get_secret_value(),
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=AiohttpRequest(64),
        get_updates_request=AiohttpRequest(2),
    )
