"""Photos, voice messages and videos that people send along; kept with the report, never demanded (附件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.chat import Address


class MediaKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Media:
    """One photo, voice message or video; the content stays with the chat service under ``file_id``.

    Attributes:
        address: the chat in which it was sent.
        size: bytes, as declared by the service.
        round_id: the round that was open, if any.
        report_id: the report it belongs to, if known; ``project_id`` is then that report's.
    """

    id: int
    person_id: int
    address: Address
    kind: MediaKind
    file_id: str
    size: int
    caption: str
    sent_at: datetime
    round_id: int | None = None
    project_id: int | None = None
    report_id: int | None = None
