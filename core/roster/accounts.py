"""Chat accounts that the office assigns, and which one a person is written to (账号)."""

from __future__ import annotations

from datetime import datetime

from core.chat import Address, Channel
from core.errors import NotFound, TokenFault, TokenRefused
from core.ports import UnitOfWork
from core.roster.model import Person


def assign_account(work: UnitOfWork, name: str, address: Address, by: int | None, now: datetime) -> Person:
    """The account belongs to the person from now on; for services in which the employer vouches for accounts.

    Another account of the same service is replaced, and what waits for it follows.

    Raises:
        NotFound: nobody on the roster has this name.
        TokenRefused: the account belongs to somebody else.
    """
    person = work.people.by_name(name)
    if person is None or not person.active:
        raise NotFound("person", name)
    holder = work.people.account_at(address)
    if holder and holder[1].id != person.id:
        raise TokenRefused(TokenFault.TAKEN)
    work.people.bind(person.id, address, now)
    for old in work.people.release(person.id, address):
        work.outbox.readdress(old, address)
    facts = {"channel": address.channel.value, "by": "office"}
    work.audit.note(now, by, "account.bound", f"person:{person.id}", facts)
    return person


def prefer_account(work: UnitOfWork, person_id: int, channel: Channel | None, now: datetime) -> bool:
    """Write to this service's account from now on; None: to the one that was used last.

    Returns:
        False: the person has no account there.
    """
    return work.people.prefer(person_id, channel, now)
