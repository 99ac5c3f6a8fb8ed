"""Files from the page, for the door: read as if the chat had brought them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.door import Line, Translate
from bot.outgoing_files import OpenFile
from core.chat import Channel, FileRef, Happening, Incoming
from core.delivery.model import Letter
from core.errors import Undeliverable
from core.ports import Chat

MARK = "upload:"


def with_uploads(line: Line, channel: Channel, open_file: OpenFile) -> Line:
    """The same line, at which handed-in files arrive, too."""
    return replace(
        line,
        chat=ChatWithUploads(line.chat, open_file),
        translate=_translating(line.translate, channel),
    )


def _translating(translate: Translate, channel: Channel) -> Translate:
    def translated(update: Mapping[str, Any], received_at: datetime) -> Incoming:
        handed = update.get("upload")
        if not isinstance(handed, dict):
            return translate(update, received_at)
        chat = str(handed["chat"])
        file = FileRef(f"{MARK}{handed['file']}", str(handed["name"]), int(handed["size"]))
        return Incoming(
            channel, Happening.FILE, chat, chat, private=True, text="", said_at=received_at, file=file
        )

    return translated


class ChatWithUploads:
    """Implements ``core.ports.Chat``: fetches what was handed in from the database."""

    def __init__(self, chat: Chat, open_file: OpenFile) -> None:
        self._chat, self._open_file = chat, open_file

    async def send(self, letter: Letter) -> str:
        return await self._chat.send(letter)

    async def toast(self, press_id: str, text: str, alert: bool) -> None:  # noqa: FBT001 - the port says so
        await self._chat.toast(press_id, text, alert)

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """See the port."""
        if not file_id.startswith(MARK):
            return await self._chat.fetch(file_id, limit)
        content = await self._open_file(int(file_id.removeprefix(MARK)))
        if len(content) > limit:
            raise Undeliverable("file too large")
        return content
