"""The four blocks of a bulletin (指标任务 · 签约落地 · 在建推进 · 建成投运) in numbers, from its frozen snapshot. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.bulletins.figures import Figures, Standing, line_of
from core.roster.model import Node, UnitKind
from core.scoring.lists import TARGET
from core.scoring.model import Fact, UnitFact
from core.scoring.ratios import RATIOS, Own
from core.scoring.schemes import PRODUCING, STARTED

STOCKED, COUNTED, LANDED = "E1", "E2", "B2"
Rate = tuple[int, int]
"""Numerator and denominator."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A unit with one of its rates."""

    unit: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Blocks:
    """
    Attributes:
        met, behind: units at or above, and below, their target due of arrived funds; the best, and the
            furthest behind, first. Empty under a scheme without that target.
        landed: units by 开工率, the best first; those without contracts left out.
        signed, signed_yuan: contracts signed this year, and their total investment.
        late: projects signed six months ago and not begun; ``late_units``: unit and how many, most first.
        on_pace: of the projects under construction with a plan for the year.
        overdue: projects whose planned production has gone by.
        in_stock, in_stats: of those begun, and of those producing; None under a scheme without them.
    """

    met: tuple[Rated, ...]
    behind: tuple[Rated, ...]
    landed: tuple[Rated, ...]
    signed: int
    signed_yuan: int
    begun: int
    late: int
    late_units: tuple[tuple[str, int], ...]
    building: int
    paused: int
    on_pace: Rate
    produced: int
    overdue: int
    in_stock: Rate | None
    in_stats: Rate | None


def blocks_of(figures: Figures) -> Blocks:
    """Each project counted once; excused ones are left out, as they are in the scores."""
    snapshot = figures.snapshot
    town = Own(UnitFact(0, "", UnitKind.OTHER), [fact for fact in snapshot.facts if not fact.excuse])
    codes = {indicator.code for indicator in snapshot.scheme.indicators if indicator.weight}
    ranked = [one for group in figures.ranked for one in group]
    targets = _rated(ranked, TARGET) if TARGET in codes else []
    late = [fact for fact in town.contracts if fact.late_start]
    signed = town.signed_now
    return Blocks(
        met=tuple(one for one in targets if one.rate[0] >= one.rate[1]),
        behind=tuple(one for one in reversed(targets) if one.rate[0] < one.rate[1]),
        landed=tuple(_rated(ranked, LANDED if LANDED in codes else STARTED)),
        signed=len(signed),
        signed_yuan=sum(fact.contract_yuan for fact in signed),
        begun=sum(fact.started_now for fact in town.standing),
        late=len(late),
        late_units=_by_unit(late, figures),
        building=_count(town.standing, lambda fact: fact.building),
        paused=_count(town.standing, lambda fact: fact.paused),
        on_pace=RATIOS["D1"].count(town)[:2],
        produced=RATIOS[PRODUCING].count(town).numerator,
        overdue=_count(town.standing, lambda f: f.next_node == Node.PRODUCTION.value and f.overdue > 0),
        in_stock=RATIOS[STOCKED].count(town)[:2] if STOCKED in codes else None,
        in_stats=RATIOS[COUNTED].count(town)[:2] if COUNTED in codes else None,
    )


def _rated(standings: Iterable[Standing], code: str) -> list[Rated]:
    """The best first; a unit to which the rate does not apply has none."""
    found = []
    for one in standings:
        line = line_of(one.score, code)
        if line and line.denominator:
            found.append(Rated(one.score.unit, (line.numerator, line.denominator)))
    return sorted(found, key=lambda one: -Fraction(*one.rate))


def _by_unit(facts: Sequence[Fact], figures: Figures) -> tuple[tuple[str, int], ...]:
    names = {score.unit_id: score.unit for score in figures.snapshot.scores}
    names |= {unit.id: unit.name for unit in figures.snapshot.units}
    count = Counter(names.get(fact.unit_id or fact.host_id or 0, "") for fact in facts)
    return tuple(sorted(((unit, n) for unit, n in count.items() if unit), key=lambda one: (-one[1], one[0])))


def _count(facts: Iterable[Fact], of: Callable[[Fact], bool]) -> int:
    return sum(map(of, facts))
