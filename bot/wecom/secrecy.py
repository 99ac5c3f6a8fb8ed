"""Keeps access tokens, application secrets and webhook keys out of every log line.

WeCom wants them in the address of each call, and httpx prints addresses at INFO.

Source: ASVS 5.0, 14.2.1 and 16.2.5.
"""

from __future__ import annotations

import logging
import re
import traceback

SECRETS = re.compile(r"(?i)((?:access_token|corpsecret|key|upload_token)=|/upload/)[^&\s'\"<>)]+")
COVER = r"\1<secret>"


def redact(text: str) -> str:
    """``text`` without the values of those parameters."""
    return SECRETS.sub(COVER, text)


class AddressFilter(logging.Filter):
    """Covers them in the message and in the traceback. Belongs on handlers: loggers do not inherit it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if SECRETS.search(said):
            record.msg, record.args = redact(said), ()
        if record.exc_info and not record.exc_text:
            written = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            if SECRETS.search(written):
                record.exc_text, record.exc_info = redact(written), None
        elif record.exc_text:
            record.exc_text = redact(record.exc_text)
        return True
