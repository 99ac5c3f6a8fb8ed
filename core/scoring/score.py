"""Points from project facts (打分). Decimal, half-up; pure. Places are in ``core.scoring.ranks``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from core.roster.model import UnitKind
from core.scoring.extras import NOTHING, granted, in_all
from core.scoring.model import Fact, Line, Method, NaPolicy, Scheme, Snapshot, UnitFact, UnitScore
from core.scoring.ranks import ranked
from core.scoring.ratios import RATIOS, Own

CENT = Decimal("0.01")
FULL_SHARE = Decimal(1)


def score_units(
    scheme: Scheme,
    facts: Sequence[Fact],
    units: Iterable[UnitFact],
    previous: Mapping[int, int],
    listed: Collection[int] = (),
    *,
    with_rows: bool = False,
) -> tuple[UnitScore, ...]:
    """Score and rank the units that have a project or, if the scheme says so, a target.

    Args:
        previous: unit id → place in the last frozen snapshot; missing: not ranked then.
        listed: units that were in the last snapshot at all.
        with_rows: keep the rows of every line, as snapshots of format 1 do.

    Returns:
        List by list in the scheme's order, best first, unranked ones last; independent of the order of
        ``facts`` but for the rows.

    A zero denominator gives no points and its weight is spread over the others; with less than
    ``scheme.min_weight`` of weight left the unit is not ranked.
    """
    owns = owned(scheme, facts, units)
    scores: list[UnitScore] = []
    for kind in scheme.lists or (None,):
        own = [one for one, _ in owns if kind is None or one.unit.kind is kind]
        excused = {one.unit.id: left for one, left in owns}
        lines = _policies(scheme, [lines_of(scheme, one, with_rows=with_rows) for one in own])
        scored = [
            replace(_score(scheme, one, of, kind), listed=one.unit.id in listed, excused=excused[one.unit.id])
            for one, of in zip(own, lines, strict=True)
        ]
        scores += ranked(scheme, scored, previous)
    return tuple(scores)


def units_in(snapshot: Snapshot) -> tuple[UnitFact, ...]:
    """The units of a frozen result; of format 1, which kept none, those that were scored."""
    return snapshot.units or tuple(UnitFact(s.unit_id, s.unit, UnitKind.COUNTY) for s in snapshot.scores)


def owned(scheme: Scheme, facts: Iterable[Fact], units: Iterable[UnitFact]) -> list[tuple[Own, int]]:
    """Every unit that appears, with its projects and how many more are excused."""
    known = {unit.id: unit for unit in units}
    by_unit: dict[int, list[Fact]] = defaultdict(list)
    kinds = {unit.id: unit.kind for unit in known.values()}
    seen: dict[tuple[int | None, int | None], tuple[int, ...]] = {}  # a town has few pairs of units
    for fact in facts:
        pair = fact.unit_id, fact.host_id
        if pair not in seen:
            seen[pair] = counting(scheme, fact, kinds)
        for unit_id in seen[pair]:
            by_unit[unit_id].append(fact)
    found = []
    for unit in known.values():
        rows = by_unit.get(unit.id, [])
        if rows or (scheme.owing_scores_zero and unit.has_task):
            scored = [f for f in rows if not f.excuse]
            found.append((Own(unit, scored), len(rows) - len(scored)))
    return found


def counting(scheme: Scheme, fact: Fact, kinds: Mapping[int, UnitKind]) -> tuple[int, ...]:
    """The units a project counts for: its 属地, and its 招引单位 unless that is in the same list."""
    place, host = fact.unit_id, fact.host_id
    if not scheme.lists or host is None or host == place:
        return () if place is None else (place,)
    if place is None:
        return (host,)
    return (place,) if kinds.get(place) is kinds.get(host) else (place, host)


def lines_of(scheme: Scheme, own: Own, *, with_rows: bool = False) -> tuple[Line, ...]:
    """One line per indicator that weighs something; a share of the weight, before the list's policies."""
    return tuple(
        _line(scheme, ind.code, ind.weight, own, with_rows=with_rows)
        for ind in scheme.indicators
        if ind.weight
    )


def _line(scheme: Scheme, code: str, weight: Decimal, own: Own, *, with_rows: bool) -> Line:
    ratio = RATIOS[code]
    part = ratio.count(own)
    points = None
    if part.denominator:
        points = _points(weight, share_of(part.numerator, part.denominator))
    elif scheme.owing_scores_zero and ratio.of_contracts and own.unit.has_task and not own.contracts:
        points = NOTHING  # 有任务无项目
    rows = (_ids(part.rows), _ids(part.counted)) if with_rows else ((), ())
    return Line(code, part.numerator, part.denominator, weight, points, *rows)


