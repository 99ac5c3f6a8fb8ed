"""The files of an issue, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, select

from core.bulletins.model import Artefact, BulletinState, Part
from storage.statements import upsert
from storage.tables.bulletins import ArtefactRow, BulletinRow
from storage.tables.files import FileRow

_ARTEFACT = (
    ArtefactRow.bulletin_id, ArtefactRow.part, ArtefactRow.number, ArtefactRow.made_at, ArtefactRow.file_id,
    func.coalesce(FileRow.name, ""), func.coalesce(FileRow.sha256, ""), ArtefactRow.shown, ArtefactRow.why,
)  # fmt: skip
_MADE = select(func.count()).where(ArtefactRow.bulletin_id == BulletinRow.id).scalar_subquery()
_UNFINISHED = (
    select(BulletinRow.id)
    .where(BulletinRow.state == BulletinState.DRAFT, len(Part) > _MADE)
    .order_by(BulletinRow.id)
)
_OF_BULLETIN = (
    select(*_ARTEFACT)
    .outerjoin(FileRow, FileRow.id == ArtefactRow.file_id)
    .where(ArtefactRow.bulletin_id == bindparam("wanted"))
)
_KEEP = (
    upsert(ArtefactRow)
    .on_conflict_do_nothing(index_elements=["bulletin_id", "part"])
    .returning(ArtefactRow.bulletin_id)
)


def unfinished(connection: Connection) -> Sequence[int]:
    """Ids of drafts that lack a part."""
    return [row.id for row in connection.execute(_UNFINISHED)]


def of_bulletin(connection: Connection, bulletin_id: int) -> Sequence[Artefact]:
    """In the order in which they are sent."""
    found = [Artefact(*row) for row in connection.execute(_OF_BULLETIN, {"wanted": bulletin_id})]
    return sorted(found, key=lambda one: list(Part).index(one.part))


def keep(connection: Connection, artefact: Artefact) -> bool:
    """False: there is one already, which stays."""
    values = {
        "bulletin_id": artefact.bulletin_id, "part": artefact.part, "number": artefact.number,
        "made_at": artefact.made_at, "file_id": artefact.file, "shown": artefact.shown, "why": artefact.why,
    }  # fmt: skip
    return connection.execute(_KEEP, values).first() is not None


def forget(connection: Connection, bulletin_id: int, part: Part | None) -> None:
    """Of a draft only; None: all its parts."""
    drafts = select(BulletinRow.id).where(
        BulletinRow.id == bulletin_id, BulletinRow.state == BulletinState.DRAFT
    )
    statement = delete(ArtefactRow).where(ArtefactRow.bulletin_id.in_(drafts))
    connection.execute(statement if part is None else statement.where(ArtefactRow.part == part))
