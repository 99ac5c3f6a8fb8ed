"""Snapshots, numbered bulletins and broadcasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.bulletins.model import Artefact, Audience, Broadcast, BroadcastState, Bulletin, BulletinState, Part
from core.errors import NotFound
from core.scoring.model import Snapshot, UnitScore
from storage import artefacts, broadcasts
from storage.snapshots import as_scores, as_snapshot, snapshot_values
from storage.statements import AnyRow, LockingSelect, upsert
from storage.tables.bulletins import BulletinRow, CorrectionRow, SnapshotRow

_SNAPSHOT = (
    SnapshotRow.id, SnapshotRow.round_id, SnapshotRow.period, SnapshotRow.taken_at, SnapshotRow.scheme,
    SnapshotRow.facts, SnapshotRow.scores, SnapshotRow.digest,
)  # fmt: skip
_BULLETIN = (
    BulletinRow.id, BulletinRow.year, BulletinRow.number, BulletinRow.snapshot_id, BulletinRow.title,
    BulletinRow.text, BulletinRow.state, BulletinRow.drafted_at, BulletinRow.decided_by,
    BulletinRow.decided_at,
)  # fmt: skip
_FREEZE = upsert(SnapshotRow).on_conflict_do_nothing(index_elements=["round_id", "edition"])
_LAST = select(*_SNAPSHOT).order_by(SnapshotRow.taken_at.desc(), SnapshotRow.id.desc()).limit(1)
_LAST_SCORES = (
    select(SnapshotRow.scores)
    .where(SnapshotRow.taken_at < bindparam("moment", type_=SnapshotRow.taken_at.type))
    .order_by(SnapshotRow.taken_at.desc(), SnapshotRow.id.desc())
    .limit(1)
)
_PUBLISHED_SCORES = (
    select(SnapshotRow.taken_at, SnapshotRow.period, SnapshotRow.scores)
    .where(
        SnapshotRow.id.in_(
            select(BulletinRow.snapshot_id).where(BulletinRow.state == BulletinState.PUBLISHED)
        )
    )
    .order_by(SnapshotRow.taken_at.desc())
    .limit(bindparam("most"))
)
_GET = LockingSelect(select(*_BULLETIN).where(BulletinRow.id == bindparam("wanted")))
_LATEST = select(*_BULLETIN).order_by(BulletinRow.id.desc())


class SqlBulletins:
    """Implements ``core.ports.Bulletins``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def freeze(self, snapshot: Snapshot) -> Snapshot:
        """See the port. An edition is frozen once: the second time the first snapshot comes back."""
        self._connection.execute(_FREEZE, snapshot_values(snapshot))
        frozen = self.snapshot_of(snapshot.round_id, snapshot.edition)
        assert frozen is not None, snapshot.round_id  # noqa: S101 - just written, or written before
        return frozen

    def snapshot(self, snapshot_id: int) -> Snapshot:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(select(*_SNAPSHOT).where(SnapshotRow.id == snapshot_id)).one_or_none()
        if row is None:
            raise NotFound("bulletin", str(snapshot_id))
        return as_snapshot(row)

    def snapshot_of(self, round_id: int, edition: int = 1) -> Snapshot | None:
        statement = select(*_SNAPSHOT).where(SnapshotRow.round_id == round_id, SnapshotRow.edition == edition)
        row = self._connection.execute(statement).one_or_none()
        return as_snapshot(row) if row else None

    def last_edition(self, round_id: int) -> int:
        highest = select(func.max(SnapshotRow.edition)).where(SnapshotRow.round_id == round_id)
        return self._connection.execute(highest).scalar_one() or 0

    def last_snapshot(self, before: datetime | None = None) -> Snapshot | None:
        """The newest, or the newest taken before that moment."""
        statement = _LAST if before is None else _LAST.where(SnapshotRow.taken_at < before)
        row = self._connection.execute(statement).one_or_none()
        return as_snapshot(row) if row else None

    def last_scores(self, before: datetime) -> Sequence[UnitScore]:
        scores = self._connection.execute(_LAST_SCORES, {"moment": before}).scalar_one_or_none()
        return as_scores(scores) if scores else ()

    def published_scores(self, limit: int) -> Sequence[tuple[datetime, str, tuple[UnitScore, ...]]]:
        """Without their inputs: twelve of a large town are read in a moment."""
        rows = self._connection.execute(_PUBLISHED_SCORES, {"most": limit})
        return [(row.taken_at, row.period, as_scores(row.scores)) for row in rows]

    def taken_between(self, start: datetime, end: datetime) -> Sequence[tuple[int, datetime, str]]:
        statement = select(SnapshotRow.id, SnapshotRow.taken_at, SnapshotRow.period).where(
            SnapshotRow.taken_at >= start, SnapshotRow.taken_at < end
        )
        ordered = statement.order_by(SnapshotRow.taken_at, SnapshotRow.id)
        return [(row.id, row.taken_at, row.period) for row in self._connection.execute(ordered)]

    def draft(self, snapshot_id: int, year: int, title: str, text: str, at: datetime) -> Bulletin:
        statement = insert(BulletinRow).values(
            year=year,
            snapshot_id=snapshot_id,
            title=title,
            text=text,
            state=BulletinState.DRAFT,
            drafted_at=at,
        )
        return _bulletin(self._connection.execute(statement.returning(*_BULLETIN)).one())

    def corrections_of(self, bulletin_id: int) -> Sequence[Bulletin]:
        joined = select(*_BULLETIN).join(CorrectionRow, CorrectionRow.bulletin_id == BulletinRow.id)
        statement = joined.where(CorrectionRow.corrects_id == bulletin_id).order_by(BulletinRow.id)
        return [_bulletin(row) for row in self._connection.execute(statement)]

    def corrects(self, bulletin_id: int) -> Bulletin | None:
        joined = select(*_BULLETIN).join(CorrectionRow, CorrectionRow.corrects_id == BulletinRow.id)
        row = self._connection.execute(joined.where(CorrectionRow.bulletin_id == bulletin_id)).one_or_none()
        return _bulletin(row) if row else None

    def corrections_between(self, start: datetime, end: datetime) -> Sequence[Bulletin]:
        joined = select(*_BULLETIN).join(CorrectionRow, CorrectionRow.bulletin_id == BulletinRow.id)
        decided = BulletinRow.decided_at.between(start, end), BulletinRow.state == BulletinState.PUBLISHED
        return [
            _bulletin(row)
            for row in self._connection.execute(joined.where(*decided).order_by(BulletinRow.id))
        ]

    def note_correction(self, bulletin_id: int, corrects_id: int, why: str) -> None:
        given = {"bulletin_id": bulletin_id, "corrects_id": corrects_id, "why": why}
        self._connection.execute(insert(CorrectionRow), given)

    def get(self, bulletin_id: int) -> Bulletin:
        """See the port.

        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_GET.on(self._connection), {"wanted": bulletin_id}).one_or_none()
        if row is None:
            raise NotFound("bulletin", str(bulletin_id))
        return _bulletin(row)

    def latest(self, state: BulletinState | None, limit: int) -> Sequence[Bulletin]:
        """Newest first; None: in any state."""
        statement = _LATEST if state is None else _LATEST.where(BulletinRow.state == state)
        return [_bulletin(row) for row in self._connection.execute(statement.limit(limit))]

    def decide(self, bulletin_id: int, state: BulletinState, by: int | None, at: datetime) -> Bulletin | None:
        bulletin = self.get(bulletin_id)
        if bulletin.state is not BulletinState.DRAFT:
            return None
        number = self.next_number(bulletin.year) if state is BulletinState.PUBLISHED else None
        statement = update(BulletinRow).where(BulletinRow.id == bulletin_id)
        decided = statement.values(state=state, number=number, decided_by=by, decided_at=at)
        return _bulletin(self._connection.execute(decided.returning(*_BULLETIN)).one())

    def reword(self, bulletin_id: int, text: str) -> None:
        """Only a draft: a published one is never edited."""
        draft = update(BulletinRow).where(
            BulletinRow.id == bulletin_id, BulletinRow.state == BulletinState.DRAFT
        )
        self._connection.execute(draft.values(text=text))

    def next_number(self, year: int) -> int:
        """Two at the same moment get the same number; the unique key lets one of them try again."""
        highest = select(func.max(BulletinRow.number)).where(BulletinRow.year == year)
        return (self._connection.execute(highest).scalar_one() or 0) + 1

    def unfinished(self) -> Sequence[int]:
        return artefacts.unfinished(self._connection)

    def parts(self, bulletin_id: int) -> Sequence[Artefact]:
        return artefacts.of_bulletin(self._connection, bulletin_id)

    def keep_part(self, artefact: Artefact) -> bool:
        return artefacts.keep(self._connection, artefact)

    def forget_parts(self, bulletin_id: int, part: Part | None = None) -> None:
        artefacts.forget(self._connection, bulletin_id, part)

    def add_broadcast(self, text: str, audience: Audience, by: int, at: datetime) -> Broadcast:
        return broadcasts.add(self._connection, text, audience, by, at)

    def broadcast(self, broadcast_id: int) -> Broadcast:
        """See the port.

        Raises:
            NotFound: there is none.
        """
        return broadcasts.get(self._connection, broadcast_id)

    def change_broadcast(self, broadcast: Broadcast) -> None:
        broadcasts.change(self._connection, broadcast)

    def broadcasts_in(self, state: BroadcastState) -> Sequence[Broadcast]:
        """By id."""
        return broadcasts.in_state(self._connection, state)


def _bulletin(row: AnyRow) -> Bulletin:
    return Bulletin(*row)
