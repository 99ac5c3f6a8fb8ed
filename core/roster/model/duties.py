"""Who answers for what, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.roster.model.people import Person
from core.roster.model.projects import Project


class Duty(StrEnum):
    """In what capacity a person is attached to a project."""

    LEADER = "leader"  # 包抓领导
    LIAISON = "liaison"  # 联络员
    SITE = "site"  # 驻工地专员
    CONTACT = "contact"  # 责任人


@dataclass(frozen=True, slots=True)
class Assignment:
    """``person_id`` carries ``duty`` for the project from ``since_on`` until before ``until_on`` (None: open)."""

    project_id: int
    person_id: int
    duty: Duty
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class StandIn:
    """A liaison who answers for a leader whatever the project (``--for LEADER``, 分派)."""

    liaison_id: int
    leader_id: int
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """All that one person carries on a day: his duties, whom he answers for, and who answers for him."""

    duties: tuple[tuple[Assignment, Project], ...] = ()
    answers_for: tuple[Person, ...] = ()
    answered_by: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which a leader is away (请假), from ``since_on`` until before ``until_on``; ``stand_in_id`` answers for
    him then (代班)."""

    id: int
    person_id: int
    since_on: date
    until_on: date
    stand_in_id: int | None
    set_by: int
    set_at: datetime

    @property
    def last_on(self) -> date:
        return date.fromordinal(self.until_on.toordinal() - 1)
