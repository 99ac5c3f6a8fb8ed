"""Two low quarters in a row: when a draft for accountability is opened (连续两个季度靠后). Pure.

A draft is a folder with evidence for a person of the office, never a sanction. Rank alone proves little:
among twenty equally good leaders "the last three, twice running" hits somebody in most years. So four
things must hold in each of two neighbouring quarters that share no data: enough project-months, a place
among the last, a rate below the target, and an upper bound of that rate below the target, too. And both
quarters together must leave less doubt than each: without that, somebody innocent was hit in 9 % of years.

Source: speech S1, 连续两次考核排名靠后; extreme classes only with strong evidence, perhaps nobody
(understandinguncertainty.org/node/46). Measured by ``benchmarks/fairness.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache


@dataclass(frozen=True, slots=True)
class Tally:
    """Of ``of`` project-months of one person in one quarter ``done`` were on schedule; excused ones in neither."""

    done: int
    of: int


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    year: int
    number: int  # 1 to 4

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


@dataclass(frozen=True, slots=True)
class LowRule:
    """Thresholds, changed by the office for the next quarter only.

    Attributes:
        places: how many of the last places are looked at.
        target: share of project-months on schedule that is asked for.
        least: project-months below which nobody is judged; with fewer a person has no place either.
        z: one-sided normal quantile of the upper bound in each quarter; 1.2816 is 90 %.
        z_together: the same for both quarters taken together; 1.96 is 97.5 %.
    """

    places: int = 3
    target: Decimal = Decimal("0.60")
    least: int = 6
    z: Decimal = Decimal("1.2816")
    z_together: Decimal = Decimal("1.96")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the office is shown: who, the later of the two quarters, and both tallies."""

    person_id: int
    quarter: Quarter
    tallies: tuple[Tally, Tally]


DEFAULT = LowRule()


def drafts(quarters: Mapping[Quarter, Mapping[int, Tally]], rule: LowRule = DEFAULT) -> Sequence[Draft]:
    """Everybody who is low in a quarter and in the one before it, by quarter and person.

    Args:
        quarters: person id → tally, for each quarter; quarters share no day, so the two proofs are two.
    """
    low = {quarter: low_in(tallies, rule) for quarter, tallies in quarters.items()}
    twice = [
        Draft(person, quarter, (quarters[quarter.before][person], quarters[quarter][person]))
        for quarter in sorted(low)
        for person in sorted(low[quarter] & low.get(quarter.before, frozenset()))
    ]
    return [draft for draft in twice if _is_certain(draft.tallies, rule)]


def _is_certain(tallies: tuple[Tally, Tally], rule: LowRule) -> bool:
    done, of = sum(t.done for t in tallies), sum(t.of for t in tallies)
    return upper_bound(done, of, rule.z_together) < rule.target


def low_in(tallies: Mapping[int, Tally], rule: LowRule = DEFAULT) -> frozenset[int]:
    """Who is low in one quarter. Whoever shares the last of the places looked at is among them."""
    rates = {person: Decimal(t.done) / t.of for person, t in tallies.items() if t.of >= rule.least}
    return frozenset(
        person
        for person, rate in rates.items()
        if rate < rule.target
        and upper_bound(tallies[person].done, tallies[person].of, rule.z) < rule.target
        and sum(other < rate for other in rates.values()) < rule.places
    )


@cache
def upper_bound(done: int, of: int, z: Decimal) -> Decimal:
    """Wilson's one-sided upper bound of the true rate.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    n, rate = Decimal(of), Decimal(done) / of
    spread = (rate * (1 - rate) / n + z * z / (4 * n * n)).sqrt()
    return (rate + z * z / (2 * n) + z * spread) / (1 + z * z / n)
