"""How often two low quarters in a row hit somebody wrongly, and how often they find those who are truly low.

Twenty leaders, five each with 1, 2, 4 and 8 projects; each project is on schedule in a month with the
leader's chance, independently. Years are seeded: the figures are the same on every machine.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from benchmarks.tables import Measured, Row
from core.scoring.accountability import DEFAULT, LowRule, Quarter, Tally, drafts

SIZES = (1, 2, 4, 8) * 5
GOOD, BAD = 0.70, 0.25
TRULY_BAD = 4
YEARS = 10_000
SEED = 2026
MONTHS = 3

EVERYBODY = Decimal(2)  # a target nobody reaches
RULES = {
    "last three, twice running": LowRule(target=EVERYBODY, least=1),
    "and below the target": LowRule(least=1, z=Decimal(0), z_together=Decimal(0)),
    "and 6 project-months, 90 % bound": replace(DEFAULT, z_together=DEFAULT.z),
    "and 97.5 % for both together (default)": DEFAULT,
}


def measure() -> Measured:
    return Measured(
        f"Two low quarters in a row, {len(SIZES)} leaders, {YEARS} years",
        ["rule", "wrongly, all equal %", *(f"{size} project(s) %" for size in (1, 2, 4, 8)), f"{TRULY_BAD} bad: found %", "wrongly %"],
        [_row(name, rule) for name, rule in RULES.items()],
        [],
        [
            f"all equal: every leader is on schedule in {GOOD:.0%} of project-months; years with anybody drafted, and a leader's own chance by projects",
            f"{TRULY_BAD} bad: these at {BAD:.0%}; found of those with 2 projects or more; years with anybody else drafted",
        ],
    )  # fmt: skip


def _row(name: str, rule: LowRule) -> Row:
    dice = random.Random(SEED)
    wrongly, by_size = _equal(rule, dice)
    found, beside = _with_bad(rule, dice)
    return [name, *(f"{100 * share:.1f}" for share in (wrongly, *by_size, found, beside))]


def _equal(rule: LowRule, dice: random.Random) -> tuple[float, list[float]]:
    hit, years = Counter[int](), 0
    for _ in range(YEARS):
        drafted = _drafted(rule, _year(dice, ()))
        years += bool(drafted)
        hit.update(SIZES[leader] for leader in drafted)
    return years / YEARS, [hit[size] / YEARS / SIZES.count(size) for size in (1, 2, 4, 8)]


def _with_bad(rule: LowRule, dice: random.Random) -> tuple[float, float]:
    found = judged = beside = 0
    for _ in range(YEARS):
        bad = set(dice.sample(range(len(SIZES)), TRULY_BAD))
        drafted = _drafted(rule, _year(dice, bad))
        judged += sum(SIZES[leader] > 1 for leader in bad)
        found += sum(SIZES[leader] > 1 for leader in bad & drafted)
        beside += bool(drafted - bad)
    return found / judged, beside / YEARS


def _drafted(rule: LowRule, year: dict[Quarter, dict[int, Tally]]) -> set[int]:
    return {draft.person_id for draft in drafts(year, rule)}


def _year(dice: random.Random, bad: Collection[int]) -> dict[Quarter, dict[int, Tally]]:
    return {Quarter(2026, number): _quarter(dice, bad) for number in range(1, 5)}


def _quarter(dice: random.Random, bad: Collection[int]) -> dict[int, Tally]:
    tallies = {}
    for leader, size in enumerate(SIZES):
        chance, months = (BAD if leader in bad else GOOD), size * MONTHS
        tallies[leader] = Tally(sum(dice.random() < chance for _ in range(months)), months)
    return tallies
