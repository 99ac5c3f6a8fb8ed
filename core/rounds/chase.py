"""Chase the silent, step by step (催报): card → liaison → leader → the office's list → a draft order.

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
from core.roster.model import Leave, Person, hears
from core.rounds.ladder import TO_THE_LEADER, step_due
from core.rounds.leave import away
from core.rounds.model import Prompt, Round, RoundState, Step
from core.rounds.open_round import card_key, send_card_to
from core.rounds.orders import draft_orders
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
    gone = away(work, calendar.today(now))
    for prompt in work.rounds.prompts(round_id):
        leave = gone.get(prompt.leader_id)
        if leave:
            steps = _in_his_place(work, round_, prompt, leave, calendar, now)
        else:
            steps = _next_steps(work, round_, prompt, calendar, now)
        for step, person_id in steps:
            grouped[step, person_id].append(prompt.id)
    return tuple(Nudge(step, person, tuple(ids)) for (step, person), ids in grouped.items())


def _next_steps(
    work: UnitOfWork, round_: Round, prompt: Prompt, calendar: Calendar, now: datetime
) -> tuple[tuple[Step, int], ...]:
    """(step, recipient) for one card."""
    if prompt.answered_at is not None:
        return ()
    if prompt.asked_at is None:
        return _without_the_leader(work, round_, prompt, calendar, now)
    step = step_due(prompt.asked_at, prompt.steps, round_.ladder, calendar, now)
    if step in (Step.OFFICE, Step.ORDER):
        step = _since_he_is_back(work, round_, prompt, prompt.asked_at, calendar, now)
    if step in TO_THE_LEADER and not hears(work.people.account_of(prompt.leader_id)):
        step = None if Step.LIAISON in prompt.steps else Step.LIAISON
    if step is Step.LIAISON:
        return _helpers(work, prompt, calendar, now)
    return ((step, prompt.leader_id if step in TO_THE_LEADER else 0),) if step else ()


def _since_he_is_back(
    work: UnitOfWork, round_: Round, prompt: Prompt, asked_at: datetime, calendar: Calendar, now: datetime
) -> Step | None:
    """Before the office hears of him: a leader who was away when the card went out gets it first, and time of his own."""
    posted = work.outbox.find(card_key(prompt.id, prompt.leader_id))
    if posted is None and hears(work.people.account_of(prompt.leader_id)):
        return Step.LEADER
    since = posted.sent_at if posted and posted.sent_at and posted.state is State.SENT else asked_at
    return step_due(max(since, asked_at), prompt.steps, round_.ladder, calendar, now)


def _in_his_place(
    work: UnitOfWork, round_: Round, prompt: Prompt, leave: Leave, calendar: Calendar, now: datetime
) -> tuple[tuple[Step, int], ...]:
    """While a leader is away his stand-in gets the card, and one reminder when it would be the leader's; the
    office's list leaves him out. Without a stand-in who can hear us it is the liaisons' once."""
    if prompt.answered_at is not None:
        return ()
    if leave.stand_in_id is None or not hears(work.people.account_of(leave.stand_in_id)):
        return () if Step.LIAISON in prompt.steps else _helpers(work, prompt, calendar, now)
    posted = work.outbox.find(card_key(prompt.id, leave.stand_in_id))
    if posted is None:
        return ((Step.LIAISON, leave.stand_in_id),)
    since = posted.sent_at or now
    step = step_due(since, prompt.steps, round_.ladder, calendar, now)
    reminded = TO_THE_LEADER & prompt.steps.keys()
    return ((step, leave.stand_in_id),) if step in TO_THE_LEADER and not reminded else ()


def _without_the_leader(
    work: UnitOfWork, round_: Round, prompt: Prompt, calendar: Calendar, now: datetime
) -> tuple[tuple[Step, int], ...]:
    """A leader whom nobody can reach is handed to his liaisons at once, and to the office when the
    ladder says so; at once if there is no liaison either."""
    if not never_asked(work, prompt):
        if work.outbox.find(card_key(prompt.id, prompt.leader_id)) is None:
            return ((Step.LEADER, prompt.leader_id),)  # he was away when the round opened, and is back
        return ()  # the card is still on its way, or nobody knows: not a silence
    helpers = _helpers(work, prompt, calendar, now)
    if helpers and Step.LIAISON not in prompt.steps:
        return helpers
    due = step_due(round_.opened_at, prompt.steps, round_.ladder, calendar, now) in (Step.OFFICE, Step.ORDER)
    told = Step.OFFICE in prompt.steps
    return ((Step.OFFICE, 0),) if (due and not told) or not (helpers or prompt.steps) else ()


def _helpers(
    work: UnitOfWork, prompt: Prompt, calendar: Calendar, now: datetime
) -> tuple[tuple[Step, int], ...]:
    """The liaisons who can hear us and have something left to answer."""
    people = liaisons(work, prompt, calendar.today(now))
    accounts = work.people.accounts([person.id for person in people])
    return tuple(
        (Step.LIAISON, person.id)
        for person in people
        if hears(accounts.get(person.id)) and waiting_on(work, person, [prompt], calendar, now)
    )


def never_asked(work: UnitOfWork, prompt: Prompt) -> bool:
    """Whether this leader's card has no way to reach him: no account, or the letter failed for good."""
    posted = work.outbox.find(card_key(prompt.id, prompt.leader_id))
    if posted is None:
        return not hears(work.people.account_of(prompt.leader_id))
    return posted.state in (State.FAILED, State.EXPIRED, State.CANCELLED)


