"""Keeps the bot's token out of every log line. Telegram puts it into the address of each call.

Source: ASVS 5.0, 14.2.1 and 16.2.5. Seen here: httpx at INFO prints the address with the token.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterable

TOKEN = re.compile(r"(?<=bot)\d{5,}:[\w-]+|\b\d{5,}:[\w-]{20,}")  # in an address any, elsewhere a long one
COVER = "<token>"
TALKATIVE = ("httpx", "httpcore")  # at INFO they print addresses; nothing there is worth reading


def redact(text: str) -> str:
    """``text`` without anything that looks like a bot's token."""
    return TOKEN.sub(COVER, text)


class TokenFilter(logging.Filter):
    """Covers tokens in the message and in the traceback. Belongs on handlers: loggers do not inherit it."""

    def filter(self, record: logging.LogRecord) -> bool:
        clean(record)
        return True


def clean(record: logging.LogRecord) -> None:
    """Write message and traceback out at once, covered; formatters find nothing else afterwards."""
    said = record.getMessage()
    if TOKEN.search(said):
        record.msg, record.args = redact(said), ()
    if record.exc_info and not record.exc_text:
        written = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if TOKEN.search(written):
            record.exc_text, record.exc_info = redact(written), None


def guard(handlers: Iterable[logging.Handler]) -> None:
    """Put the filter on these handlers and silence the libraries that print addresses."""
    cover = TokenFilter()
    for handler in handlers:
        handler.addFilter(cover)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
