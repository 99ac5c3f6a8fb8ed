"""Whether frozen results are still those that were frozen, and still follow from their inputs (冻结结果核验)."""

from __future__ import annotations

from datetime import UTC, datetime

from core.ports import UnitOfWork
from core.scoring.freeze import scored_again
from core.scoring.model import Snapshot
from core.scoring.written import is_whole

ALWAYS = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def altered(work: UnitOfWork) -> Snapshot | None:
    """The oldest snapshot whose inputs, scheme or result are not those of its hash, or do not give its scores again."""
    for snapshot_id, _, _ in work.bulletins.taken_between(*ALWAYS):
        snapshot = work.bulletins.snapshot(snapshot_id)
        if not is_whole(snapshot) or scored_again(snapshot) != snapshot.scores:
            return snapshot
    return None
