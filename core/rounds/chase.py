"""Chase the silent, step by step (催报): card → liaison → leader → the office's list.

Each tick asks who should have heard by now and has not. Nothing is written ahead: a step whose
time has come on a day when the person has already heard from us, or in quiet hours, is taken
by a later tick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter, State
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.ladder import step_due
from core.rounds.model import Prompt, Round, RoundState, Step
from core.rounds.open_round import card_key
from core.rounds.slot import may_speak_now
from core.rounds.tell import tell_office
from core.rounds.who import answerable, liaisons
from core.texts import notices, office


@dataclass(frozen=True, slots=True)
class Nudge:
    """One message to one person about one or more silent cards. ``person_id`` 0: the office's list."""

    step: Step
    person_id: int
    prompt_ids: tuple[int, ...]


def nudges_due(work: UnitOfWork, round_id: int, calendar: Calendar, now: datetime) -> tuple[Nudge, ...]:
    """What this round's silence asks for now, grouped by the person who will hear it."""
    round_ = work.rounds.get(round_id)
    if round_.state is not RoundState.OPEN or now >= round_.deadline_at or calendar.next_speaking(now) != now:
        return ()
    grouped: dict[tuple[Step, int], list[int]] = defaultdict(list)
    for prompt in work.rounds.prompts(round_id):
        for step, person_id in _next_steps(work, round_, prompt, calendar, now):
            grouped[step, person_id].append(prompt.id)
    return tuple(Nudge(step, person, tuple(ids)) for (step, person), ids in grouped.items())


def _next_steps(
    work: UnitOfWork, round_: Round, prompt: Prompt, calendar: Calendar, now: datetime
) -> Iterable[tuple[Step, int]]:
    """(step, recipient) for one card. A leader whom nobody can reach is handed to his liaisons at once."""
    if prompt.answered_at is not None:
        return ()
    asked_at = prompt.asked_at
    if asked_at is None:
        if not never_asked(work, prompt):
            return ()  # the card is still on its way, or nobody knows: not a silence
        step = Step.LIAISON if Step.LIAISON not in prompt.steps else Step.OFFICE
        step_is_due = step not in prompt.steps
    else:
        found = step_due(asked_at, prompt.steps, round_.ladder, calendar, now)
        step_is_due, step = found is not None, found or Step.OFFICE
    return _recipients(work, prompt, step, calendar, now) if step_is_due else ()


def _recipients(
    work: UnitOfWork, prompt: Prompt, step: Step, calendar: Calendar, now: datetime
) -> tuple[tuple[Step, int], ...]:
    if step is Step.LEADER:
        return ((step, prompt.leader_id),)
    if step is Step.OFFICE:
        return ((step, 0),)
    helpers = [person.id for person in liaisons(work, prompt, calendar.today(now))]
    accounts = work.people.accounts(helpers)
    reachable = tuple((step, i) for i in helpers if i in accounts and not accounts[i].lost_because)
    if reachable:
        return reachable
    # Nobody stands between us and the leader: straight on to the office if he cannot hear us either.
    return ((Step.OFFICE, 0),) if prompt.asked_at is None else ()


def never_asked(work: UnitOfWork, prompt: Prompt) -> bool:
    """Whether this leader's card has no way to reach him: no account, or the letter failed for good."""
    posted = work.outbox.find(card_key(prompt.id, prompt.leader_id))
    if posted is None:
        account = work.people.account_of(prompt.leader_id)
        return account is None or bool(account.lost_because)
    return posted.state in (State.FAILED, State.EXPIRED, State.CANCELLED)


def nudge(work: UnitOfWork, due: Nudge, calendar: Calendar, now: datetime) -> bool:
    """Take one step in one transaction; False if it is not due any more or must wait for tomorrow."""
    prompts = [
        prompt for prompt in (work.rounds.prompt(i) for i in due.prompt_ids) if prompt.answered_at is None
    ]
    if not prompts:
        return False
    round_ = work.rounds.get(prompts[0].round_id)
    if due.step is Step.OFFICE:
        done = _tell_office(work, round_, prompts, calendar, now)
    elif not may_speak_now(work, due.person_id, calendar, now):
        return False
    else:
        done = _remind(work, round_, due, prompts, calendar, now)
    for prompt in prompts:
        work.rounds.note_step(prompt.id, due.step, now)
    return done


def _remind(
    work: UnitOfWork, round_: Round, due: Nudge, prompts: list[Prompt], calendar: Calendar, now: datetime
) -> bool:
    person = work.people.get(due.person_id)
    account = work.people.account_of(person.id)
    if account is None or account.lost_because:
        return False
    waiting = waiting_on(work, person, prompts, calendar, now)
    if due.step is Step.LEADER:
        card = notices.remind_leader(round_, prompts[0], person, waiting[0][2], calendar)
        key = f"prompt:{prompts[0].id}:leader"
    else:
        card = notices.remind_liaison(round_, waiting, calendar)
        key = f"round:{round_.id}:liaison:{person.id}:{calendar.today(now)}"
    kind = Kind.REMINDER if due.step is Step.LEADER else Kind.ESCALATION
    letter = Letter(
        key, kind, account.address, card, now, round_.deadline_at, person.id, f"round:{round_.id}"
    )
    return work.outbox.put(letter)


def waiting_on(
    work: UnitOfWork, person: Person, prompts: Iterable[Prompt], calendar: Calendar, now: datetime
) -> list[tuple[Prompt, Person, int]]:
    """(card, its leader, how many of the lines this person may answer are still open)."""
    waiting = []
    for prompt in prompts:
        items = answerable(work, person, prompt, calendar.today(now))
        said = work.reports.current(prompt.round_id, [item.project_id for item in items])
        waiting.append((prompt, work.people.get(prompt.leader_id), len(items) - len(said)))
    return waiting


def _tell_office(
    work: UnitOfWork, round_: Round, prompts: list[Prompt], calendar: Calendar, now: datetime
) -> bool:
    leaders = [work.people.get(prompt.leader_id) for prompt in prompts]
    card = office.still_silent(round_, leaders, calendar)
    return tell_office(work, f"round:{round_.id}:silent:{now:%Y%m%d%H%M%S}", card, calendar, now) > 0
