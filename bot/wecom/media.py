"""Files for WeCom: uploaded once for each pool, forgotten before they expire.

Source: WeCom, "Temporary media": 3 days, up to 20 MB, pictures JPG or PNG up to 10 MB; a robot's are its own.
https://developer.work.weixin.qq.com/document/path/90253
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.outgoing_files import OpenFile
from core.chat import Attachment
from core.errors import Undeliverable

LASTS = 2.5 * 86400  # seconds of 3 days
LARGEST = 20 * 1024 * 1024
LARGEST_PICTURE = 10 * 1024 * 1024
SMALLEST = 6
KEPT = 500
PICTURES = (b"\x89PNG", b"\xff\xd8\xff")

Upload = Callable[[str, str, bytes], Awaitable[str]]
"""kind, name, content → media id."""


class MediaPool:
    """``pool`` is told apart by its upload: the application's, or one robot's."""

    def __init__(self, open_file: OpenFile, upload: Upload, monotonic: Callable[[], float]) -> None:
        self._open_file = open_file
        self._upload = upload
        self._monotonic = monotonic
        self._known: dict[tuple[int, str], tuple[str, str, float]] = {}

    async def get(self, file: Attachment) -> tuple[str, str]:
        """(image or file, media id), uploaded if need be.

        Raises:
            Undeliverable: too large or too small for WeCom.
        """
        known = self._known.get((file.file, file.name))
        if known and self._monotonic() < known[2]:
            return known[0], known[1]
        content = await self._open_file(file.file)
        if not SMALLEST <= len(content) <= LARGEST:
            raise Undeliverable(f"a file of {len(content)} bytes")
        picture = file.picture and len(content) <= LARGEST_PICTURE and content.startswith(PICTURES)
        kind = "image" if picture else "file"
        media_id = await self._upload(kind, file.name, content)
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[file.file, file.name] = (kind, media_id, self._monotonic() + LASTS)
        return kind, media_id

    def forget(self, file: Attachment) -> None:
        """Its id was refused."""
        self._known.pop((file.file, file.name), None)
