"""A leader's own score, for himself and the office: his projects by the same indicators, without a place (包抓领导)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from core.roster.model import UnitKind
from core.scoring.explain import Explained, explained_of
from core.scoring.model import Method, NaPolicy, Snapshot, UnitFact
from core.scoring.score import score_units


def score_person(
    snapshot: Snapshot, person_id: int, name: str, project_ids: Collection[int]
) -> Explained | None:
    """What the frozen facts say of these projects together; None if none of them is in the snapshot.

    Targets, problems and figures belong to units and do not apply to a person, so a total is shown however
    little weight is left. Nobody is compared: no place, no 功效系数, no mean of others.
    """
    rows = [
        f._replace(unit_id=person_id, host_id=None) for f in snapshot.facts if f.project_id in project_ids
    ]
    if not rows:
        return None
    unit = UnitFact(person_id, name, UnitKind.OTHER)
    alone = replace(
        snapshot.scheme, lists=(), min_weight=Decimal(0), method=Method.SHARE, na_policy=NaPolicy.REDISTRIBUTE
    )
    (score,) = score_units(alone, rows, [unit], {})
    return explained_of(alone, replace(score, rank=None), unit, rows)
