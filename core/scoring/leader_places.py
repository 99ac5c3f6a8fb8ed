"""Leaders by the scores of their own projects: points and places (包抓领导). Pure.

Whoever carries fewer contract projects than the scheme's black list asks for has no place: of one project nothing
can be told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.scoring.model import Snapshot
from core.scoring.persons import score_person


@dataclass(frozen=True, slots=True)
class Standing:
    """``rank`` None: too few contract projects, or none that can be scored."""

    name: str
    projects: int
    total: Decimal | None
    rank: int | None


def rank_leaders(
    snapshot: Snapshot, carried: Mapping[int, tuple[str, Collection[int]]]
) -> Sequence[Standing]:
    """Best first, equal ones share a place (1, 2, 2, 4); those without a place last, by name."""
    contracts = {fact.project_id for fact in snapshot.facts if fact.contract and not fact.excuse}
    scored = []
    for person_id, (name, ids) in sorted(carried.items()):
        own = contracts & set(ids)
        found = (
            score_person(snapshot, person_id, name, ids) if len(own) >= snapshot.scheme.least_rows else None
        )
        scored.append((name, len(own), found.score.total if found else None))
    totals = sorted((total for _, _, total in scored if total is not None), reverse=True)
    standings = [
        Standing(name, n, total, totals.index(total) + 1 if total is not None else None)
        for name, n, total in scored
    ]
    return sorted(standings, key=lambda one: (one.rank is None, one.rank or 0, one.name))
