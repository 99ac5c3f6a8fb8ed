"""Who is on which list, from a frozen snapshot: 红榜, 黑榜, 零招引, 零签约, 全军覆没. Pure; drafts, each for a person to decide.

Rank alone puts nobody on the red or black list: 绵阳 2022, target met and among the first, or missed and
among the last. A list may be empty, and then that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.scoring.model import Fact, Line, Scheme, Snapshot, UnitFact, UnitScore
from core.scoring.ranks import standing
from core.scoring.ratios import Own
from core.scoring.score import owned

TARGET = "C1"
"""The target that is met or missed: 到位资金完成率, time-phased."""
LOST = 2
"""Lines named beside an entry of the black list."""
PLACES = 8
"""The scheme's numbers of red and black places are those of a list of eight."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``from_last``: 1 is the last place. ``lost``: the lines that cost it most, worst first."""

    score: UnitScore
    target: Line
    from_last: int
    lost: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Zero:
    """A unit with a target and nothing for it. ``since``: the last contract's day of signing, ISO, or empty."""

    unit: UnitFact
    since: str


@dataclass(frozen=True, slots=True)
class Lists:
    """``spared``: among the last with the target missed, but excused or with too few projects."""

    red: tuple[Entry, ...] = ()
    black: tuple[Entry, ...] = ()
    spared: tuple[Entry, ...] = ()
    no_leads: tuple[Zero, ...] = ()
    no_signing: tuple[Zero, ...] = ()
    wiped_out: tuple[tuple[UnitFact, int], ...] = field(default=())


def lists_of(snapshot: Snapshot) -> Lists:
    """All lists of a snapshot; snapshots without targets have none."""
    red: list[Entry] = []
    black: list[Entry] = []
    spared: list[Entry] = []
    owns = [own for own, _ in owned(snapshot.scheme, snapshot.facts, snapshot.units)]
    known = {own.unit.id: own for own in owns}
    for kind in dict.fromkeys(score.kind for score in snapshot.scores):
        ranked = [s for s in snapshot.scores if s.kind == kind and s.rank is not None]
        for entry in _entries(snapshot.scheme, ranked):
            if is_red(entry, len(ranked), snapshot.scheme):
                red.append(entry)
            elif is_low(entry, len(ranked), snapshot.scheme):
                (spared if is_spared(entry, known, snapshot.scheme) else black).append(entry)
    return Lists(tuple(red), tuple(black), tuple(spared), no_leads(owns), no_signing(owns), wiped_out(owns))


def is_red(entry: Entry, of: int, scheme: Scheme) -> bool:
    """Target met and among the first: three of eight, at least one."""
    met = entry.target.numerator >= entry.target.denominator
    return met and (entry.score.rank or of) <= max(1, of * scheme.red // PLACES)


def is_low(entry: Entry, of: int, scheme: Scheme) -> bool:
    """Target missed and among the last: two of eight; nobody in a list of fewer than four."""
    missed = entry.target.numerator < entry.target.denominator
    return missed and entry.from_last <= of * scheme.black // PLACES


def is_spared(entry: Entry, owns: Mapping[int, Own], scheme: Scheme) -> bool:
    """An approved excuse of the unit, or too few contracts to tell, whatever the contracts weigh."""
    own = owns[entry.score.unit_id]
    return bool(own.unit.excuse) or len(own.contracts) < scheme.least_rows


def _entries(scheme: Scheme, ranked: Sequence[UnitScore]) -> Iterable[Entry]:
    """Those of a list that have the target; who shares a place from the end shares it."""
    places = {score.unit_id: standing(scheme, score) for score in ranked}
    for score in ranked:
        target = next((line for line in score.lines if line.code == TARGET and line.denominator), None)
        if target is not None:
            worse = sum(other < places[score.unit_id] for other in places.values())
            yield Entry(score, target, worse + 1, _lost(score.lines))


def _lost(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines furthest below their weight."""
    missing = [(line.weight - line.points, line) for line in lines if line.points is not None]
    worst = sorted(missing, key=lambda pair: (-pair[0], pair[1].code))
    return tuple(line for lost, line in worst[:LOST] if lost > Decimal(0))


def no_leads(owns: Iterable[Own]) -> tuple[Zero, ...]:
    """零招引: a target, nothing in talks and nothing signed this year."""
    return tuple(
        _zero(own)
        for own in owns
        if own.unit.has_task and not own.signed_now and not any(f.talks for f in own.facts)
    )


def no_signing(owns: Iterable[Own]) -> tuple[Zero, ...]:
    """零签约: a target and no contract signed this year."""
    return tuple(_zero(own) for own in owns if own.unit.has_task and not own.signed_now)


def _zero(own: Own) -> Zero:
    return Zero(own.unit, max((f.signed_on for f in own.contracts), default=""))


def wiped_out(owns: Iterable[Own]) -> tuple[tuple[UnitFact, int], ...]:
    """全军覆没: contracts, and every one has ended, stands still, or was signed six months ago and not begun.

    Source: "全军覆没" (S1), units whose signed projects all failed to land.
    """
    return tuple(
        (own.unit, len(own.contracts)) for own in owns if own.contracts and all(map(_failed, own.contracts))
    )


def _failed(fact: Fact) -> bool:
    return fact.ended or fact.paused or fact.late_start
