"""Changes of stage and plan that wait for the office (变更申请); contacts with firms (联系记录)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.rounds.model import Answer


class RequestKind(StrEnum):
    STAGE = "stage"
    PLAN = "plan"


class RequestState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


STAGE, BEFORE, INSTEAD = "stage", "before", "instead"
"""Keys of a STAGE request's ``wanted``: the rung it asks for, the one it started from, and of 置换 the code of the
project that takes its place."""


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """``wanted``: of a PLAN request node → day as first/last/precision."""

    id: int
    project_id: int
    kind: RequestKind
    wanted: Mapping[str, str]
    reason: str
    state: RequestState
    asked_by: int
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one version of an answer was, in short."""

    project_id: int
    round_id: int
    answer: Answer
    said_at: datetime


class ContactKind(StrEnum):
    """How somebody was in touch with the firm of a project (联系方式)."""

    VISIT = "visit"  # 走访
    SURVEY = "survey"  # 现场调研
    TALK = "talk"  # 座谈对接
    CALL = "call"  # 电话联系
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody was in touch with the firm of a project (联系记录). Behaviour, no fact of the project: never ranked.

    Attributes:
        on: the day of it; ``noted_at``: when it was noted.
        text: what came of it, or empty.
        message: of the report sentence it was read from, as in ``Report``; empty if noted by itself.
    """

    id: int
    project_id: int
    kind: ContactKind
    on: date
    text: str
    by: int
    noted_at: datetime
    message: str = ""
    taken_back_by: int | None = None
    taken_back_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None


class WordList(StrEnum):
    """Words that people choose from with a tap."""

    STALLED = "无变化原因"
    UNENTERED = "未入统原因"
    FILING = "备案材料"
    STOCKING = "入库材料"
    COUNTING = "纳统材料"
