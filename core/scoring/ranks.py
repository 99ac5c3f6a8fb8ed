"""Places within one list (名次): ties, shared places, movement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.scoring.model import Block, Scheme, UnitScore

Standing = tuple[Decimal, ...]


def ranked(scheme: Scheme, scored: Sequence[UnitScore], previous: Mapping[int, int]) -> list[UnitScore]:
    """The same scores with places, best first, unranked ones last.

    Equal ones share a place and the next place is skipped (1, 2, 2, 4).
    """
    standings = {s.unit_id: standing(scheme, s) for s in scored if s.total is not None}
    order = sorted(standings.values(), reverse=True)
    placed = [_placed(s, order.index(standings[s.unit_id]) + 1 if s.total is not None else None, previous) for s in scored]  # fmt: skip
    return sorted(placed, key=lambda s: (s.rank is None, s.rank or 0, s.unit_id))


def standing(scheme: Scheme, score: UnitScore) -> Standing:
    """What is compared, in turn: total, 资金, 落地, 折算重大项目, 签约额; only the total if the scheme breaks no ties."""
    total = score.total if score.total is not None else Decimal(-1)
    if not scheme.breaks_ties:
        return (total,)
    amounts = {line.code: Decimal(line.numerator) for line in score.lines}
    return (
        total,
        _points(score, Block.FUNDS),
        _points(score, Block.LANDED),
        amounts.get("A2", Decimal(0)),
        amounts.get("A1", Decimal(0)),
    )


def _points(score: UnitScore, group: Block) -> Decimal:
    return sum(
        (line.points for line in score.lines if line.points is not None and line.code.startswith(group)),
        Decimal(0),
    )


def _placed(score: UnitScore, rank: int | None, previous: Mapping[int, int]) -> UnitScore:
    before = previous.get(score.unit_id)
    moved = None if before is None or rank is None else before - rank
    return replace(score, rank=rank, previous=before, moved=moved)
