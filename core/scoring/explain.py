"""Where a score comes from and what would raise it most, from the frozen inputs alone (为什么)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.roster.model import UnitKind
from core.scoring.extras import NOTHING, in_all, projects_of
from core.scoring.model import Fact, Granted, Line, Method, Scheme, Snapshot, UnitFact, UnitScore
from core.scoring.ratios import RATIOS, Measure, Own, Part
from core.scoring.score import base_of, counting

STEP = {Measure.COUNT: 1, Measure.MONEY: 10_000_000, Measure.HUNDREDTHS: 100}
"""What "one more" means: a project, ten million yuan, one 折算项目."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One line with the projects below it: ``counted`` above the line, ``missing`` only below."""

    line: Line
    name: str
    measure: Measure
    counted: tuple[Fact, ...]
    missing: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """``points`` more of the total for one more success of the indicator, or one deduction less, ``code``."""

    code: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Explained:
    """``extras``: project behind each bonus and deduction, by its code."""

    score: UnitScore
    unit: UnitFact | None
    lines: tuple[Behind, ...]
    extras: tuple[tuple[Granted, tuple[Fact, ...]], ...]
    gains: tuple[Gain, ...]
    excused: tuple[Fact, ...]


def explained(snapshot: Snapshot, score: UnitScore) -> Explained:
    """Every line of one unit's score with what is behind it; best gains first."""
    known = {unit.id: unit for unit in snapshot.units}
    kinds = {unit.id: unit.kind for unit in snapshot.units}
    rows = [f for f in snapshot.facts if score.unit_id in counting(snapshot.scheme, f, kinds)]
    return explained_of(snapshot.scheme, score, known.get(score.unit_id), rows)


def explained_of(scheme: Scheme, score: UnitScore, unit: UnitFact | None, rows: Sequence[Fact]) -> Explained:
    """The same for these projects, whoever they belong to."""
    own = own_of(score, unit, rows)
    names = {indicator.code: indicator.name for indicator in scheme.indicators}
    lines = tuple(_behind(line, names[line.code], RATIOS[line.code].count(own)) for line in score.lines)
    extras = tuple((one, tuple(projects_of(one.code, own))) for one in (*score.bonus, *score.deductions))
    gains = sorted(_gains(scheme, score), key=lambda gain: (-gain.points, gain.code))
    return Explained(score, unit, lines, extras, tuple(gains), tuple(f for f in rows if f.excuse))


def own_of(score: UnitScore, unit: UnitFact | None, rows: Sequence[Fact]) -> Own:
    return Own(unit or UnitFact(score.unit_id, score.unit, UnitKind.OTHER), [f for f in rows if not f.excuse])


def _behind(line: Line, name: str, part: Part) -> Behind:
    counted = {fact.project_id for fact in part.counted}
    missing = tuple(fact for fact in part.rows if fact.project_id not in counted)
    return Behind(line, name, RATIOS[line.code].measure, tuple(part.counted), missing)


def total_of(scheme: Scheme, score: UnitScore, lines: Sequence[Line], deductions: Decimal) -> Decimal:
    """The total that these lines would give."""
    base = base_of(lines) or NOTHING
    return max(NOTHING, base + in_all(score.bonus, scheme.bonus_cap) - deductions)


def _gains(scheme: Scheme, score: UnitScore) -> Iterator[Gain]:
    """The effect of one more success on each line; nothing for 功效系数, where it depends on the others."""
    if scheme.method is not Method.SHARE or score.base is None:
        return
    taken = in_all(score.deductions, scheme.deduction_cap)
    now = total_of(scheme, score, score.lines, taken)
    for number, line in enumerate(score.lines):
        better = _better(line)
        if better is not None:
            lines = [*score.lines[:number], better, *score.lines[number + 1 :]]
            yield from _gain(line.code, total_of(scheme, score, lines, taken) - now)
    for one in score.deductions:
        less = _once_less(scheme, score, one)
        yield from _gain(one.code, total_of(scheme, score, score.lines, less) - now)


def _gain(code: str, points: Decimal) -> Iterator[Gain]:
    if points > 0:
        yield Gain(code, points)


def _better(line: Line) -> Line | None:
    """The line with one more success; None if there is nothing left to win or it does not apply."""
    if not line.denominator or line.numerator >= line.denominator:
        return None
    numerator = min(line.denominator, line.numerator + STEP[RATIOS[line.code].measure])
    share = Decimal(numerator) / Decimal(line.denominator)
    return replace(line, numerator=numerator, points=line.weight * max(NOTHING, share))


def _once_less(scheme: Scheme, score: UnitScore, one: Granted) -> Decimal:
    rule = next(extra for extra in scheme.deductions if extra.code == one.code)
    points = rule.each * (one.times - 1)
    fewer = replace(one, points=points if rule.most is None else min(points, rule.most))
    others = [each for each in score.deductions if each.code != one.code]
    return in_all([*others, fewer], scheme.deduction_cap)
