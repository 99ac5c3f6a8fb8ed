"""Schemes, scores and frozen snapshots (考核打分)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.roster.model import UnitKind


class NaPolicy(StrEnum):
    """What becomes of an indicator that does not apply to a unit (zero denominator)."""

    REDISTRIBUTE = "redistribute"  # its weight is spread over the unit's other indicators
    FULL = "full"
    ZERO = "zero"
    MEAN = "mean"  # the mean share of the list's other units; spread if there are none


class Method(StrEnum):
    """How a ratio becomes points."""

    SHARE = "share"  # weight × min(1, ratio)
    EFFICACY = "efficacy"  # 功效系数: weight × (60 + 40 × (x − min) ÷ (max − min)) ÷ 100 within the list


class Pace(StrEnum):
    """序时: which part of the year's target is due. A table of monthly targets goes first where there is one."""

    MONTH = "month"  # months begun ÷ 12
    DAY = "day"  # days ÷ 365


class Block(StrEnum):
    """The blocks of indicators; ties are broken by them."""

    SIGNED = "A"
    LANDED = "B"
    FUNDS = "C"
    BUILT = "D"
    STATISTICS = "E"
    SERVICE = "F"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a scheme. ``code`` names the ratio function, ``weight`` is in points."""

    code: str
    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Extra:
    """A bonus or a deduction: ``each`` points a time, ``most`` points in all (None: no limit of its own)."""

    code: str
    each: Decimal
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A published, versioned rule book: fixed before a period, never changed afterwards.

    Attributes:
        lists: kinds of units ranked apart, in the order of the bulletin; a project counts for its 属地
            and for its 招引单位, never twice in one list. Empty: one list, 属地 only.
        owing_scores_zero: a unit with a target and no contract project gets 0, not "does not apply".
        red, black: how many of eight places may be on the red and the black list.
        least_rows: fewer contract projects are too few to be on the black list.
    """

    version: str
    name: str
    indicators: tuple[Indicator, ...]
    min_weight: Decimal = Decimal(60)  # less applicable weight than this: not ranked
    lists: tuple[UnitKind, ...] = ()
    na_policy: NaPolicy = NaPolicy.REDISTRIBUTE
    method: Method = Method.SHARE
    pace: Pace = Pace.MONTH
    owing_scores_zero: bool = False
    bonus: tuple[Extra, ...] = ()
    deductions: tuple[Extra, ...] = ()
    bonus_cap: Decimal = Decimal(0)
    deduction_cap: Decimal = Decimal(0)
    breaks_ties: bool = False
    red: int = 3
    black: int = 2
    least_rows: int = 3


class Fact(NamedTuple):
    """What scoring needs of one project; money in yuan. Part of the frozen inputs.

    A tuple, unlike other values: a hundred thousand of them are made, scored and written at once.
    None says that the ledger does not know; nothing is invented for it.
    """

    project_id: int
    code: str
    name: str
    unit_id: int | None  # 属地
    contract: bool
    started: bool
    producing: bool
    production_due: bool
    ended: bool
    contract_yuan: int  # 合同载明的总投资
    arrived_yuan: int
    host_id: int | None = None  # 招引单位
    building: bool = False
    signed_now: bool = False  # signed within the year
    started_now: bool = False  # construction began within the year
    late_start: bool = False  # signed six months ago and not started
    year_in_yuan: int = 0
    on_pace: bool | None = None  # 本年到位 ≥ 95 % of the year's plan × 序时; None: no plan
    in_stock: bool = False
    in_stats: bool = False
    top500: bool | None = None
    excuse: str = ""  # kind of the approved excuse in force
    signed_on: str = ""  # the last possible day, ISO
    paused: bool = False
    talks: bool = False
    light: str = ""  # a ``Light``; empty: frozen before lights were kept
    next_node: str = ""  # the next planned ``Node``, if any
    overdue: int = 0  # days past the last possible day of that plan


@dataclass(frozen=True, slots=True)
class UnitFact:
    """What scoring needs of one unit besides its projects; None: not known or not set, so not counted.

    ``…_target`` is the year's, ``…_due`` the part due by the cut-off (序时). ``major`` counts in
    hundredths of a 折算项目.
    """

    id: int
    name: str
    kind: UnitKind
    signed_target: int | None = None
    signed_due: int | None = None
    arrived_target: int | None = None
    arrived_due: int | None = None
    major_target: int | None = None
    major_due: int | None = None
    problems_due: int | None = None
    problems_in_time: int | None = None
    reported: int | None = None  # 上报条数
    sent_back: int | None = None  # 退回更正数
    asked: int | None = None
    on_time: int | None = None
    untrue: int | None = None  # 数据不实, as found by the office
    excuse: str = ""  # kind of the approved excuse in force for the unit as a whole

    @property
    def has_task(self) -> bool:
        return bool(self.signed_target or self.arrived_target or self.major_target)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one unit. ``points`` is None for a zero denominator, shown as —.

    ``rows`` are the ids of the projects in the denominator, ``counted`` those in the numerator; kept in
    snapshots of format 1 only, otherwise ``core.scoring.explain`` finds them in the facts.
    """

    code: str
    numerator: int
    denominator: int
    weight: Decimal
    points: Decimal | None
    rows: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Granted:
    """A bonus or deduction of one unit: how many times, and how many points after its own limit."""

    code: str
    times: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class UnitScore:
    """``total`` is None when the unit is not ranked; ``rank`` likewise. ``moved`` = last rank − this rank.

    Attributes:
        kind: the list it is ranked in; empty where there is one list.
        base: points of the lines on the scale of the whole scheme, before bonus and deductions.
        listed: it was in the last snapshot, ranked or not.
        excused: projects that left its denominators.
    """

    unit_id: int
    unit: str
    lines: tuple[Line, ...]
    total: Decimal | None
    rank: int | None
    previous: int | None = None
    moved: int | None = None
    kind: str = ""
    base: Decimal | None = None
    bonus: tuple[Granted, ...] = ()
    deductions: tuple[Granted, ...] = ()
    listed: bool = False
    excused: int = 0


@dataclass(frozen=True, slots=True)
class Signed:
    """Who answers for a frozen result by name, and when; his name as it was that day."""

    person_id: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """Who set the office's own weights, his name as it was, and on which local day; frozen with the result."""

    person_id: int
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about one objection or one correction; frozen with the result.

    ``code``: the indicator it was about; empty: something else. ``change``: what became of the inputs, in words.
    """

    number: int
    unit_id: int
    project_id: int | None
    code: str
    accepted: bool
    reason: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Frozen inputs, scheme and result of one round; ``digest`` is the SHA-256 of all three as written.

    ``format`` says how they are written and is never changed for what is stored (``core.scoring.written``).

    Attributes:
        taken_at: the cut-off: nothing that was confirmed later is in it, but for what ``rulings`` say.
        signed: who signed it; None: frozen by the clock at the cut-off.
        edition: 1, or 2 and more for the corrected results of the same round.
        rulings: what was decided about objections and corrections.
        approved: who set the weights, where the scheme has the office's own; None: they are as published.
    """

    id: int
    round_id: int
    period: str
    taken_at: datetime
    scheme: Scheme
    facts: tuple[Fact, ...]
    scores: tuple[UnitScore, ...]
    digest: str
    format: int = 1
    units: tuple[UnitFact, ...] = ()
    as_of: date | None = None
    signed: Signed | None = None
    edition: int = 1
    rulings: tuple[Ruling, ...] = ()
    approved: Approval | None = None
