"""Invitations and the binding of chat accounts (邀请与绑定)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.chat import Address
from core.errors import NotFound, TokenFault, TokenRefused
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Invitation, Person, StandIn

VALID_FOR = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to invite: name and role; ``unit`` for unit heads and departments, ``leader`` for liaisons."""

    name: str
    role: Role
    unit_id: int | None = None
    leader_id: int | None = None


def invite(
    work: UnitOfWork, wanted: Wanted, token: str, by: int | None, today: date, now: datetime
) -> tuple[Person, Invitation]:
    """Prepare a one-time invitation; the person is put on the roster if he is not there yet.

    Args:
        token: at least 128 random bits, from the caller; only its hash is stored.
        by: the inviting person; None from the command line.
    """
    person = work.people.by_name(wanted.name)
    if person is None:
        person = work.people.add(wanted.name, "", [wanted.role], wanted.unit_id, "")
    elif wanted.unit_id is not None and person.unit_id != wanted.unit_id:
        person = replace(person, unit_id=wanted.unit_id)
        work.people.change(person)
    if wanted.leader_id is not None:
        work.people.add_stand_in(StandIn(person.id, wanted.leader_id, today))
    made = Invitation(0, person.id, wanted.role, hashed(token), now, now + VALID_FOR, by)
    invitation = work.people.invite(made)
    work.audit.note(now, by, "person.invited", f"person:{person.id}", {"role": wanted.role.value})
    return person, invitation


def bind(work: UnitOfWork, token: str, address: Address, now: datetime) -> tuple[Person, Role]:
    """Use an invitation: the account belongs to the person, who has the role from now on.

    Raises:
        TokenRefused: unknown, expired, used, or the account belongs to somebody else.
    """
    invitation = work.people.invitation(hashed(token))
    if invitation is None:
        raise TokenRefused(TokenFault.UNKNOWN)
    holder = work.people.account_at(address)
    if holder and holder[1].id != invitation.person_id:
        raise TokenRefused(TokenFault.TAKEN)
    if holder and invitation.used_at and invitation.role in holder[1].roles:
        return holder[1], invitation.role  # he tapped his own link once more
    _check(invitation, now)
    if not work.people.use_invitation(invitation.id, now):
        raise TokenRefused(TokenFault.USED)
    person = work.people.get(invitation.person_id)
    person = replace(person, roles=person.roles | {invitation.role}, active=True)
    work.people.change(person)
    if holder is None:
        work.people.bind(person.id, address, now)
        for old in work.people.release(person.id, address):  # a new phone replaces the old one, maybe lost
            work.outbox.readdress(old, address)
    work.people.lost(address, "")
    work.audit.note(
        now, person.id, "account.bound", f"person:{person.id}", {"channel": address.channel.value}
    )
    return person, invitation.role


def unbind(work: UnitOfWork, name: str, now: datetime) -> Person:
    """Release every chat account of a person; what waits for them is withdrawn, links that were
    given out open nothing any more, and he needs a new invitation.

    Raises:
        NotFound: nobody has this name.
    """
    person = work.people.by_name(name)
    if person is None:
        raise NotFound("person", name)
    released = work.people.release(person.id, None)
    for address in released:
        work.outbox.withdraw(address)
    work.people.revoke_invitations(person.id, now)
    work.audit.note(now, None, "account.released", f"person:{person.id}", {"accounts": str(len(released))})
    return person


def _check(invitation: Invitation, now: datetime) -> None:
    if invitation.used_at is not None:
        raise TokenRefused(TokenFault.USED)
    if invitation.revoked_at is not None:
        raise TokenRefused(TokenFault.REVOKED)
    if now >= invitation.expires_at:
        raise TokenRefused(TokenFault.EXPIRED)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
