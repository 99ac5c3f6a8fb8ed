"""Rules of what happens when (调度频次), as values: how often, from when to when, whom, what is asked, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from core.bulletins.model import BulletinKind
from core.roster.levels import Level
from core.roster.model import Stage, UnitKind
from core.rounds.model import Questions, Rung, Wordings


class Every(StrEnum):
    """How long a period is, shortest first. A day is a campaign's only."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"  # 1st to 15th, 16th to the end
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Product(StrEnum):
    """What a period produces. A card round also freezes scores and drafts its bulletin when it closes."""

    CARD_ROUND = "card_round"  # 调度卡
    BULLETIN = "bulletin"  # 通报
    MEETING_PACK = "meeting_pack"  # 调度会材料
    NEWS = "news"  # 动态通报
    SITE_VISIT = "site_visit"  # 一线走访、实地调研
    INSPECTION = "inspection"  # 督查
    SCORE = "score"  # 综合考核排名
    ANNUAL = "annual"  # 年度考核材料


class Audience(StrEnum):
    """Whom a period turns to."""

    LEADERS = "leaders"  # of every project that has not ended
    SIGNED = "signed"  # of projects signed and not yet producing
    BUILDING = "building"  # of projects under construction, finished or stopped
    OFFICE = "office"  # nobody is asked


@dataclass(frozen=True, slots=True)
class Whom:
    """Narrows whom a rule turns to; what is empty narrows nothing.

    Attributes:
        units, kinds: only projects of one of these units, or of a unit of these kinds: the one that brought it in,
            or where it lies.
        stages: only projects of these.
        levels: only leaders of these.
    """

    units: frozenset[int] = frozenset()
    kinds: frozenset[UnitKind] = frozenset()
    stages: frozenset[Stage] = frozenset()
    levels: frozenset[Level] = frozenset()


EVERYBODY = Whom()


@dataclass(frozen=True, slots=True)
class When:
    """A local moment in a period, before days off move it.

    Attributes:
        day: 1 is the first day of the week (Monday), of the half-month or of the month; -1 the last, and so on.
            A day that a month does not have is its last.
        month: of quarters and years, 0 is their first; 3 is the month after a quarter. Always 0 in shorter periods.
    """

    day: int
    at: time
    month: int = 0


@dataclass(frozen=True, slots=True)
class Cadence:
    """One rule.

    Attributes:
        enabled_from: periods that open before it are nobody's business.
        from_on, until_on: only periods whose first day lies in [from_on, until_on) count; a change counts from
            the next period on.
        campaign_of: id of the rule that it was made from, whose cards leave with its own in that time (攻坚); None of
            others.
        whom: narrows ``audience``.
        wordings: the office's own questions.
        bulletin: which kind is drafted; None: that of the period's length.
        days: of a rule by the day: weekdays (Monday is 1) on which it asks; empty: every working day.
        note: why leaders are asked more often, in the office's words; on their cards.
        follows: id of the rule that this one is a change of.
    """

    id: int
    name: str
    every: Every
    opens: When
    closes: When
    ladder: tuple[Rung, ...]
    products: tuple[Product, ...] = (Product.CARD_ROUND, Product.BULLETIN)
    audience: Audience = Audience.LEADERS
    questions: Questions = Questions.FIVE
    enabled: bool = True
    version: int = 1
    enabled_from: datetime | None = None
    from_on: date | None = None
    until_on: date | None = None
    campaign_of: int | None = None
    whom: Whom = EVERYBODY
    wordings: Wordings = ()
    bulletin: BulletinKind | None = None
    days: tuple[int, ...] = ()
    note: str = ""
    follows: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it sends cards."""
        return Product.CARD_ROUND in self.products

    def counts_on(self, first_day: date) -> bool:
        """Whether the period that begins on this day is one of its own."""
        begun = self.from_on is None or first_day >= self.from_on
        return self.enabled and begun and (self.until_on is None or first_day < self.until_on)
