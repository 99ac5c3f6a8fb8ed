"""Temporary media [90253, 99110]: kinds, sizes, pools, three days."""

from dataclasses import dataclass
from secrets import token_urlsafe

from sandbox.arguments import Upload
from sandbox.clock import Clock
from sandbox.files import FileStore, StoredFile, picture_size
from sandbox.model import Json, Media, MediaKind
from sandbox.wecom.errors import WeComError

LIFE = 3 * 86400
CORP = ""
"""The pool of media/upload; each webhook key has a pool of its own."""
MB = 1024 * 1024
MOST = {"image": 10 * MB, "voice": 2 * MB, "video": 10 * MB, "file": 20 * MB}
SHOWN_AS: dict[str, MediaKind] = {
    "image": "photo",
    "voice": "voice",
    "video": "video",
    "file": "document",
}
LEAST = 6


@dataclass(frozen=True, slots=True)
class Kept:
    pool: str
    kind: str
    file_id: str
    created_at: int


class MediaPools:
    def __init__(self, files: FileStore, clock: Clock) -> None:
        self._files = files
        self._clock = clock
        self.kept: dict[str, Kept] = {}

    def take(self, pool: str, kind: str, upload: Upload | None) -> Json:
        """Keep an uploaded file and answer as the service does.

        Raises:
            WeComError: 40005, 44001, 40006, 45001, 40009, 40123, 40004.
        """
        if kind not in (MOST if pool == CORP else ("file", "voice")):
            raise WeComError(40005)
        if upload is None or not upload.content:
            raise WeComError(44001)
        _check(kind, upload)
        media = self._files.add(SHOWN_AS[kind], upload.name, upload.mime, upload.content)
        media_id = self.keep(pool, kind, media)
        return {"type": kind, "media_id": media_id, "created_at": str(self._clock.timestamp())}

    def keep(self, pool: str, kind: str, media: Media) -> str:
        media_id = f"3{token_urlsafe(45)}"
        self.kept[media_id] = Kept(pool, kind, media.file_id, self._clock.timestamp())
        return media_id

    def find(self, pool: str, media_id: object, *kinds: str) -> StoredFile:
        """
        Raises:
            WeComError: 40007 unknown, of another pool or kind; 40145 older than three days.
        """
        kept = self.kept.get(media_id) if isinstance(media_id, str) else None
        if kept is None or kept.pool != pool or (kinds and kept.kind not in kinds):
            raise WeComError(40007)
        if self._clock.timestamp() - kept.created_at > LIFE:
            raise WeComError(40145)
        return self._files.by_id[kept.file_id]


def _check(kind: str, upload: Upload) -> None:
    size = len(upload.content)
    if size < LEAST:
        raise WeComError(40006)
    if size > MOST[kind]:
        raise WeComError(40009 if kind == "image" else 45001)
    if kind == "image" and not is_picture(upload.content):
        raise WeComError(40123)
    if kind == "voice" and not upload.content.startswith(b"#!AMR"):
        raise WeComError(40004)
    if kind == "video" and upload.content[4:8] != b"ftyp":
        raise WeComError(40004)


def is_picture(content: bytes) -> bool:
    """JPG or PNG, nothing else."""
    return content[:3] != b"GIF" and picture_size(content) is not None
