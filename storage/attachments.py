"""Photos, voice messages and videos kept with reports (附件)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.chat import Address, Channel
from core.media import KEPT, Media
from storage.statements import AnyRow
from storage.tables.attachments import AttachmentRow
from storage.tables.rounds import ReportRow

_COLUMNS = (
    AttachmentRow.id, AttachmentRow.person_id, AttachmentRow.channel, AttachmentRow.chat, AttachmentRow.kind,
    AttachmentRow.file_id, AttachmentRow.size, AttachmentRow.caption, AttachmentRow.sent_at,
    AttachmentRow.round_id, AttachmentRow.message, AttachmentRow.project_id, AttachmentRow.report_id,
    AttachmentRow.objection_id,
)  # fmt: skip
_ADD = insert(AttachmentRow).returning(AttachmentRow.id)
_OF_REPORTS = (
    select(ReportRow.id.label("of"), *_COLUMNS)
    .join(AttachmentRow, AttachmentRow.report_id == ReportRow.id)
    .where(ReportRow.id.in_(bindparam("reports", expanding=True)))
)
_OF_SENTENCES = (
    select(ReportRow.id.label("of"), *_COLUMNS)
    .join(AttachmentRow, AttachmentRow.message == ReportRow.message)
    .where(ReportRow.id.in_(bindparam("reports", expanding=True)), ReportRow.message != "")
)
_OF_OBJECTION = (
    select(*_COLUMNS).where(AttachmentRow.objection_id == bindparam("wanted")).order_by(AttachmentRow.id)
)
_LAST = (
    select(*_COLUMNS)
    .where(AttachmentRow.person_id == bindparam("person"))
    .order_by(AttachmentRow.id.desc())
    .limit(1)
)
_FLEETING = (
    select(*_COLUMNS)
    .where(
        AttachmentRow.channel == bindparam("channel"),
        AttachmentRow.sent_at > bindparam("since", type_=AttachmentRow.sent_at.type),
        AttachmentRow.file_id.not_like(bindparam("kept")),
    )
    .order_by(AttachmentRow.id)
    .limit(bindparam("most"))
)
_MOVED = (
    update(AttachmentRow).where(AttachmentRow.id == bindparam("which")).values(file_id=bindparam("where"))
)


class SqlAttachments:
    """Implements ``core.ports.Attachments``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, media: Media) -> Media:
        given = {
            "person_id": media.person_id,
            "channel": media.address.channel,
            "chat": media.address.chat,
            "kind": media.kind,
            "file_id": media.file_id,
            "size": media.size,
            "caption": media.caption,
            "sent_at": media.sent_at,
            "round_id": media.round_id,
            "message": media.message,
            "project_id": media.project_id,
            "report_id": media.report_id,
            "objection_id": media.objection_id,
        }
        return replace(media, id=self._connection.execute(_ADD, given).scalar_one())

    def of_reports(self, report_ids: Collection[int]) -> Mapping[int, Sequence[Media]]:
        found: dict[int, dict[int, Media]] = defaultdict(dict)
        for query in (_OF_REPORTS, _OF_SENTENCES):
            for row in self._connection.execute(query, {"reports": list(report_ids)}):
                found[row.of][row.id] = _media(row)
        return {report: [media[i] for i in sorted(media)] for report, media in found.items()}

    def of_objection(self, objection_id: int) -> Sequence[Media]:
        return [_media(row) for row in self._connection.execute(_OF_OBJECTION, {"wanted": objection_id})]

    def fleeting(self, channel: Channel, since: datetime, limit: int) -> Sequence[Media]:
        given = {"channel": channel, "since": since, "kept": f"{KEPT}%", "most": limit}
        return [_media(row) for row in self._connection.execute(_FLEETING, given)]

    def moved(self, media_id: int, file_id: str) -> None:
        self._connection.execute(_MOVED, {"which": media_id, "where": file_id})

    def last_by(self, person_id: int) -> Media | None:
        row = self._connection.execute(_LAST, {"person": person_id}).one_or_none()
        return _media(row) if row else None


def _media(row: AnyRow) -> Media:
    return Media(
        id=row.id,
        person_id=row.person_id,
        address=Address(row.channel, row.chat),
        kind=row.kind,
        file_id=row.file_id,
        size=row.size,
        caption=row.caption,
        sent_at=row.sent_at,
        round_id=row.round_id,
        message=row.message,
        project_id=row.project_id,
        report_id=row.report_id,
        objection_id=row.objection_id,
    )
