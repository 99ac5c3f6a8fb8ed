"""Wishes to move a milestone, and contacts with firms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.milestones.model import ChangeRequest, Contact, RequestState


class Requests(Protocol):
    def add(self, request: ChangeRequest) -> ChangeRequest:
        """Store it; its id is ignored."""

    def get(self, request_id: int) -> ChangeRequest: ...
    def in_state(self, state: RequestState, limit: int) -> Sequence[ChangeRequest]:
        """By id."""

    def decide(self, request_id: int, state: RequestState, by: int, at: datetime) -> ChangeRequest | None:
        """Compare-and-set; None if it was decided before."""


class Contacts(Protocol):
    def add(self, contact: Contact) -> Contact:
        """Store it; its id is ignored."""

    def get(self, contact_id: int) -> Contact: ...
    def reword(self, contact_id: int, text: str) -> None: ...
    def take_back(self, contact_id: int, by: int, at: datetime) -> bool:
        """False if it was taken back before."""

    def of_project(self, project_id: int, limit: int) -> Sequence[Contact]:
        """Also those taken back; the latest day first."""

    def of_message(self, message: str) -> Sequence[Contact]:
        """Those that stand, read from this report sentence."""

    def last_by(self, person_id: int) -> Contact | None:
        """The one noted last that stands, of those he noted by themselves."""

    def last_on(self, project_ids: Collection[int]) -> Mapping[int, date]:
        """Project id → the latest day of those that stand."""

    def first_asked(self, project_ids: Collection[int]) -> Mapping[int, datetime]:
        """Project id → when somebody was first asked about it, by a card that is confirmed as sent."""
