"""Photos, voice messages and videos that people send along; kept with the report, never demanded (附件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.chat import Address, MediaKind

KEPT = "file:"
"""What a ``file_id`` begins with once we have the content: the id in ``core.ports.Files``, or ``gone``."""


@dataclass(frozen=True, slots=True)
class Media:
    """One photo, voice message or video; the content stays with the chat service under ``file_id``, where the
    service keeps it for good, and else comes to us.

    Attributes:
        address: the chat in which it was sent.
        size: bytes, as declared by the service.
        round_id: the round that was open, if any.
        message: of the sentence it belongs to, so that all reports of that sentence have it: its own caption, or
            what the same person had said last; empty for none.
        report_id: the tapped report it belongs to, if it belongs to no sentence; with its ``project_id``.
        objection_id: the objection that it proves.
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
    message: str = ""
    project_id: int | None = None
    report_id: int | None = None
    objection_id: int | None = None
