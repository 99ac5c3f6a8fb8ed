"""Problems and their deadlines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.dates import PartialDate
from core.problems.model import Category, Problem


class Problems(Protocol):
    def open_for(self, project_ids: Collection[int] | None) -> Sequence[Problem]: ...
    def due_in(self, year: int) -> Sequence[Problem]:
        """Those with a deadline whose last possible day is in that year, open and solved, by id."""

    def get(self, problem_id: int) -> Problem: ...
    def during(self, start: datetime, end: datetime) -> Sequence[Problem]:
        """Opened or resolved from ``start`` to ``end``, both included; by id."""

    def add(
        self,
        project_id: int,
        category: Category,
        text: str,
        at: datetime,
        by: int | None,
        round_id: int | None,
        department: str,
        due_on: PartialDate | None = None,
    ) -> Problem: ...
    def reword(
        self,
        problem_id: int,
        category: Category,
        text: str,
        department: str = "",
        due_on: PartialDate | None = None,
    ) -> None:
        """Without a department or deadline those it has stay."""

    def resolve(self, problem_id: int, by: int | None, at: datetime, message: str = "") -> bool:
        """``message``: the one that says so, if a sentence does. False if it is resolved already."""

    def reopen(self, project_id: int, message: str) -> Sequence[int]:
        """Those of the project that this message closed are open again; their ids."""
