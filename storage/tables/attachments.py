"""Photos, voice messages and videos that were sent along."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.chat import Channel, MediaKind
from storage.tables.base import CHAT, LONG_ID, MESSAGE, Base, choice


class AttachmentRow(Base):
    """What the chat service keeps for us, and whose it is. A photo about two projects has two rows."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("report_id IS NULL OR project_id IS NOT NULL", "report_has_project"),
        Index(None, "report_id"),  # SqlAttachments.of_reports
        Index(None, "objection_id"),  # SqlAttachments.of_objection
        Index(None, "message"),  # SqlAttachments.of_reports
        Index(None, "person_id", "id"),  # SqlAttachments.last_by
    )

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    chat: Mapped[str] = mapped_column(CHAT)
    kind: Mapped[MediaKind] = mapped_column(choice(MediaKind, "kind"))
    file_id: Mapped[str]
    size: Mapped[int]
    caption: Mapped[str]
    sent_at: Mapped[datetime]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    message: Mapped[str] = mapped_column(MESSAGE)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    report_id: Mapped[int | None] = mapped_column(LONG_ID, ForeignKey("report.id"))
    objection_id: Mapped[int | None] = mapped_column(ForeignKey("objection.id"))
