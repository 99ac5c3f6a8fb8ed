"""Files that we keep: what people dropped, and what we send to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
PNG = "image/png"
ANY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``sha256`` is that of ``content``, in hex."""

    id: int
    name: str
    media_type: str
    sha256: str
    content: bytes
    made_at: datetime
