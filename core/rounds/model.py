"""Cadences, rounds, cards and what people answered (调度)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from core.dates import PartialDate
from core.roster.model import Node


class Step(StrEnum):
    """Rungs of the chase ladder (催报阶梯). CARD itself is step zero and is not a rung."""

    LIAISON = "liaison"
    LEADER = "leader"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Rung:
    """After ``after`` of working time without an answer, take ``step``."""

    after: timedelta
    step: Step


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rule that opens rounds (调度频次). Weekly only, for now; ``weekday`` 0 is Monday.

    ``opens`` and ``closes`` are local times; the deadline is ``closes_weekday`` of the same ISO week.
    A day off moves to the working day before.
    """

    id: int
    name: str
    weekday: int
    opens: time
    closes_weekday: int
    closes: time
    ladder: tuple[Rung, ...]
    enabled: bool = True
    version: int = 1
    enabled_from: datetime | None = None


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
    """What span a reported sum covers."""

    WEEK = "week"  # 本周
    MONTH = "month"  # 本月
    YEAR = "year"  # 今年
    TOTAL = "total"  # 累计


class Source(StrEnum):
    TAP = "tap"
    SENTENCE = "sentence"
    EDIT = "edit"  # an edited sentence
    UNDO = "undo"  # taken back: the report is void


@dataclass(frozen=True, slots=True)
class Finding:
    """What one answer says about one project. Money in yuan; all of it 填报数."""

    answer: Answer
    category: str = ""  # of a problem
    text: str = ""
    node: Node | None = None
    node_on: PartialDate | None = None
    money_yuan: int | None = None
    money_period: Period | None = None


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
