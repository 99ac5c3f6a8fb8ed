"""Units, people, their accounts, and invitations."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.chat import Channel
from core.rights import Role
from core.roster.model import UnitKind
from storage.tables.base import CHAT, Base, choice


class UnitRow(Base):
    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[UnitKind] = mapped_column(choice(UnitKind, "kind"))


class PersonRow(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)  # SqlPeople.by_name; namesakes are allowed
    title: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    phone: Mapped[str]
    active: Mapped[bool]


class PersonRoleRow(Base):
    __tablename__ = "person_role"
    # SqlPeople.with_role
    __table_args__ = (Index(None, "role", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"), primary_key=True)


class AccountRow(Base):
    """One chat account belongs to one person; a person may have several."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("channel", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # SqlPeople.accounts
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    chat: Mapped[str] = mapped_column(CHAT)
    bound_at: Mapped[datetime]
    lost_because: Mapped[str]
    used_at: Mapped[datetime | None]  # when the person last turned to us from here
    preferred_at: Mapped[datetime | None]  # when it was chosen as the one to write to


class StandInRow(Base):
    __tablename__ = "stand_in"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= since_on", "ends_after_start"),
        CheckConstraint("liaison_id <> leader_id", "for_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    liaison_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # SqlPeople.stands_in_for
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # SqlPeople.stand_ins
    since_on: Mapped[date]
    until_on: Mapped[date | None]


class LeaveRow(Base):
    """It ends by its dates; ``ended_at``: taken back, from then on it never counts."""

    __tablename__ = "leave"
    __table_args__ = (
        CheckConstraint("until_on > since_on", "ends_after_start"),
        CheckConstraint("stand_in_id <> person_id", "by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # SqlPeople.stand_ins
    since_on: Mapped[date]
    until_on: Mapped[date]
    stand_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"), index=True
    )  # SqlPeople.stands_in_for
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class InvitationRow(Base):
    __tablename__ = "invitation"
    __table_args__ = (
        # SqlPeople.invite looks for the earlier ones that could still be used.
        Index(
            None, "person_id", postgresql_where=text("used_at IS NULL"), sqlite_where=text("used_at IS NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    tries: Mapped[int]
