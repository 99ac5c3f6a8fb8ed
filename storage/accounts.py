"""Chat accounts of people, and which of them to write to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from core.chat import Address, Channel
from core.errors import TokenFault, TokenRefused
from core.roster.model import Account
from storage.statements import AnyRow, upsert
from storage.tables.roster import AccountRow

COLUMNS = (
    AccountRow.id, AccountRow.person_id, AccountRow.channel, AccountRow.chat, AccountRow.bound_at,
    AccountRow.lost_because, AccountRow.used_at, AccountRow.preferred_at,
)  # fmt: skip
# The one to write to comes last of its person: reachable after lost, chosen after others, last used after older.
_OF_PEOPLE = (
    select(*COLUMNS)
    .where(AccountRow.person_id.in_(bindparam("people", expanding=True)))
    .order_by(
        AccountRow.person_id,
        AccountRow.lost_because == "",
        AccountRow.preferred_at.is_not(None),
        func.coalesce(AccountRow.used_at, AccountRow.bound_at),
        AccountRow.id,
    )
)
_binding = upsert(AccountRow)
_BIND = _binding.on_conflict_do_update(
    index_elements=["channel", "chat"],
    set_={"bound_at": _binding.excluded.bound_at, "lost_because": ""},
    where=AccountRow.person_id == _binding.excluded.person_id,
).returning(*COLUMNS)
_LOST = (
    update(AccountRow)
    .where(AccountRow.channel == bindparam("at_channel"), AccountRow.chat == bindparam("at_chat"))
    .values(lost_because=bindparam("because"))
)


def of_people(connection: Connection, person_ids: Collection[int]) -> Sequence[Account]:
    """By person, the one to write to last of his."""
    return [account(row) for row in connection.execute(_OF_PEOPLE, {"people": list(person_ids)})]


def bind(connection: Connection, person_id: int, address: Address, now: datetime) -> Account:
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
    row = connection.execute(_BIND, given).one_or_none()
    if row is None:
        raise TokenRefused(TokenFault.TAKEN)
    return account(row)


def release(connection: Connection, person_id: int, keep: Address | None) -> Sequence[Address]:
    statement = delete(AccountRow).where(AccountRow.person_id == person_id)
    if keep is not None:
        statement = statement.where(AccountRow.channel == keep.channel, AccountRow.chat != keep.chat)
    rows = connection.execute(statement.returning(AccountRow.channel, AccountRow.chat))
    return [Address(row.channel, row.chat) for row in rows]


def lost(connection: Connection, address: Address, why: str) -> None:
    given = {"at_channel": address.channel, "at_chat": address.chat, "because": why}
    connection.execute(_LOST, given)


def used(connection: Connection, address: Address, now: datetime) -> None:
    statement = update(AccountRow).where(
        AccountRow.channel == address.channel, AccountRow.chat == address.chat
    )
    connection.execute(statement.values(used_at=now))


def prefer(connection: Connection, person_id: int, channel: Channel | None, now: datetime) -> bool:
    of_person = update(AccountRow).where(AccountRow.person_id == person_id)
    connection.execute(of_person.values(preferred_at=None))
    if channel is None:
        return True
    chosen = of_person.where(AccountRow.channel == channel).values(preferred_at=now)
    return connection.execute(chosen).rowcount > 0


def account(row: AnyRow) -> Account:
    return Account(
        id=row.id,
        person_id=row.person_id,
        address=Address(row.channel, row.chat),
        bound_at=row.bound_at,
        lost_because=row.lost_because,
        used_at=row.used_at,
        preferred=row.preferred_at is not None,
    )
