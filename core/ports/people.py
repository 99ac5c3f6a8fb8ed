"""Who there is, where they can be reached, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.chat import Address, Channel
from core.rights import Role
from core.roster.model import Account, Invitation, Leave, Person, StandIn


class People(Protocol):
    def get(self, person_id: int) -> Person: ...
    def by_name(self, name: str) -> Person | None: ...
    def with_role(self, role: Role) -> Sequence[Person]:
        """Active people, by id."""

    def all(self) -> Sequence[Person]: ...
    def add(
        self, name: str, title: str, roles: Collection[Role], unit_id: int | None, phone: str
    ) -> Person: ...
    def change(self, person: Person) -> None: ...
    def account_at(self, address: Address) -> tuple[Account, Person] | None: ...
    def account_of(self, person_id: int) -> Account | None:
        """The account to write to: a reachable one first, then the chosen one, then the last used."""

    def accounts_of(self, person_id: int) -> Sequence[Account]:
        """All of them, the one to write to first."""

    def used(self, address: Address, now: datetime) -> None:
        """The person has just turned to us from there."""

    def prefer(self, person_id: int, channel: Channel | None, now: datetime) -> bool:
        """Write to that service's account; None: to the one used last. False: there is none."""

    def accounts(self, person_ids: Collection[int]) -> Mapping[int, Account]: ...
    def bind(self, person_id: int, address: Address, now: datetime) -> Account: ...
    def release(self, person_id: int, keep: Address | None) -> Sequence[Address]:
        """Unbind the person's accounts; with ``keep`` only the others of that channel. Those unbound."""

    def lost(self, address: Address, why: str) -> None:
        """Nothing can be delivered there any more; ``why`` empty: it can again."""

    def stand_ins(self, leader_id: int, day: date) -> Sequence[Person]: ...
    def stands_in_for(self, liaison_id: int, day: date) -> Sequence[Person]: ...
    def add_stand_in(self, stand_in: StandIn) -> None: ...
    def end_stand_in(self, liaison_id: int, leader_id: int, on: date) -> int:
        """Those in force or to come end before ``on``; how many did."""

    def leaves(self, day: date) -> Sequence[Leave]:
        """Those that are not over on that day, by their first day; those that were taken back left out."""

    def add_leave(self, leave: Leave) -> Leave:
        """Store it (its id is ignored)."""

    def end_leave(self, leave_id: int, now: datetime) -> None: ...
    def invite(self, invitation: Invitation) -> Invitation:
        """Store it (its id is ignored) and revoke the person's earlier unused ones for the same role."""

    def invitation(self, token_hash: str) -> Invitation | None: ...
    def use_invitation(self, invitation_id: int, now: datetime) -> bool:
        """Compare-and-set: False if it was used in between."""

    def revoke_invitations(self, person_id: int, now: datetime) -> None:
        """Those that nobody has used yet, for whatever role."""
