"""Content: files we keep, and what people sent along."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.chat import Channel
from core.files import StoredFile
from core.media import Media


class Files(Protocol):
    def put(self, name: str, media_type: str, content: bytes, now: datetime) -> StoredFile:
        """Store it; the same content under the same name is stored once."""

    def get(self, file_id: int) -> StoredFile | None: ...
    def find(self, sha256: str) -> StoredFile | None:
        """Content with this hash, under whatever name."""


class Attachments(Protocol):
    def add(self, media: Media) -> Media:
        """Store it (its id is ignored)."""

    def of_reports(self, report_ids: Collection[int]) -> Mapping[int, Sequence[Media]]:
        """Report id → what was sent along, oldest first; reports without any are left out."""

    def last_by(self, person_id: int) -> Media | None: ...
    def of_objection(self, objection_id: int) -> Sequence[Media]:
        """Oldest first."""

    def fleeting(self, channel: Channel, since: datetime, limit: int) -> Sequence[Media]:
        """Those sent after ``since`` whose content still lies with the service only, oldest first."""

    def moved(self, media_id: int, file_id: str) -> None:
        """Its content is found there from now on."""
