"""What is known before a reply is read, and what was read from it. Money in yuan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.problems.model import Category
from core.roster.model import Stage


class Line(NamedTuple):
    """One project of the person who answers. ``no`` is its number on his card."""

    no: int
    name: str
    aliases: tuple[str, ...] = ()
    total_yuan: int | None = None  # 总投资
    in_all_yuan: int | None = None  # 累计到位, as last known
    stage: Stage | None = None


class Kind(StrEnum):
    """What a sum is about."""

    WEEK = "week"  # 本周到位
    MONTH = "month"  # 本月到位
    YEAR = "year"  # 今年到位
    TOTAL = "total"  # 累计到位
    FIXED = "fai"  # 完成投资, 固投
    GAP = "gap"  # 资金缺口
    INVEST = "invest"  # 总投资调整为


class Doubt(StrEnum):
    """Why the person must be asked about one project before anything is saved."""

    UNIT_ASSUMED = "unit_assumed"  # no unit written: 万元 taken
    PERIOD_UNCLEAR = "period_unclear"  # which span, or what the sum is about
    TOTAL_FALLS = "total_falls"  # 累计 below the last known
    TOTAL_TOO_HIGH = "total_too_high"  # 累计 above 1.2 × 总投资
    WEEK_TOO_HIGH = "week_too_high"  # one week above 30 % of 总投资
    INVEST_CHANGED = "invest_changed"  # 总投资 is the office's to change
    SEVERAL = "several"  # two figures for one thing: the first was kept
    PERCENT_UNCLEAR = "percent_unclear"
    STAGE_UNCLEAR = "stage_unclear"  # fact or plan? or two stages at once
    HEARSAY = "hearsay"  # the person does not vouch for a fact: 听说, 可能, 还要核实
    PROBLEM_UNCLEAR = "problem_unclear"  # something is wrong: what? or is it over?


class Flag(StrEnum):
    """Facts beside stage and money."""

    APPROX = "approx"
    NOT_STARTED = "not_started"
    STOCKED = "in_stock"  # 已入库
    NOT_STOCKED = "not_in_stock"
    COUNTED = "upstat"  # 已纳统
    NOT_COUNTED = "not_upstat"


class Grain(StrEnum):
    """How exactly a day was named; ``Precision`` knows no week."""

    DAY = "day"
    WEEK = "week"
    XUN = "xun"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """Between ``first`` and ``last``, both possible; a deadline means ``last``."""

    first: date
    last: date
    grain: Grain


class Span(NamedTuple):
    """``text[start:end]`` of the reply as it was written."""

    start: int
    end: int


class Sum(NamedTuple):
    kind: Kind
    yuan: int
    span: Span
    approximate: bool = False
    unit_assumed: bool = False
    bare: bool = False  # of WEEK: no span was said


@dataclass(frozen=True, slots=True)
class Trouble:
    """An open problem; ``text`` is what was said about it, verbatim."""

    category: Category
    text: str
    department: str | None = None
    due: When | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Something that has not happened yet. ``when`` None: no day was named."""

    event: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What was said about one project.

    Attributes:
        nochange: 无变化, 同上周, 正常; never beside a new fact.
        on_track: the word was 正常 and not 无变化.
        percent: 形象进度 of the whole project.
        progress: what was reached, verbatim; None if nothing of the kind was said.
        notes: all other words about this project that became no field, verbatim.
        doubts: not empty: ask before saving.
        spans: the places in the reply that were read for this project.
    """

    no: int
    nochange: bool = False
    on_track: bool = False
    stage: Stage | None = None
    sums: tuple[Sum, ...] = ()
    percent: Decimal | None = None
    problems: tuple[Trouble, ...] = ()
    resolved: tuple[Category, ...] = ()
    plans: tuple[Plan, ...] = ()
    flags: tuple[Flag, ...] = ()
    progress: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    spans: tuple[Span, ...] = ()


class Reason(StrEnum):
    """Why a piece of a reply became no item, or only part of one."""

    EMPTY = "empty"  # 收到, or nothing at all
    PROJECT = "project"  # whose words are these?
    AMOUNT = "amount"  # a sum that means something unknown, a range, foreign money
    TEXT = "text"  # a clause of endless length
    PROBLEM = "problem"  # 有问题, and no word which
    QUESTION = "question"  # he asks instead of answering


@dataclass(frozen=True, slots=True)
class Unclear:
    """``quote`` is verbatim; ``no`` is the project it was said about, when that is known."""

    reason: Reason
    quote: str
    span: Span
    no: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole reply. Nothing in it is confirmed yet."""

    items: tuple[Item, ...] = ()
    unresolved: tuple[Unclear, ...] = ()

    @property
    def ask(self) -> bool:
        """Must the bot come back with a question before saving?"""
        return bool(self.unresolved) or any(item.doubts for item in self.items)
