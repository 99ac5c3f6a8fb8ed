"""Words to groups: through a group's own robot, or in a group that the application has made. Sending only.

Neither can be changed or taken back, and nothing people say there comes to us. A table in a text makes a robot's
message markdown_v2; the application's groups know no tables and get the text as it is.

Source: WeCom, "Message push" (robots: 20 a minute, text 2048 and markdown_v2 4096 bytes, pictures 2 MB as
base64) and "Group chats of an application", read 2026-11.
https://developer.work.weixin.qq.com/document/path/99110 · https://developer.work.weixin.qq.com/document/path/90248
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.outgoing_files import OpenFile
from bot.wecom.client import WeComClient
from bot.wecom.limits import of_robot, take
from bot.wecom.measure import TEXT_LIMIT, plain, split
from bot.wecom.media import PICTURES, MediaPool
from core.chat import Attachment, Card
from core.delivery.model import Letter
from core.errors import NothingChanged, TooFast, Undeliverable, Unreachable
from core.ports import Clock, Desk

ROBOT, ROOM = "robot:", "room:"
"""What the addresses of groups begin with; a userid has no colon."""
TABLE_LIMIT = 4000  # bytes of 4096
LARGEST_PICTURE = 2 * 1024 * 1024
Content = dict[str, Any]


class Rooms:
    """``robots``: the name of a group → the secret key of its robot."""

    def __init__(
        self, client: WeComClient, desk: Desk, clock: Clock, open_file: OpenFile, media: MediaPool,
        robots: Mapping[str, str], monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._client, self._desk, self._clock = client, desk, clock
        self._open_file, self._media, self._robots = open_file, media, robots
        self._pools = {
            name: MediaPool(open_file, self._uploader(key), monotonic) for name, key in robots.items()
        }

    async def send(self, letter: Letter) -> str:
        """Nothing comes back that names the message.

        Raises:
            Unreachable: no robot of this name is configured any more.
            TooFast: the robot has said enough for this minute.
        """
        if letter.edits_message and letter.edits:
            raise NothingChanged
        chat = letter.to.chat
        if chat.startswith(ROOM):
            await self._to_room(chat.removeprefix(ROOM), letter.card)
            return ""
        name = chat.removeprefix(ROBOT)
        if name not in self._robots:
            raise Unreachable("no such robot")
        await self._to_robot(name, letter.card)
        return ""

    async def _to_robot(self, name: str, card: Card) -> None:
        texts = _texts(card, tables=True)
        wait = await self._desk.run(take, of_robot(name), len(texts) + bool(card.file), self._clock.now())
        if wait > 0:
            raise TooFast(timedelta(seconds=wait), "our own count")
        key = self._robots[name]
        if card.file:
            kind, content = await self._robot_file(name, card.file)
            await self._client.webhook(key, {"msgtype": kind, kind: content})
        for kind, text in texts:
            await self._client.webhook(key, {"msgtype": kind, kind: {"content": text}})

    async def _robot_file(self, name: str, file: Attachment) -> tuple[str, Content]:
        if file.picture:
            content = await self._open_file(file.file)
            if len(content) <= LARGEST_PICTURE and content.startswith(PICTURES):
                digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
                return "image", {"base64": base64.b64encode(content).decode(), "md5": digest}
        _, media_id = await self._pools[name].get(file)
        return "file", {"media_id": media_id}

    async def _to_room(self, chat_id: str, card: Card) -> None:
        if card.file:
            kind, media_id = await self._media.get(card.file)
            await self._post(chat_id, kind, {"media_id": media_id})
        for _, text in _texts(card, tables=False):
            await self._post(chat_id, "text", {"content": text})

    async def _post(self, chat_id: str, kind: str, content: Content) -> None:
        await self._client.call(
            "/cgi-bin/appchat/send", {"chatid": chat_id, "msgtype": kind, kind: content, "safe": 0}
        )

    def _uploader(self, key: str) -> Callable[[str, str, bytes], Any]:
        async def upload(_kind: str, name: str, content: bytes) -> str:
            return await self._client.webhook_upload(key, name, content)

        return upload


def is_room(chat: str) -> bool:
    return chat.startswith((ROBOT, ROOM))


def _texts(card: Card, *, tables: bool) -> list[tuple[str, str]]:
    """(kind, text); buttons that are links become lines, others mean nothing in a group.

    Raises:
        Undeliverable: nothing to say.
    """
    links = [f"{plain(b.label)}：{b.url}" for row in card.buttons for b in row if b.url]
    text = "\n".join(filter(None, [plain(card.title), plain(card.text), *links]))
    if not text.strip() and not card.file:
        raise Undeliverable("nothing to say")
    if tables and any(line.startswith("|") for line in text.split("\n")):
        return [("markdown_v2", piece) for piece in split(text, TABLE_LIMIT)]
    return [("text", piece) for piece in split(text, TEXT_LIMIT)]
