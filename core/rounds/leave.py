"""A leader is away for some days and somebody answers for him (请假, 代班).

He is neither asked nor chased nor counted on those days; his cards go to the stand-in. It ends by its dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from core.calendar import Calendar
from core.chat import Card
from core.delivery.model import Kind, Letter
from core.errors import NotAllowed, StaleButton, WrongState
from core.ports import UnitOfWork
from core.rights import Right, Role
from core.roster.model import Leave, Person, hears
from core.rounds.slot import notice_slot
from core.texts import leave as texts


def away(work: UnitOfWork, day: date) -> Mapping[int, Leave]:
    """Leader id → his leave, of those who are away on that day."""
    return {leave.person_id: leave for leave in work.people.leaves(day) if leave.since_on <= day}


def set_leave(work: UnitOfWork, wanted: Leave, by: Person, calendar: Calendar, now: datetime) -> Leave:
    """Both hear of it, except whoever says it.

    Raises:
        WrongState: he is no leader; it is over; it overlaps another one of his; the stand-in is himself, may not
            report, or is away then, too.
    """
    leader = work.people.get(wanted.person_id)
    stand_in = work.people.get(wanted.stand_in_id) if wanted.stand_in_id else None
    if Role.LEADER not in leader.roles:
        raise WrongState("leave", "no_leader")
    if wanted.last_on < calendar.today(now):
        raise WrongState("leave", "over")
    if stand_in and (stand_in.id == leader.id or not stand_in.active or not stand_in.may(Right.REPORT)):
        raise WrongState("leave", "no_stand_in")
    at_once = {
        each.person_id for each in work.people.leaves(wanted.since_on) if each.since_on < wanted.until_on
    }
    if leader.id in at_once:
        raise WrongState("leave", "taken")
    if stand_in and stand_in.id in at_once:
        raise WrongState("leave", "also_away")
    made = work.people.add_leave(wanted)
    facts = {"first": str(made.since_on), "last": str(made.last_on), "stand_in": str(made.stand_in_id or "")}
    work.audit.note(now, by.id, "leave.set", f"person:{leader.id}", facts)
    for each in (leader, stand_in):
        if each and each.id != by.id:
            card = texts.told(made, leader, stand_in, by, ends=each is leader)
            _tell(work, f"leave:{made.id}:set:{each.id}", each, card, calendar, now)
    return made


def end_leave(work: UnitOfWork, leave_id: int, by: Person, calendar: Calendar, now: datetime) -> None:
    """He is back early, or does not go; from this moment on.

    Raises:
        NotAllowed: it is not his, and he is not the office.
        StaleButton: it is over.
    """
    found = next((each for each in work.people.leaves(calendar.today(now)) if each.id == leave_id), None)
    if found is None:
        raise StaleButton
    if by.id != found.person_id and not by.may(Right.ASSIGN):
        raise NotAllowed(Right.LEAVE)
    work.people.end_leave(leave_id, now)
    work.audit.note(now, by.id, "leave.ended", f"person:{found.person_id}", {"leave": str(leave_id)})
    leader = work.people.get(found.person_id)
    stand_in = work.people.get(found.stand_in_id) if found.stand_in_id else None
    card = texts.taken_back(found, leader, stand_in, by)
    for each in (leader, stand_in):
        if each and each.id != by.id:
            _tell(work, f"leave:{leave_id}:end:{each.id}", each, card, calendar, now)


def leave_of(
    person: Person, stand_in: Person | None, first: date, last: date, by: Person, now: datetime
) -> Leave:
    """As a value that is not stored yet; ``last`` included."""
    stand_in_id = stand_in.id if stand_in else None
    return Leave(0, person.id, first, last + timedelta(days=1), stand_in_id, by.id, now)


def of_person(work: UnitOfWork, person: Person, day: date) -> list[Leave]:
    """His own, and those in which he answers for another; now or to come."""
    return [each for each in work.people.leaves(day) if person.id in (each.person_id, each.stand_in_id)]


def _tell(work: UnitOfWork, key: str, person: Person, card: Card, calendar: Calendar, now: datetime) -> None:
    account = work.people.account_of(person.id)
    slot = notice_slot(work, person.id, calendar, now)
    if hears(account) and slot is not None:
        work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, person.id))
