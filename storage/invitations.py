"""One-time invitations; only hashes of their tokens are known here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from core.rights import Role
from core.roster.model import Invitation
from storage.statements import AnyRow
from storage.tables.roster import InvitationRow

_COLUMNS = (
    InvitationRow.id, InvitationRow.person_id, InvitationRow.role, InvitationRow.token_hash,
    InvitationRow.made_at, InvitationRow.expires_at, InvitationRow.made_by, InvitationRow.used_at,
    InvitationRow.revoked_at, InvitationRow.tries,
)  # fmt: skip


def store(connection: Connection, invitation: Invitation) -> Invitation:
    """Revokes the person's earlier unused ones for the same role first."""
    revoke(connection, invitation.person_id, invitation.role, invitation.made_at)
    made = insert(InvitationRow).values(
        person_id=invitation.person_id,
        role=invitation.role,
        token_hash=invitation.token_hash,
        made_at=invitation.made_at,
        expires_at=invitation.expires_at,
        made_by=invitation.made_by,
        used_at=invitation.used_at,
        revoked_at=invitation.revoked_at,
        tries=invitation.tries,
    )
    number: int = connection.execute(made.returning(InvitationRow.id)).scalar_one()
    return replace(invitation, id=number)


def revoke(connection: Connection, person_id: int, role: Role | None, now: datetime) -> None:
    """The person's unused ones for this role, or for any."""
    unused = update(InvitationRow).where(
        InvitationRow.person_id == person_id,
        InvitationRow.used_at.is_(None),
        InvitationRow.revoked_at.is_(None),
    )
    if role is not None:
        unused = unused.where(InvitationRow.role == role)
    connection.execute(unused.values(revoked_at=now))


def find(connection: Connection, token_hash: str) -> Invitation | None:
    row = connection.execute(select(*_COLUMNS).where(InvitationRow.token_hash == token_hash)).one_or_none()
    return _invitation(row) if row else None


def use(connection: Connection, invitation_id: int, now: datetime) -> bool:
    """Compare-and-set: False if it was used or revoked in between."""
    unused = update(InvitationRow).where(
        InvitationRow.id == invitation_id,
        InvitationRow.used_at.is_(None),
        InvitationRow.revoked_at.is_(None),
    )
    return connection.execute(unused.values(used_at=now)).rowcount == 1


def _invitation(row: AnyRow) -> Invitation:
    return Invitation(*row)
