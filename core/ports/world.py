"""What stands outside the database: the clock and the chat services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from core.delivery.model import Letter


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""


class Chat(Protocol):
    """One chat service, outgoing. Raises only ``core.errors.SendFailed``."""

    async def send(self, letter: Letter) -> str:
        """Send (or, with ``edits_message``, replace) and return the message id."""

    async def toast(self, press_id: str, text: str, alert: bool) -> None:  # noqa: FBT001 - a box or a toast
        """Answer a button press; failures are swallowed (the press may be too old)."""

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """Download a file of at most ``limit`` bytes."""


Wake = Callable[[], None]
