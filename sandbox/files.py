"""Files that were sent: their bytes, their Bot API names, and what a picture measures."""

import re
import struct
from dataclasses import dataclass
from hashlib import sha256

from sandbox.model import Media, MediaKind

PREFIX = {"document": "BQACAgUAAx", "photo": "AgACAgUAAx", "voice": "AwACAgUAAx", "video": "BAACAgUAAx"}
FOLDER = {"document": "documents", "photo": "photos", "voice": "voice", "video": "videos"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    media: Media
    path: str
    content: bytes

    @property
    def unique_id(self) -> str:
        return unique_id(self.media.file_id)


def unique_id(file_id: str) -> str:
    return "AQAD" + sha256(file_id.encode()).hexdigest()[:12]


class FileStore:
    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def add(self, kind: MediaKind, name: str, mime: str, content: bytes) -> Media:
        number = len(self.by_id) + 1
        digest = sha256(content).hexdigest()[:20]
        size = picture_size(content) if kind == "photo" else None
        width, height = size or (0, 0)
        file_id = f"{PREFIX[kind]}{number:08d}{digest}"
        media = Media(kind, file_id, name, mime, len(content), width, height)
        self.keep(StoredFile(media, f"{FOLDER[kind]}/file_{number}{_ending(name)}", content))
        return media

    def keep(self, stored: StoredFile) -> None:
        self.by_id[stored.media.file_id] = stored
        self.by_path[stored.path] = stored


def _ending(name: str) -> str:
    match = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return match.group().lower() if match else ""


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None if it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
