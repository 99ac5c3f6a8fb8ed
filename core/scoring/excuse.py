"""Excuses (免责): what leaves the denominators for a while, with a person, a reason and an end date. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ExcuseKind(StrEnum):
    """Why something is not held against a unit."""

    TOLERANCE = "tolerance"  # 容错
    FORCE_MAJEURE = "force_majeure"  # 不可抗力
    POSTPONED = "postponed"  # 暂缓
    REPLACED = "replaced"  # 置换
    WITHDRAWN = "withdrawn"  # 退出


class ExcuseState(StrEnum):
    """``asked → granted | refused``; ``granted → ended`` before its last day."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Excuse:
    """About one project, or about a unit as a whole: exactly one of them.

    A project's excuse takes it out of every denominator of its units from ``since_on`` to ``until_on``,
    both included, once somebody has granted it; a unit's keeps the unit off the black list.
    """

    id: int
    kind: ExcuseKind
    project_id: int | None
    unit_id: int | None
    reason: str
    since_on: date
    until_on: date
    state: ExcuseState
    asked_by: int
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        return self.state is ExcuseState.GRANTED and self.since_on <= day <= self.until_on


def in_force(excuses: Iterable[Excuse], day: date) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """(project id → kind, unit id → kind) of those that hold on that day; of several the latest."""
    projects: dict[int, str] = {}
    units: dict[int, str] = {}
    for excuse in sorted(excuses, key=lambda one: one.id):
        if excuse.holds_on(day):
            if excuse.project_id is not None:
                projects[excuse.project_id] = excuse.kind.value
            if excuse.unit_id is not None:
                units[excuse.unit_id] = excuse.kind.value
    return projects, units
