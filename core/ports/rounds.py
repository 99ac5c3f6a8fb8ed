"""What was asked, and what was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.milestones.model import Spoken
from core.rounds.echo.model import Sentence
from core.rounds.model import Finding, Item, Prompt, Report, Round, RoundState, Source, Step
from core.rounds.timetable import Cadence


class Rounds(Protocol):
    def cadences(self) -> Sequence[Cadence]: ...
    def cadence(self, cadence_id: int) -> Cadence: ...
    def save_cadence(self, cadence: Cadence) -> Cadence:
        """Insert when its id is 0, else replace."""

    def open(
        self,
        cadence: Cadence,
        period: str,
        state: RoundState,
        opened_at: datetime,
        deadline_at: datetime,
        opened_by: int | None,
    ) -> Round | None:
        """None if (cadence, period) exists: another tick or replica was first."""

    def get(self, round_id: int) -> Round: ...
    def find(self, cadence_id: int, period: str) -> Round | None: ...
    def fire(self, cadence_id: int, period: str, now: datetime) -> bool:
        """This period's products are being made; False if they were before."""

    def has_fired(self, cadence_id: int, period: str) -> bool: ...
    def in_state(self, state: RoundState) -> Sequence[Round]:
        """Newest first."""

    def latest(self, limit: int) -> Sequence[Round]: ...
    def set_state(self, round_id: int, state: RoundState, now: datetime) -> bool:
        """False if it already is in that state."""

    def add_prompt(self, round_id: int, leader_id: int, project_ids: Sequence[int]) -> Prompt: ...
    def prompt(self, prompt_id: int) -> Prompt:
        """Locks the row."""

    def prompts(self, round_id: int) -> Sequence[Prompt]: ...
    def prompt_of(self, round_id: int, leader_id: int) -> Prompt | None: ...
    def prompts_with(self, round_id: int, project_id: int) -> Sequence[Prompt]: ...
    def items(self, prompt_id: int) -> Sequence[Item]: ...
    def items_of_round(self, round_id: int) -> Sequence[Item]: ...
    def asked(self, prompt_id: int, at: datetime) -> None:
        """Set ``asked_at`` if it is still empty."""

    def answered(self, prompt_id: int, at: datetime | None) -> None: ...
    def note_step(self, prompt_id: int, step: Step, at: datetime) -> None: ...


class Reports(Protocol):
    def current(self, round_id: int, project_ids: Collection[int] | None = None) -> Mapping[int, Report]:
        """Project id → the version that counts; void ones (Source.UNDO with nothing before) left out."""

    def save(
        self,
        round_id: int,
        project_id: int,
        finding: Finding,
        *,
        said_by: int,
        said_for: int | None,
        said_at: datetime,
        source: Source,
        late: bool,
        message: str,
    ) -> Report:
        """The next version."""

    def take_back(self, report: Report, by: int, at: datetime) -> Report | None:
        """Void the current version; the one before counts again and is returned, or None."""

    def last_by(self, round_id: int, person_id: int) -> Sequence[Report]:
        """What this person said at his latest moment: reports of one message or tap that still count."""

    def of_message(self, message: str) -> Sequence[Report]: ...
    def before(self, round_id: int, project_ids: Collection[int]) -> Mapping[int, Report]:
        """The latest counting report of each project from earlier rounds."""

    def many(self, report_ids: Collection[int]) -> Mapping[int, Report]:
        """By id, also those that were taken back."""

    def lately(self, project_ids: Collection[int], since: datetime) -> Sequence[Spoken]:
        """What was said of them after ``since`` and not taken back: by project, newest round and version first."""

    def history(self, project_id: int, limit: int, offset: int = 0) -> Sequence[Report]:
        """All versions, newest first."""

    def since(self, project_id: int, report_id: int) -> Sequence[Report]:
        """This version and all that were saved after it, of whatever round, newest first."""


class Sentences(Protocol):
    def add(self, sentence: Sentence) -> Sentence:
        """Store it (its id is ignored)."""

    def get(self, sentence_id: int) -> Sentence:
        """Locks the row."""

    def of_message(self, message: str) -> Sentence | None:
        """The latest reading of this message."""

    def of_round(self, round_id: int, limit: int) -> Sequence[Sentence]:
        """Newest first."""

    def unconfirmed(self, round_id: int) -> Sequence[Sentence]:
        """Open ones of the round of which a figure still waits for 确认, oldest first."""

    def change(self, sentence: Sentence) -> None:
        """Its state and what was made of it; words, person and round stay."""
