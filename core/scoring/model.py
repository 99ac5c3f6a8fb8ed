"""Schemes, scores and frozen snapshots (考核打分)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a scheme. ``code`` names the ratio function, ``weight`` is in points."""

    code: str
    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """A published, versioned rule book: fixed before a period, never changed afterwards."""

    version: str
    name: str
    indicators: tuple[Indicator, ...]
    min_weight: Decimal = Decimal(60)  # less applicable weight than this: not ranked


@dataclass(frozen=True, slots=True)
class Fact:
    """What scoring needs of one project; money in yuan. Part of the frozen inputs."""

    project_id: int
    code: str
    name: str
    unit_id: int
    contract: bool
    started: bool
    producing: bool
    production_due: bool
    ended: bool
    contract_yuan: int
    arrived_yuan: int


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one unit. ``points`` is None for a zero denominator, shown as —.

    ``rows`` are the ids of the projects in the denominator; ``counted`` those in the numerator.
    """

    code: str
    numerator: int
    denominator: int
    weight: Decimal
    points: Decimal | None
    rows: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitScore:
    """``total`` is None when the unit is not ranked; ``rank`` likewise. ``moved`` = last rank − this rank."""

    unit_id: int
    unit: str
    lines: tuple[Line, ...]
    total: Decimal | None
    rank: int | None
    previous: int | None = None
    moved: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Frozen inputs, scheme and result of one round; ``digest`` is the SHA-256 of all three."""

    id: int
    round_id: int
    period: str
    taken_at: datetime
    scheme: Scheme
    facts: tuple[Fact, ...]
    scores: tuple[UnitScore, ...]
    digest: str
