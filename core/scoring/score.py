"""Points and places from project facts (打分与排名). Decimal, half-up; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from core.roster.model import Unit
from core.scoring.model import Fact, Line, Scheme, UnitScore
from core.scoring.schemes import ARRIVED, PRODUCING, STARTED

CENT = Decimal("0.01")

Part = tuple[int, int, tuple[int, ...], tuple[int, ...]]  # numerator, denominator, rows, counted


def score_units(
    scheme: Scheme, facts: Sequence[Fact], units: Iterable[Unit], previous: Mapping[int, int]
) -> tuple[UnitScore, ...]:
    """Score and rank the units that have at least one project, best first, unranked ones last.

    Args:
        previous: unit id → place in the last frozen snapshot; missing: not ranked then.

    Equal totals share a place and the next place is skipped (1, 2, 2, 4). A zero denominator gives
    no points and its weight is spread over the others; with less than ``scheme.min_weight`` of
    weight left the unit is not ranked.
    """
    by_unit = {unit: [fact for fact in facts if fact.unit_id == unit.id] for unit in units}
    scored = [_score(scheme, unit, own) for unit, own in by_unit.items() if own]
    return _ranked(scored, previous)


def _score(scheme: Scheme, unit: Unit, facts: Sequence[Fact]) -> UnitScore:
    lines = tuple(_line(ind.code, ind.weight, facts) for ind in scheme.indicators)
    return UnitScore(unit.id, unit.name, lines, _total(scheme, lines), None)


def _line(code: str, weight: Decimal, facts: Sequence[Fact]) -> Line:
    numerator, denominator, rows, counted = RATIOS[code](facts)
    points = None
    if denominator:
        share = min(Decimal(1), Decimal(numerator) / Decimal(denominator))
        points = (weight * share).quantize(CENT, ROUND_HALF_UP)
    return Line(code, numerator, denominator, weight, points, rows, counted)


def _total(scheme: Scheme, lines: Sequence[Line]) -> Decimal | None:
    applicable = sum((line.weight for line in lines if line.points is not None), Decimal(0))
    if applicable < scheme.min_weight or not applicable:
        return None
    points = sum((line.points for line in lines if line.points is not None), Decimal(0))
    full = sum((line.weight for line in lines), Decimal(0))
    return (points * full / applicable).quantize(CENT, ROUND_HALF_UP)


def _ranked(scored: Sequence[UnitScore], previous: Mapping[int, int]) -> tuple[UnitScore, ...]:
    totals = [score.total for score in scored if score.total is not None]
    placed = [_placed(score, totals, previous.get(score.unit_id)) for score in scored]
    return tuple(sorted(placed, key=lambda s: (s.rank is None, s.rank or 0, s.unit_id)))


def _placed(score: UnitScore, totals: Sequence[Decimal], before: int | None) -> UnitScore:
    if score.total is None:
        return UnitScore(score.unit_id, score.unit, score.lines, None, None, before)
    rank = 1 + sum(total > score.total for total in totals)
    moved = None if before is None else before - rank
    return UnitScore(score.unit_id, score.unit, score.lines, score.total, rank, before, moved)


def _started(facts: Sequence[Fact]) -> Part:
    contract = [f for f in facts if f.contract]
    done = [f for f in contract if f.started and not f.ended]
    return len(done), len(contract), _ids(contract), _ids(done)


def _arrived(facts: Sequence[Fact]) -> Part:
    contract = [f for f in facts if f.contract and f.contract_yuan]
    came = sum(f.arrived_yuan for f in contract)
    return (
        came,
        sum(f.contract_yuan for f in contract),
        _ids(contract),
        _ids(f for f in contract if f.arrived_yuan),
    )


def _producing(facts: Sequence[Fact]) -> Part:
    due = [f for f in facts if f.contract and not f.ended and (f.producing or f.production_due)]
    done = [f for f in due if f.producing]
    return len(done), len(due), _ids(due), _ids(done)


def _ids(facts: Iterable[Fact]) -> tuple[int, ...]:
    return tuple(fact.project_id for fact in facts)


RATIOS: dict[str, Callable[[Sequence[Fact]], Part]] = {
    STARTED: _started,
    ARRIVED: _arrived,
    PRODUCING: _producing,
}
