"""Who may answer, and who is to be asked instead of a leader who cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.errors import NothingOpen
from core.ports import UnitOfWork
from core.roster.model import Duty, Person
from core.rounds.model import Item, Prompt, RoundState


def answerable(work: UnitOfWork, person: Person, prompt: Prompt, day: date) -> tuple[Item, ...]:
    """The lines of this card that ``person`` may answer: all for the leader and his stand-in, else
    those of projects to which he is attached as liaison, site officer or contact."""
    items = tuple(work.rounds.items(prompt.id))
    if person.id == prompt.leader_id:
        return items
    if any(leader.id == prompt.leader_id for leader in work.people.stands_in_for(person.id, day)):
        return items
    own = {
        a.project_id for a in work.projects.assigned(day, person_id=person.id) if a.duty is not Duty.LEADER
    }
    return tuple(item for item in items if item.project_id in own)


def liaisons(work: UnitOfWork, prompt: Prompt, day: date) -> Sequence[Person]:
    """The stand-ins of the leader, else the liaisons of his projects; each once, in order."""
    stand_ins = work.people.stand_ins(prompt.leader_id, day)
    if stand_ins:
        return stand_ins
    found: dict[int, Person] = {}
    for item in work.rounds.items(prompt.id):
        for assignment in work.projects.assigned(day, project_id=item.project_id, duty=Duty.LIAISON):
            if assignment.person_id not in found:
                found[assignment.person_id] = work.people.get(assignment.person_id)
    return tuple(found.values())


def prompts_for(work: UnitOfWork, person: Person, round_id: int, day: date) -> tuple[Prompt, ...]:
    """Cards of this round on which ``person`` may answer at least one line; his own first."""
    own = work.rounds.prompt_of(round_id, person.id)
    others: dict[int, Prompt] = {}
    for leader in work.people.stands_in_for(person.id, day):
        stood_for = work.rounds.prompt_of(round_id, leader.id)
        if stood_for:
            others[stood_for.id] = stood_for
    for assignment in work.projects.assigned(day, person_id=person.id):
        if assignment.duty is not Duty.LEADER:
            for prompt in work.rounds.prompts_with(round_id, assignment.project_id):
                others.setdefault(prompt.id, prompt)
    if own:
        others.pop(own.id, None)
    return (own, *others.values()) if own else tuple(others.values())


def prompts_now(work: UnitOfWork, person: Person, day: date) -> tuple[Prompt, ...]:
    """Cards on which ``person`` may answer now: of the open round, else of the last closed one (late).

    Raises:
        NothingOpen: none.
    """
    for state in (RoundState.OPEN, RoundState.CLOSED):
        for round_ in work.rounds.in_state(state)[:1]:
            prompts = prompts_for(work, person, round_.id, day)
            if prompts:
                return prompts
    raise NothingOpen


def his_projects(work: UnitOfWork, person: Person, round_id: int, day: date) -> frozenset[int]:
    """The projects about which ``person`` may answer in this round today."""
    prompts = prompts_for(work, person, round_id, day)
    return frozenset(item.project_id for each in prompts for item in answerable(work, person, each, day))
