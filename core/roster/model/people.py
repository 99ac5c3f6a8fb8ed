"""Units and people: where they write from, and how they come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeGuard

from core.chat import Address
from core.rights import Right, Role, may


class UnitKind(StrEnum):
    COUNTY = "county"  # 县区
    DEPARTMENT = "department"  # 市直部门
    PARK = "park"  # 园区
    TOWN = "town"  # 镇办
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office's list. ``title`` is the post (职务)."""

    id: int
    name: str
    title: str = ""
    roles: frozenset[Role] = frozenset()
    unit_id: int | None = None
    phone: str = ""
    active: bool = True

    def may(self, right: Right) -> bool:
        return may(self.roles, right)


@dataclass(frozen=True, slots=True)
class Account:
    """A chat account bound to a person.

    Attributes:
        lost_because: why nothing can be delivered, or empty.
        used_at: when the person last turned to us from here after having used another one.
        preferred: chosen as the one to write to.
    """

    id: int
    person_id: int
    address: Address
    bound_at: datetime
    lost_because: str = ""
    used_at: datetime | None = None
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class UploadLink:
    """A link to hand in one file over the web; it is answered at ``address``."""

    token_hash: str
    person_id: int
    address: Address
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


def hears(account: Account | None) -> TypeGuard[Account]:
    """Whether what is sent there can be delivered, as far as we know."""
    return account is not None and not account.lost_because


@dataclass(frozen=True, slots=True)
class Invitation:
    """One-time binding. Only the SHA-256 of the token is stored."""

    id: int
    person_id: int
    role: Role
    token_hash: str
    made_at: datetime
    expires_at: datetime
    made_by: int | None = None  # person; None: the command line
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat that the bot is in. ``bound_by`` makes it a bulletin target."""

    id: int
    address: Address
    title: str
    bound_by: int | None = None
    bound_at: datetime | None = None
    removed_at: datetime | None = None
