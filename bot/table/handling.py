"""What a handler is."""

from __future__ import annotations

from collections.abc import Callable

from bot.context import Context
from core.chat import Reply

Handler = Callable[[Context], Reply]
