"""A bot whose answers stay as they came."""

from __future__ import annotations

from typing import Any, cast

from telegram import Bot, InputFile
from telegram.request import BaseRequest, RequestData


class Ready:
    """Stands in for PTB's ``RequestData`` where every argument is JSON already and none is a file."""

    contains_files = False

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


class WireBot(Bot):
    """PTB's bot, and beside its methods a call that builds no objects.

    For the two calls that matter: getUpdates, because an update that PTB cannot parse must not stop the
    others, and sending, because of a whole Message only its id is wanted (a quarter of the cost), and PTB looks
    at each argument for what it might have to be turned into (a sixth).
    """

    async def call(self, method: str, arguments: dict[str, Any], read_timeout: float | None = None) -> Any:
        """The ``result`` of one Bot API call. Arguments that are None are left out; the others are JSON or files.

        Raises:
            telegram.error.TelegramError: as from any method of the bot.
        """
        wait = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        given = {name: value for name, value in arguments.items() if value is not None}
        if method == "getUpdates" or any(isinstance(value, InputFile) for value in given.values()):
            return await self._post(method, given, read_timeout=wait)
        return await self.request.post(f"{self.base_url}/{method}", cast(RequestData, Ready(given)), wait)
