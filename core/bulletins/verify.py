"""Whether frozen results are still those that were frozen, and still follow from their inputs (冻结结果核验); whether the
office's own weights are those that somebody is on record for.
"""

from __future__ import annotations

from datetime import UTC, datetime

from core.ports import UnitOfWork
from core.scoring.freeze import scored_again
from core.scoring.model import Snapshot
from core.scoring.variants import scheme_named
from core.scoring.weighing import WEIGHINGS, sealed
from core.scoring.written import is_whole

ALWAYS = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def altered(work: UnitOfWork) -> Snapshot | None:
    """The oldest snapshot whose inputs, scheme or result are not those of its hash, whose scheme is not what its version
    says, or whose inputs do not give its scores again."""
    for snapshot_id, _, _ in work.bulletins.taken_between(*ALWAYS):
        snapshot = work.bulletins.snapshot(snapshot_id)
        if not (is_whole(snapshot) and _as_named(snapshot) and scored_again(snapshot) == snapshot.scores):
            return snapshot
    return None


def _as_named(snapshot: Snapshot) -> bool:
    return scheme_named(snapshot.scheme.version) == snapshot.scheme


def weights_on_record(work: UnitOfWork) -> bool:
    """Whether the last change of weights in the audit chain left what is there now, to the letter: what somebody added
    to it need not even be readable."""
    stored = work.settings.get(WEIGHINGS.name) or "[]"
    noted = work.audit.last("setting.changed", f"setting:{WEIGHINGS.name}")
    return noted["seal"] == sealed(stored) if noted else stored == "[]"
