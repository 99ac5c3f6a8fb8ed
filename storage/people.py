"""People, their roles and chat accounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from core.chat import Address, Channel
from core.errors import NotFound, TokenFault, TokenRefused
from core.rights import Role
from core.roster.model import Account, Invitation, Leave, Person, StandIn
from storage import invitations, leaves
from storage.memory import Memory, forgetting, once
from storage.statements import AnyRow, upsert
from storage.tables.roster import AccountRow, LeaveRow, PersonRoleRow, PersonRow, StandInRow

_PERSON = (
    PersonRow.id.label("person"), PersonRow.name, PersonRow.title, PersonRow.unit_id, PersonRow.phone,
    PersonRow.active, PersonRoleRow.role,
)  # fmt: skip
_ACCOUNT = (
    AccountRow.id, AccountRow.person_id, AccountRow.channel, AccountRow.chat, AccountRow.bound_at,
    AccountRow.lost_because, AccountRow.used_at, AccountRow.preferred_at,
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
_AT = _PEOPLE.add_columns(*_ACCOUNT).join(AccountRow, AccountRow.person_id == PersonRow.id)
_ACCOUNT_AT = _AT.where(AccountRow.channel == bindparam("channel"), AccountRow.chat == bindparam("chat"))
# The one to write to comes last of its person: reachable after lost, chosen after others, last used after older.
_ACCOUNTS = (
    select(*_ACCOUNT)
    .where(AccountRow.person_id.in_(bindparam("people", expanding=True)))
    .order_by(
        AccountRow.person_id,
        AccountRow.lost_because == "",
        AccountRow.preferred_at.is_not(None),
        func.coalesce(AccountRow.used_at, AccountRow.bound_at),
        AccountRow.id,
    )
)
_ADD = insert(PersonRow).returning(PersonRow.id)
_binding = upsert(AccountRow)
_BIND = _binding.on_conflict_do_update(
    index_elements=["channel", "chat"],
    set_={"bound_at": _binding.excluded.bound_at, "lost_because": ""},
    where=AccountRow.person_id == _binding.excluded.person_id,
).returning(*_ACCOUNT)
_LOST = (
    update(AccountRow)
    .where(AccountRow.channel == bindparam("at_channel"), AccountRow.chat == bindparam("at_chat"))
    .values(lost_because=bindparam("because"))
)
_ON_DAY = (
    StandInRow.since_on <= bindparam("day"),
    or_(StandInRow.until_on.is_(None), StandInRow.until_on > bindparam("day")),
)
_STAND_INS = _PEOPLE.where(
    PersonRow.active.is_(True),
    PersonRow.id.in_(
        select(StandInRow.liaison_id)
        .where(StandInRow.leader_id == bindparam("person"), *_ON_DAY)
        .union_all(
            select(LeaveRow.stand_in_id).where(LeaveRow.person_id == bindparam("person"), *leaves.ON_DAY)
        )
    ),
)
_STANDS_IN_FOR = _PEOPLE.where(
    PersonRow.active.is_(True),
    PersonRow.id.in_(
        select(StandInRow.leader_id)
        .where(StandInRow.liaison_id == bindparam("person"), *_ON_DAY)
        .union_all(
            select(LeaveRow.person_id).where(LeaveRow.stand_in_id == bindparam("person"), *leaves.ON_DAY)
        )
    ),
)


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
        return _account(rows[0]), person

    def account_of(self, person_id: int) -> Account | None:
        return self.accounts([person_id]).get(person_id)

    @once
    def accounts(self, person_ids: Collection[int]) -> Mapping[int, Account]:
        """By person, the account to write to as ``account_of`` chooses it; the never bound are left out."""
        rows = self._connection.execute(_ACCOUNTS, {"people": list(person_ids)})
        return {row.person_id: _account(row) for row in rows}

    @forgetting
    def bind(self, person_id: int, address: Address, now: datetime) -> Account:
        """Binding again refreshes the moment and makes the account reachable.

        Raises:
            TokenRefused: the address is bound to somebody else.
        """
        given = {
            "person_id": person_id,
            "channel": address.channel,
            "chat": address.chat,
            "bound_at": now,
            "lost_because": "",
        }
        row = self._connection.execute(_BIND, given).one_or_none()
        if row is None:
            raise TokenRefused(TokenFault.TAKEN)
        return _account(row)

    @forgetting
    def release(self, person_id: int, keep: Address | None) -> Sequence[Address]:
        statement = delete(AccountRow).where(AccountRow.person_id == person_id)
        if keep is not None:
            statement = statement.where(AccountRow.channel == keep.channel, AccountRow.chat != keep.chat)
        rows = self._connection.execute(statement.returning(AccountRow.channel, AccountRow.chat))
        return [Address(row.channel, row.chat) for row in rows]

    @forgetting
    def lost(self, address: Address, why: str) -> None:
        given = {"at_channel": address.channel, "at_chat": address.chat, "because": why}
        self._connection.execute(_LOST, given)

    @forgetting
    def used(self, address: Address, now: datetime) -> None:
        statement = update(AccountRow).where(
            AccountRow.channel == address.channel, AccountRow.chat == address.chat
        )
        self._connection.execute(statement.values(used_at=now))

    @forgetting
    def prefer(self, person_id: int, channel: Channel | None, now: datetime) -> bool:
        of_person = update(AccountRow).where(AccountRow.person_id == person_id)
        self._connection.execute(of_person.values(preferred_at=None))
        if channel is None:
            return True
        chosen = of_person.where(AccountRow.channel == channel).values(preferred_at=now)
        return self._connection.execute(chosen).rowcount > 0

    @once
    def accounts_of(self, person_id: int) -> Sequence[Account]:
        rows = self._connection.execute(_ACCOUNTS, {"people": [person_id]})
        return [_account(row) for row in rows][::-1]

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
        statement = insert(StandInRow).values(
            liaison_id=stand_in.liaison_id,
            leader_id=stand_in.leader_id,
            since_on=stand_in.since_on,
            until_on=stand_in.until_on,
        )
        self._connection.execute(statement)

    @forgetting
    def end_stand_in(self, liaison_id: int, leader_id: int, on: date) -> int:
        """See the port; one that would end before it began goes."""
        pair = and_(StandInRow.liaison_id == liaison_id, StandInRow.leader_id == leader_id)
        lasting = or_(StandInRow.until_on.is_(None), StandInRow.until_on > on)
        gone = self._connection.execute(delete(StandInRow).where(pair, lasting, StandInRow.since_on >= on))
        ended = self._connection.execute(update(StandInRow).where(pair, lasting).values(until_on=on))
        return gone.rowcount + ended.rowcount

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


def _account(row: AnyRow) -> Account:
    return Account(
        id=row.id,
        person_id=row.person_id,
        address=Address(row.channel, row.chat),
        bound_at=row.bound_at,
        lost_because=row.lost_because,
        used_at=row.used_at,
        preferred=row.preferred_at is not None,
    )
