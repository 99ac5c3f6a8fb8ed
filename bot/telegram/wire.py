"""A bot whose answers stay as they came."""

from __future__ import annotations

from typing import Any

from telegram import Bot
from telegram.request import BaseRequest


class WireBot(Bot):
    """PTB's bot, and beside its methods a call that builds no objects.

    For the two calls that matter: getUpdates, because an update that PTB cannot parse must not stop the
    others, and sending, because of a whole Message only its id is wanted (a quarter of the cost).
    """

    async def call(self, method: str, arguments: dict[str, Any], read_timeout: float | None = None) -> Any:
        """The ``result`` of one Bot API call. Arguments that are None are left out.

        Raises:
            telegram.error.TelegramError: as from any method of the bot.
        """
        wait = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        return await self._post(method, arguments, read_timeout=wait)
