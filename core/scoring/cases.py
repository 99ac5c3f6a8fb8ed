"""Accountability cases (问责): a draft with evidence, and the chain 通报 → 约谈 → 问责, each link by a named person.

Nothing here acts: a case is opened, followed and lifted by people, and nobody concerned hears of it from us.
Source: "通报必约谈、约谈必问责" (S4), "分级通报" and "连续两次考核排名靠后" (S1), "进行约谈" with reason, minutes, promise and
follow-up (S3); black lists given back once put right (天府新区眉山).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CaseState(StrEnum):
    """``draft → open | dropped``; ``open → lifted``."""

    DRAFT = "draft"
    OPEN = "open"
    DROPPED = "dropped"
    LIFTED = "lifted"


class Subject(StrEnum):
    UNIT = "unit"
    PERSON = "person"


class Link(StrEnum):
    """What may be done in a case; the first three are the chain, in order."""

    NOTICE = "notice"  # 通报
    TALK = "talk"  # 约谈
    CALL = "call"  # 问责
    REPAIR = "repair"  # 整改到位
    LIFT = "lift"  # 解除


CHAIN = (Link.NOTICE, Link.TALK, Link.CALL)
LEVELS: Mapping[Link, tuple[str, ...]] = {
    Link.NOTICE: ("remind", "internal", "public"),  # 提醒函, 一定范围通报, 公开通报
    Link.TALK: ("deputy", "head"),  # 分管领导约谈, 主要领导约谈
    Link.CALL: ("explain", "transfer"),  # 责令作出说明或检查, 移交有权机关
}
"""From mild to severe; a person chooses."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link as it was done. ``text``: minutes, decision or what was put right.

    Attributes:
        promise: what was promised; empty: nothing.
        follow_up_on: when somebody looks whether it was kept.
        by: the named person who recorded it.
    """

    id: int
    case_id: int
    link: Link
    level: str
    text: str
    by: int
    at: datetime
    promise: str = ""
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """``evidence``: canonical JSON of ``core.scoring.evidence``; ``why``: in a person's words, where one opened it."""

    id: int
    subject: Subject
    subject_id: int
    name: str
    quarter: str
    state: CaseState
    why: str
    evidence: str
    opened_at: datetime
    opened_by: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


def missing(steps: Iterable[Step]) -> tuple[Link, ...]:
    """Links of the chain that were passed over: 约谈 without 通报, 问责 without 约谈."""
    done = {step.link for step in steps}
    last = max((CHAIN.index(link) for link in done if link in CHAIN), default=0)
    return tuple(link for link in CHAIN[:last] if link not in done)


def next_links(steps: Sequence[Step]) -> tuple[Link, ...]:
    """What may follow: a missing link first, then the next of the chain or that it was put right; 解除 only after
    that."""
    done = [step.link for step in steps]
    if Link.LIFT in done:
        return ()
    if Link.REPAIR in done:
        return (Link.LIFT,)
    following = [link for link in CHAIN if link not in done][:1]
    later = [*missing(steps), *following]
    repair = [Link.REPAIR] if done else []
    return tuple(dict.fromkeys([*later, *repair]))


def may_follow(link: Link, steps: Sequence[Step]) -> bool:
    """A link may be passed over, which is then shown; nothing follows 解除, and 解除 follows 整改到位 only."""
    done = {step.link for step in steps}
    if Link.LIFT in done or link in done:
        return False
    return Link.REPAIR in done if link is Link.LIFT else bool(done) if link is Link.REPAIR else True
