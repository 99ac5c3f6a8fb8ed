"""People, their roles and chat accounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.chat import Address, Channel
from core.errors import NotFound
from core.rights import Role
from core.roster.model import Account, Invitation, Leave, Person, StandIn
from storage import accounts, invitations, leaves, stand_ins
from storage.memory import Memory, forgetting, once
from storage.statements import AnyRow
from storage.tables.roster import AccountRow, PersonRoleRow, PersonRow

_PERSON = (
    PersonRow.id.label("person"), PersonRow.name, PersonRow.title, PersonRow.unit_id, PersonRow.phone,
    PersonRow.active, PersonRoleRow.role,
)  # fmt: skip
_PEOPLE = (
    select(*_PERSON)
    .outerjoin(PersonRoleRow, PersonRoleRow.person_id == PersonRow.id)
    .order_by(PersonRow.id, PersonRoleRow.role)
)
_GET = _PEOPLE.where(PersonRow.id == bindparam("wanted"))
_BY_NAME = _PEOPLE.where(PersonRow.name == bindparam("wanted"))
_WITH_ROLE = _PEOPLE.where(
    PersonRow.active.is_(True),
    PersonRow.id.in_(select(PersonRoleRow.person_id).where(PersonRoleRow.role == bindparam("wanted"))),
)
_ACCOUNT_AT = (
    _PEOPLE.add_columns(*accounts.COLUMNS)
    .join(AccountRow, AccountRow.person_id == PersonRow.id)
    .where(AccountRow.channel == bindparam("channel"), AccountRow.chat == bindparam("chat"))
)
_ADD = insert(PersonRow).returning(PersonRow.id)
_ACTIVE = _PEOPLE.where(PersonRow.active.is_(True))
_STAND_INS = _ACTIVE.where(PersonRow.id.in_(stand_ins.FOR_LEADER))
_STANDS_IN_FOR = _ACTIVE.where(PersonRow.id.in_(stand_ins.OF_LIAISON))


class SqlPeople:
    """Implements ``core.ports.People``. Lists come by id."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    @once
    def get(self, person_id: int) -> Person:
        """
        Raises:
            NotFound: there is none.
        """
        found = _people(self._connection.execute(_GET, {"wanted": person_id}))
        if not found:
            raise NotFound("person", str(person_id))
        return found[0]

    def by_name(self, name: str) -> Person | None:
        """Of namesakes an active one, the one listed first."""
        found = _people(self._connection.execute(_BY_NAME, {"wanted": name}))
        return min(found, key=lambda person: (not person.active, person.id), default=None)

    def with_role(self, role: Role) -> Sequence[Person]:
        return _people(self._connection.execute(_WITH_ROLE, {"wanted": role}))

    def all(self) -> Sequence[Person]:
        return _people(self._connection.execute(_PEOPLE))

    @forgetting
    def add(self, name: str, title: str, roles: Collection[Role], unit_id: int | None, phone: str) -> Person:
        given = {"name": name, "title": title, "unit_id": unit_id, "phone": phone, "active": True}
        person_id: int = self._connection.execute(_ADD, given).scalar_one()
        self._add_roles(person_id, roles)
        return Person(person_id, name, title, frozenset(roles), unit_id, phone)

    @forgetting
    def change(self, person: Person) -> None:
        statement = update(PersonRow).where(PersonRow.id == person.id)
        self._connection.execute(
            statement.values(
                name=person.name,
                title=person.title,
                unit_id=person.unit_id,
                phone=person.phone,
                active=person.active,
            )
        )
        self._connection.execute(delete(PersonRoleRow).where(PersonRoleRow.person_id == person.id))
        self._add_roles(person.id, person.roles)

    @once
    def account_at(self, address: Address) -> tuple[Account, Person] | None:
        given = {"channel": address.channel, "chat": address.chat}
        rows = self._connection.execute(_ACCOUNT_AT, given).all()
        if not rows:
            return None
        person = _people(rows)[0]
        self.memory.keep(self.memory.shelf(self, "get"), {(person.id,): person})
        return accounts.account(rows[0]), person

    def account_of(self, person_id: int) -> Account | None:
        return self.accounts([person_id]).get(person_id)

    @once
    def accounts(self, person_ids: Collection[int]) -> Mapping[int, Account]:
        """By person, the account to write to as ``account_of`` chooses it; the never bound are left out."""
        return {one.person_id: one for one in accounts.of_people(self._connection, person_ids)}

    @once
    def accounts_of(self, person_id: int) -> Sequence[Account]:
        return accounts.of_people(self._connection, [person_id])[::-1]

    @forgetting
    def bind(self, person_id: int, address: Address, now: datetime) -> Account:
        """
        Raises:
            TokenRefused: the address is bound to somebody else.
        """
        return accounts.bind(self._connection, person_id, address, now)

    @forgetting
    def release(self, person_id: int, keep: Address | None) -> Sequence[Address]:
        return accounts.release(self._connection, person_id, keep)

    @forgetting
    def lost(self, address: Address, why: str) -> None:
        accounts.lost(self._connection, address, why)

    @forgetting
    def used(self, address: Address, now: datetime) -> None:
        accounts.used(self._connection, address, now)

    @forgetting
    def prefer(self, person_id: int, channel: Channel | None, now: datetime) -> bool:
        return accounts.prefer(self._connection, person_id, channel, now)

    @once
    def stand_ins(self, leader_id: int, day: date) -> Sequence[Person]:
        """Active ones."""
        return _people(self._connection.execute(_STAND_INS, {"person": leader_id, "day": day}))

    @once
    def stands_in_for(self, liaison_id: int, day: date) -> Sequence[Person]:
        """Active ones."""
        return _people(self._connection.execute(_STANDS_IN_FOR, {"person": liaison_id, "day": day}))

    @forgetting
    def add_stand_in(self, stand_in: StandIn) -> None:
        stand_ins.add(self._connection, stand_in)

    @forgetting
    def end_stand_in(self, liaison_id: int, leader_id: int, on: date) -> int:
        """See the port; one that would end before it began goes."""
        return stand_ins.end(self._connection, liaison_id, leader_id, on)

    @once
    def leaves(self, day: date) -> Sequence[Leave]:
        return leaves.lasting(self._connection, day)

    @forgetting
    def add_leave(self, leave: Leave) -> Leave:
        return leaves.add(self._connection, leave)

    @forgetting
    def end_leave(self, leave_id: int, now: datetime) -> None:
        leaves.end(self._connection, leave_id, now)

    def invite(self, invitation: Invitation) -> Invitation:
        return invitations.store(self._connection, invitation)

    def invitation(self, token_hash: str) -> Invitation | None:
        return invitations.find(self._connection, token_hash)

    def use_invitation(self, invitation_id: int, now: datetime) -> bool:
        return invitations.use(self._connection, invitation_id, now)

    def revoke_invitations(self, person_id: int, now: datetime) -> None:
        invitations.revoke(self._connection, person_id, None, now)

    def _add_roles(self, person_id: int, roles: Collection[Role]) -> None:
        if roles:
            given = [{"person_id": person_id, "role": role} for role in sorted(set(roles))]
            self._connection.execute(insert(PersonRoleRow), given)


def _people(rows: Iterable[AnyRow]) -> list[Person]:
    """One person of each run of rows that differ in the role only."""
    return [_person(list(group)) for _, group in groupby(rows, key=lambda row: row.person)]


def _person(rows: Sequence[AnyRow]) -> Person:
    first = rows[0]
    return Person(
        id=first.person,
        name=first.name,
        title=first.title,
        roles=frozenset(row.role for row in rows if row.role is not None),
        unit_id=first.unit_id,
        phone=first.phone,
        active=first.active,
    )
