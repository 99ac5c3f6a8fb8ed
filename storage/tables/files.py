"""Files that people dropped and files that leave with letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class FileRow(Base):
    """Whole files in the database: every replica can send them, and a backup holds them."""

    __tablename__ = "file"
    __table_args__ = (
        UniqueConstraint("sha256", "name"),  # SqlFiles.put, SqlFiles.find
        CheckConstraint("length(sha256) = 64", "sha256_is_hex"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
