"""Results and what is decided about them: previews, objections, excuses, cases, targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.roster.excused import Excused
from core.scoring.cases import Case, CaseState
from core.scoring.cases import Step as CaseStep
from core.scoring.excuse import Excuse, ExcuseState
from core.scoring.model import Snapshot
from core.scoring.preview import Objection, ObjectionState, Preview
from core.scoring.service_counts import Entry
from core.scoring.targets import MonthTarget


class Previews(Protocol):
    """Results before they are frozen, and objections to them."""

    def open(self, preview: Preview) -> Preview | None:
        """Store it (its id is ignored); None if the round has one."""

    def get(self, preview_id: int) -> Preview:
        """Locks the row."""

    def open_ids(self) -> Sequence[int]:
        """Of those that nobody has signed, oldest first."""

    def over(self, now: datetime) -> Sequence[int]:
        """Those of them whose time for objections is over."""

    def change(self, preview_id: int, made: Snapshot) -> None:
        """What an accepted objection made of it; nothing once it is signed."""

    def extend(self, preview_id: int, closes_at: datetime, by: int, why: str) -> bool:
        """Compare-and-set: False if it was extended or signed before."""

    def sign(self, preview_id: int) -> bool:
        """Compare-and-set: False if it was signed before."""

    def object(self, objection: Objection) -> Objection:
        """Store it; its id is ignored."""

    def reword(self, objection_id: int, text: str) -> bool:
        """False if it is decided."""

    def objection(self, objection_id: int) -> Objection:
        """Locks the row."""

    def objections(self, preview_id: int) -> Sequence[Objection]:
        """By id, in whatever state."""

    def waiting(self) -> Sequence[Objection]:
        """Undecided ones of all previews, oldest first."""

    def of_unit(self, unit_id: int) -> Sequence[Objection]:
        """By id, in whatever state."""

    def decide(
        self,
        objection_id: int,
        state: ObjectionState,
        by: int | None,
        at: datetime,
        reason: str = "",
        change: str = "",
    ) -> Objection | None:
        """Compare-and-set: None if it is not open any more."""


class Excuses(Protocol):
    def add(self, excuse: Excuse) -> Excuse:
        """Store it; its id is ignored."""

    def get(self, excuse_id: int) -> Excuse: ...
    def in_state(self, state: ExcuseState) -> Sequence[Excuse]:
        """By id."""

    def holding(self, day: date) -> Mapping[int, Excused]:
        """Project id → the granted excuse that runs on that day; of several the latest."""

    def decide(
        self, excuse_id: int, before: ExcuseState, state: ExcuseState, by: int, at: datetime
    ) -> Excuse | None:
        """Compare-and-set; None if it is in another state than ``before``."""


class Cases(Protocol):
    """Accountability cases (问责)."""

    def add(self, case: Case) -> Case | None:
        """Store it (its id is ignored); None if there is one of the same subject and quarter."""

    def get(self, case_id: int) -> Case: ...
    def in_state(self, state: CaseState) -> Sequence[Case]:
        """By id."""

    def decide(
        self, case_id: int, before: CaseState, state: CaseState, by: int, at: datetime, reason: str
    ) -> Case | None:
        """Compare-and-set; None if it is in another state than ``before``."""

    def add_step(self, step: CaseStep) -> CaseStep:
        """Store it; its id is ignored."""

    def steps(self, case_id: int) -> Sequence[CaseStep]:
        """In the order in which they were recorded."""

    def step(self, step_id: int) -> CaseStep: ...
    def promise(self, step_id: int, promise: str, follow_up_on: date) -> CaseStep: ...
    def to_follow_up(self, day: date) -> Sequence[CaseStep]:
        """Of open cases, with a day that has come and no reminder yet; by id."""

    def reminded(self, step_id: int, now: datetime) -> None: ...


class TargetPlans(Protocol):
    def months(self, year: int) -> Sequence[MonthTarget]:
        """By unit and month."""

    def set_month(self, target: MonthTarget) -> None: ...
    def entries(self, year: int) -> Sequence[Entry]:
        """What the office entered for the units' scores, by id."""

    def enter(self, entry: Entry) -> Entry:
        """Store it (its id is ignored); what was entered before stays."""

    def above(self) -> Mapping[int, int]:
        """Unit id → the unit whose target is broken down to it."""

    def place(self, unit_id: int, above_id: int | None) -> None: ...
