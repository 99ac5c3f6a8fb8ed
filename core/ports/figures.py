"""Sums, percentages and dates on their way into the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.figures.model import Field, Figure, FigureState


class Figures(Protocol):
    def put(self, figure: Figure) -> Figure:
        """Store it (its id is ignored); one of the same report and field is replaced while undecided."""

    def get(self, figure_id: int) -> Figure:
        """Locks the row."""

    def of_reports(self, report_ids: Collection[int]) -> Sequence[Figure]: ...
    def waiting(self, state: FigureState, limit: int, offset: int = 0) -> Sequence[Figure]:
        """In that state, oldest first."""

    def of_round(self, round_id: int, state: FigureState) -> Sequence[Figure]:
        """Those that reports of this round state, by id."""

    def undecided(self, project_ids: Collection[int]) -> Sequence[Figure]:
        """Said or reported, oldest first."""

    def refused(self, project_ids: Collection[int]) -> Sequence[Figure]:
        """Returned by the office, oldest first."""

    def count(self, state: FigureState) -> int: ...
    def decided_in(self, start: datetime, end: datetime) -> Mapping[int, tuple[int, int]]:
        """Project → (confirmed, refused) of those decided in [start, end)."""

    def move(
        self,
        figure_ids: Collection[int],
        expected: FigureState,
        state: FigureState,
        *,
        by: int | None = None,
        at: datetime | None = None,
        decided: str = "",
        reason: str = "",
    ) -> Sequence[Figure]:
        """Compare-and-set: those that were in the ``expected`` state, as they are now. ``by`` and ``at`` are
        kept with a decision only."""

    def last(self, project_id: int, field: Field, state: FigureState) -> Figure | None: ...
