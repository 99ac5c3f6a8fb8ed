"""What other weights would have made of a frozen result (试算): as if, nothing is changed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.scoring.model import Scheme, Snapshot, UnitScore
from core.scoring.score import score_units, units_in


@dataclass(frozen=True, slots=True)
class AsIf:
    """A frozen result's inputs, scored by the weights before and after.

    Attributes:
        moved: (before, after) of units whose place would change, list by list, best place first.
        stays: how many would keep theirs.
    """

    period: str
    moved: Sequence[tuple[UnitScore, UnitScore]]
    stays: int


def as_if(frozen: Snapshot, before: Scheme, after: Scheme) -> AsIf:
    """Inputs stay what they were; a unit without a place in one of them has moved, too."""
    old, new = (score_units(scheme, frozen.facts, units_in(frozen), {}) for scheme in (before, after))
    was = {(score.kind, score.unit_id): score for score in old}
    pairs = [(was[score.kind, score.unit_id], score) for score in new]
    moved = [pair for pair in pairs if pair[0].rank != pair[1].rank]
    return AsIf(frozen.period, moved, len(pairs) - len(moved))
