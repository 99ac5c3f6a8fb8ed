"""Cadences, rounds, cards and what people answered (调度)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.dates import PartialDate
from core.roster.model import Node, Stage
from core.rounds.reading.model import Flag


class Step(StrEnum):
    """Rungs of the chase ladder (催报阶梯), in the order in which they may follow one another. CARD itself is step zero
    and is not a rung."""

    REMIND = "remind"
    LIAISON = "liaison"
    LEADER = "leader"
    OFFICE = "office"
    ORDER = "order"  # a draft supervision order (督办单) for the office to decide on


@dataclass(frozen=True, slots=True)
class Rung:
    """After ``after`` of working time without an answer, take ``step``."""

    after: timedelta
    step: Step


class Questions(StrEnum):
    """Which set of questions the lines of a card ask, by stage; ``core.rounds.questions`` has them."""

    FOUR = "four"  # 意向抓签约、签约抓落地、落地抓投产、投产抓效益
    FIVE = "five"  # 意向抓洽谈、洽谈抓签约、签约抓落实、在建抓投产、投产抓效益
    NONE = "none"


Wordings = tuple[tuple[str, str], ...]
"""The office's own questions: (word of ``core.rounds.questions.Push``, what is asked), in the order of stages."""


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    MISSED = "missed"  # we were down for the whole period; nobody was asked, nobody is counted


@dataclass(frozen=True, slots=True)
class Round:
    """One period of one cadence. ``period`` is a local calendar name, such as 2026-W47 or 2026-W47-2."""

    id: int
    cadence_id: int
    period: str
    state: RoundState
    opened_at: datetime
    deadline_at: datetime
    ladder: tuple[Rung, ...]  # frozen at opening: changing the rule does not touch a running round
    closed_at: datetime | None = None
    opened_by: int | None = None  # person; None: the clock
    questions: Questions = Questions.NONE  # frozen at opening, as are the next
    wordings: Wordings = ()
    note: str = ""  # why it is asked more often than usual (攻坚), or empty

    @property
    def ends_at(self) -> datetime:
        """Answers from then on are late: the deadline, or the moment the office closed it before that."""
        return min(self.deadline_at, self.closed_at) if self.closed_at else self.deadline_at


@dataclass(frozen=True, slots=True)
class Prompt:
    """One leader's card in one round.

    Attributes:
        asked_at: when the card was confirmed as sent, to the leader or, if he cannot be reached, to
            a liaison. None: nobody was asked, so nobody is chased.
        answered_at: when the last of its projects got an answer.
        steps: chase steps taken, with their moment.
    """

    id: int
    round_id: int
    leader_id: int
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    steps: Mapping[Step, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered line of a card. ``no`` starts at 1 and stays for the life of the round."""

    prompt_id: int
    no: int
    project_id: int


class Answer(StrEnum):
    ON_TRACK = "on_track"  # 正常推进
    NO_CHANGE = "no_change"  # 无变化
    PROBLEM = "problem"  # 有问题
    MILESTONE = "milestone"  # 完成节点


class Period(StrEnum):
    """What a reported sum covers."""

    WEEK = "week"  # 本周到位
    MONTH = "month"  # 本月到位
    YEAR = "year"  # 今年到位
    TOTAL = "total"  # 累计到位
    FIXED = "fixed"  # 累计完成固投


class Source(StrEnum):
    TAP = "tap"
    SENTENCE = "sentence"
    EDIT = "edit"  # an edited sentence
    UNDO = "undo"  # taken back: the report is void


@dataclass(frozen=True, slots=True)
class Amount:
    """A reported sum, yuan."""

    period: Period
    yuan: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A node that was reached. ``assumed``: no day was said, and the day on which it was said is taken."""

    node: Node
    on: PartialDate
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem that stands. ``category`` is a word of ``core.problems.model.Category``, or empty."""

    category: str
    text: str = ""
    department: str = ""
    due_on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What has not happened yet; ``on`` None: no day was named."""

    event: str
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one answer says about one project; all of it as reported (填报数).

    Attributes:
        category, text: of a tapped problem, and the words added to it.
        problems: those a sentence speaks of, in its order.
        resolved: words of categories whose problem is over.
        percent: 形象进度, whole per cent.
        progress, notes: words that became no field, verbatim.
        quote: all that the sentence says about this project, verbatim; empty for taps. Two answers that
            differ in nothing else say the same.
    """

    answer: Answer
    category: str = ""
    text: str = ""
    nodes: tuple[Done, ...] = ()
    sums: tuple[Amount, ...] = ()
    percent: int | None = None
    stage: Stage | None = None
    problems: tuple[Trouble, ...] = ()
    resolved: tuple[str, ...] = ()
    plans: tuple[Plan, ...] = ()
    flags: tuple[Flag, ...] = ()
    progress: str = ""
    notes: tuple[str, ...] = ()
    quote: str = field(default="", compare=False)

    @property
    def node(self) -> Node | None:
        """The first node that was reached."""
        return self.nodes[0].node if self.nodes else None

    @property
    def node_on(self) -> PartialDate | None:
        return self.nodes[0].on if self.nodes else None

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Every problem of this answer, tapped or said."""
        if self.problems or self.answer is not Answer.PROBLEM:
            return self.problems
        return (Trouble(self.category, self.text),)

    @property
    def is_plain(self) -> bool:
        """Nothing but the answer itself: 正常, 无变化."""
        return self == Finding(self.answer)


@dataclass(frozen=True, slots=True)
class Report:
    """One version of the answer for one project in one round; the highest version counts.

    A project carried by two leaders has one report: nobody answers the same thing twice.
    ``said_for`` is the leader when a liaison answered. ``message`` identifies the sentence
    (channel, chat, message id) so that an edit finds its report.
    """

    id: int
    round_id: int
    project_id: int
    version: int
    finding: Finding
    said_by: int
    said_at: datetime
    source: Source
    said_for: int | None = None
    late: bool = False
    message: str = ""

    @property
    def is_void(self) -> bool:
        """Taken back: an earlier version counts again, or none."""
        return self.source is Source.UNDO
