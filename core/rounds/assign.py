"""Who carries which project, and who answers for which leader (分派).

The cards of a round that is open stay as they went out; the next ones follow the new order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.errors import NotFound, StaleButton, WrongState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Assignment, Carried, Duty, Person, StandIn, hears
from core.rounds.slot import notice_slot
from core.texts import assigning as texts

NO_DUTY, NO_PAIR = "no_duty", "no_pair"
DUTY_OF = {Role.LEADER: Duty.LEADER, Role.LIAISON: Duty.LIAISON, Role.SITE: Duty.SITE}
"""Which duty a role makes able to carry, the first that a person has."""


def duty_for(person: Person) -> Duty:
    """In what capacity he can be attached.

    Raises:
        WrongState: he is neither leader, liaison nor site officer.
    """
    for role, duty in DUTY_OF.items():
        if role in person.roles:
            return duty
    raise WrongState("assign", NO_DUTY)


def attach(
    work: UnitOfWork,
    wanted: Assignment,
    by: int,
    calendar: Calendar,
    now: datetime,
    *,
    instead: bool,
) -> None:
    """``instead``: whoever carries this duty on that day is released from it, for as long as this lasts.

    Raises:
        NotFound: no such person or project.
        WrongState: he has no such role.
    """
    person = _person(work, wanted.person_id)
    if wanted.project_id not in work.projects.many([wanted.project_id]):
        raise NotFound("project", str(wanted.project_id))
    if duty_for(person) is not wanted.duty:
        raise WrongState("assign", NO_DUTY)
    before = work.projects.assigned(wanted.since_on, project_id=wanted.project_id, duty=wanted.duty)
    released = [each for each in before if instead or each.person_id == person.id]
    for each in released:
        work.projects.unassign(wanted.project_id, each.person_id, wanted.duty, wanted.since_on)
        if wanted.until_on and each.person_id != person.id and each.until_on is None:
            work.projects.assign(replace(each, since_on=wanted.until_on))
    work.projects.assign(wanted)
    note: dict[str, object] = {
        "person": person.id,
        "duty": wanted.duty.value,
        "since": wanted.since_on,
        "until": wanted.until_on,
    }
    note |= {"released": [each.person_id for each in released if each.person_id != person.id]}
    _note(work, "project.assigned", f"project:{wanted.project_id}", note, by, now)
    for who in {person.id, *(each.person_id for each in released)} - {by}:
        _tell(work, who, wanted.since_on, calendar, now)


def detach(
    work: UnitOfWork, project_id: int, person_id: int, duty: Duty, by: int, calendar: Calendar, now: datetime
) -> None:
    """From today on he no longer carries it.

    Raises:
        StaleButton: he does not carry it.
    """
    today = calendar.today(now)
    if not any(
        a.person_id == person_id for a in work.projects.assigned(today, project_id=project_id, duty=duty)
    ):
        raise StaleButton
    work.projects.unassign(project_id, person_id, duty, today)
    note = {"person": person_id, "duty": duty.value}
    _note(work, "project.released", f"project:{project_id}", note, by, now)
    if person_id != by:
        _tell(work, person_id, today, calendar, now)


def let_answer(work: UnitOfWork, wanted: StandIn, by: int, calendar: Calendar, now: datetime) -> None:
    """The liaison answers for the leader, whatever the project; in his own name.

    Raises:
        NotFound: no such person.
        WrongState: one is no liaison, or the other no leader.
    """
    liaison, leader = _person(work, wanted.liaison_id), _person(work, wanted.leader_id)
    if Role.LIAISON not in liaison.roles or Role.LEADER not in leader.roles or liaison.id == leader.id:
        raise WrongState("assign", NO_PAIR)
    work.people.end_stand_in(liaison.id, leader.id, wanted.since_on)
    work.people.add_stand_in(wanted)
    note = {"liaison": liaison.id, "since": wanted.since_on, "until": wanted.until_on}
    _note(work, "stand_in.added", f"person:{leader.id}", note, by, now)
    for each in {liaison.id, leader.id} - {by}:
        _tell(work, each, wanted.since_on, calendar, now)


def stop_answering(
    work: UnitOfWork, liaison_id: int, leader_id: int, by: int, calendar: Calendar, now: datetime
) -> None:
    """From today on he answers for the leader no more.

    Raises:
        StaleButton: he does not.
    """
    today = calendar.today(now)
    if not work.people.end_stand_in(liaison_id, leader_id, today):
        raise StaleButton
    _note(work, "stand_in.ended", f"person:{leader_id}", {"liaison": liaison_id}, by, now)
    for each in {liaison_id, leader_id} - {by}:
        _tell(work, each, today, calendar, now)


def carried(work: UnitOfWork, person: Person, day: date) -> Carried:
    """All that a person carries on that day."""
    held = work.projects.assigned(day, person_id=person.id)
    projects = work.projects.many({each.project_id for each in held})
    return Carried(
        tuple((each, projects[each.project_id]) for each in held),
        tuple(work.people.stands_in_for(person.id, day)),
        tuple(work.people.stand_ins(person.id, day)),
    )


def attached(work: UnitOfWork, project_id: int, day: date) -> Sequence[tuple[Assignment, Person]]:
    """Everybody who carries a duty for the project on that day."""
    return [(a, work.people.get(a.person_id)) for a in work.projects.assigned(day, project_id=project_id)]


def _person(work: UnitOfWork, person_id: int) -> Person:
    found = work.people.get(person_id)
    if not found.active:
        raise NotFound("person", found.name)
    return found


def _tell(work: UnitOfWork, person_id: int, day: date, calendar: Calendar, now: datetime) -> None:
    """One message a person, however much is changed about him on a day: it says how it stands now."""
    account = work.people.account_of(person_id)
    batch = f"assigned:{person_id}"
    work.outbox.cancel(now, batch=batch)
    slot = notice_slot(work, person_id, calendar, now)
    if not hears(account) or slot is None:
        return
    today = calendar.today(now)
    card = texts.told(
        carried(work, work.people.get(person_id), max(day, today)), day if day > today else None
    )
    key = f"{batch}:{now.timestamp():.3f}"
    work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, person_id, batch))


def _note(
    work: UnitOfWork, act: str, subject: str, facts: Mapping[str, object], by: int, now: datetime
) -> None:
    said = {name: str(value) for name, value in facts.items() if value not in (None, [])}
    work.audit.note(now, by, act, subject, said)
