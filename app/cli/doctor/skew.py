"""How far this machine's clock is from the chat service's, by the Date header of any of its answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

PATIENCE = 10.0
"""Seconds to wait for an answer."""


def clock_skew(url: str) -> timedelta | None:
    """Positive: this clock is ahead. None: the service says no time.

    Half of the time the question took is taken off, and the header has whole seconds: good to a second
    or two, which is enough to find a clock that is minutes off.

    Raises:
        httpx.HTTPError: no answer.
    """
    asked = datetime.now(UTC)
    answer = httpx.get(url, timeout=PATIENCE, follow_redirects=False)
    heard = datetime.now(UTC)
    written = answer.headers.get("Date")
    if not written:
        return None
    return asked + (heard - asked) / 2 - parsedate_to_datetime(written).astimezone(UTC)