def nudge(work: UnitOfWork, due: Nudge, calendar: Calendar, now: datetime) -> bool:
    """Take one step in one transaction; False if it is not due any more or must wait for tomorrow."""
    locked = [work.rounds.prompt(i) for i in due.prompt_ids]
    # Several liaisons hear about the same card; whoever heard today is kept from a second letter by that.
    prompts = [
        p for p in locked if not p.answered_at and (due.step is Step.LIAISON or due.step not in p.steps)
    ]
    if not prompts:
        return False
    round_ = work.rounds.get(prompts[0].round_id)
    if due.step is Step.OFFICE:
        told = prompts if _tell_office(work, round_, prompts, calendar, now) else []
    elif due.step is Step.ORDER:
        told = prompts if draft_orders(work, round_, prompts, calendar, now) else []
    else:
        told = _remind(work, round_, due, prompts, calendar, now)
    for prompt in told:
        work.rounds.note_step(prompt.id, due.step, now)
    return bool(told)


def _remind(
    work: UnitOfWork, round_: Round, due: Nudge, prompts: list[Prompt], calendar: Calendar, now: datetime
) -> list[Prompt]:
    """The cards about which a letter was written."""
    person = work.people.get(due.person_id)
    account = work.people.account_of(person.id)
    waiting = waiting_on(work, person, prompts, calendar, now)
    if not hears(account) or not waiting:
        return []
    if not may_speak_now(work, person.id, calendar, now):
        return []
    carded = _carded(work, due, person, prompts, calendar, now)
    if carded:
        return carded
    if due.step in TO_THE_LEADER and person.id == prompts[0].leader_id:
        card = notices.remind_leader(round_, prompts[0], person, waiting[0][2], calendar)
        key = f"prompt:{prompts[0].id}:{due.step.value}"
    else:
        card = notices.remind_liaison(round_, waiting, calendar)
        key = f"round:{round_.id}:{due.step.value}:{person.id}:{calendar.today(now)}"
    kind = Kind.REMINDER if due.step in TO_THE_LEADER else Kind.ESCALATION
    letter = Letter(
        key, kind, account.address, card, now, round_.deadline_at, person.id, f"round:{round_.id}"
    )
    return [prompt for prompt, _, _ in waiting] if work.outbox.put(letter) else []


def _carded(
    work: UnitOfWork, due: Nudge, person: Person, prompts: list[Prompt], calendar: Calendar, now: datetime
) -> list[Prompt]:
    """A card that this person should have and was never sent: that of a leader who is away, or his own now that
    he is back. One a day; of several the first."""
    gone = away(work, calendar.today(now))
    for prompt in prompts:
        leave = gone.get(prompt.leader_id)
        stands_in = leave is not None and leave.stand_in_id == person.id and due.step is Step.LIAISON
        back = leave is None and person.id == prompt.leader_id and due.step in TO_THE_LEADER
        if (stands_in or back) and send_card_to(work, prompt, person, calendar, now):
            return [prompt]
    return []


def waiting_on(
    work: UnitOfWork, person: Person, prompts: Iterable[Prompt], calendar: Calendar, now: datetime
) -> list[tuple[Prompt, Person, int]]:
    """(card, its leader, how many of the lines this person may answer are still open); none without any."""
    waiting = []
    for prompt in prompts:
        items = answerable(work, person, prompt, calendar.today(now))
        said = work.reports.current(prompt.round_id, [item.project_id for item in items])
        if len(said) < len(items):
            waiting.append((prompt, work.people.get(prompt.leader_id), len(items) - len(said)))
    return waiting


def _tell_office(
    work: UnitOfWork, round_: Round, prompts: list[Prompt], calendar: Calendar, now: datetime
) -> bool:
    """One list a day, with everybody who has come to this step; what comes up after it waits for the next."""
    due = {prompt.id for prompt in prompts}
    gone = away(work, calendar.today(now))
    silent = [p for p in work.rounds.prompts(round_.id) if not p.answered_at and p.leader_id not in gone]
    listed = [(p, work.people.get(p.leader_id)) for p in silent if p.id in due or Step.OFFICE in p.steps]
    deaf = {
        p.id for p, leader in listed if not hears(work.people.account_of(leader.id)) or never_asked(work, p)
    }
    card = office.still_silent(
        round_,
        [leader for prompt, leader in listed if prompt.id not in deaf],
        [leader for prompt, leader in listed if prompt.id in deaf],
        calendar,
    )
    key = f"round:{round_.id}:silent:{calendar.today(now)}"
    return tell_office(work, key, card, calendar, now, f"round:{round_.id}") > 0
