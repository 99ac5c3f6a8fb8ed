"""Wishes to move a milestone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.milestones.model import ChangeRequest, RequestState


class Requests(Protocol):
    def add(self, request: ChangeRequest) -> ChangeRequest:
        """Store it; its id is ignored."""

    def get(self, request_id: int) -> ChangeRequest: ...
    def in_state(self, state: RequestState, limit: int) -> Sequence[ChangeRequest]:
        """By id."""

    def decide(self, request_id: int, state: RequestState, by: int, at: datetime) -> ChangeRequest | None:
        """Compare-and-set; None if it was decided before."""