def share_of(numerator: int, denominator: int) -> Decimal:
    """Between 0 and 1: more than the target earns no more, and what flowed back no less than nothing."""
    return min(FULL_SHARE, max(NOTHING, Decimal(numerator) / Decimal(denominator)))


def _points(weight: Decimal, share: Decimal) -> Decimal:
    return (weight * share).quantize(CENT, ROUND_HALF_UP)


def applicable(lines: Iterable[Line]) -> Decimal:
    """The weight of the lines that have points."""
    return sum((line.weight for line in lines if line.points is not None), NOTHING)


def base_of(lines: Sequence[Line]) -> Decimal | None:
    """Points of the lines on the scale of the whole scheme; None if no line applies."""
    weight = applicable(lines)
    if not weight:
        return None
    points = sum((line.points for line in lines if line.points is not None), NOTHING)
    full = sum((line.weight for line in lines), NOTHING)
    return (points * full / weight).quantize(CENT, ROUND_HALF_UP)


def _score(
    scheme: Scheme, own: Own, lines: tuple[tuple[Line, ...], Decimal], kind: UnitKind | None
) -> UnitScore:
    shown, weight = lines
    base = base_of(shown) if weight >= scheme.min_weight else None
    bonus, deductions = granted(scheme.bonus, own), granted(scheme.deductions, own)
    total = base
    if base is not None and (bonus or deductions):
        change = in_all(bonus, scheme.bonus_cap) - in_all(deductions, scheme.deduction_cap)
        total = max(NOTHING, base + change).quantize(CENT, ROUND_HALF_UP)
    name = kind.value if kind else ""
    return UnitScore(own.unit.id, own.unit.name, shown, total, None, kind=name, base=base, bonus=bonus, deductions=deductions)  # fmt: skip


def _policies(scheme: Scheme, lines: Sequence[tuple[Line, ...]]) -> list[tuple[tuple[Line, ...], Decimal]]:
    """Each unit's lines after 功效系数 and the policy for what does not apply, with the weight that applied before."""
    weights = [applicable(of) for of in lines]
    if scheme.method is Method.EFFICACY:
        lines = _by_column(lines, _efficacy)
    if scheme.na_policy is not NaPolicy.REDISTRIBUTE:
        lines = _by_column(lines, lambda column: _filled(scheme.na_policy, column))
    return list(zip(lines, weights, strict=True))


def _by_column(lines: Sequence[tuple[Line, ...]], change: Callable[[Sequence[Line]], list[Line]]) -> list[tuple[Line, ...]]:  # fmt: skip
    """Apply ``change`` to one indicator of all units at a time."""
    changed = [change(column) for column in zip(*lines, strict=True)]
    return list(zip(*changed, strict=True)) if changed else list(lines)


def _efficacy(column: Sequence[Line]) -> list[Line]:
    """功效系数: 60 for the least, 100 for the most, in between in proportion; all 100 if they are equal.

    Source: (x−min)/(max−min)×40+60, 高安商务局 2021.
    """
    shares = [share_of(line.numerator, line.denominator) for line in column if line.denominator]
    if not shares:
        return list(column)
    least, span = min(shares), max(shares) - min(shares)

    def points(line: Line) -> Decimal:
        above = share_of(line.numerator, line.denominator) - least
        return _points(line.weight, (60 + 40 * above / span) / 100 if span else FULL_SHARE)

    return [replace(line, points=points(line)) if line.denominator else line for line in column]


def _filled(policy: NaPolicy, column: Sequence[Line]) -> list[Line]:
    """Points for the lines that do not apply."""
    known = [line.points for line in column if line.points is not None]
    given: Mapping[NaPolicy, Decimal | None] = {
        NaPolicy.FULL: column[0].weight,
        NaPolicy.ZERO: NOTHING,
        NaPolicy.MEAN: (sum(known, NOTHING) / len(known)).quantize(CENT, ROUND_HALF_UP) if known else None,
    }
    return [replace(line, points=given[policy]) if line.points is None else line for line in column]


def _ids(facts: Iterable[Fact]) -> tuple[int, ...]:
    return tuple(fact.project_id for fact in facts)
