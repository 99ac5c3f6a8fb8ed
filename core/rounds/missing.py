"""Who has not answered, who cannot be reached (未报), and urging them by hand (催报)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.errors import NothingOpen
from core.ports import UnitOfWork
from core.roster.model import Person, hears
from core.rounds.chase import never_asked, waiting_on
from core.rounds.leave import away
from core.rounds.model import Prompt, Round, RoundState
from core.rounds.slot import free_slot
from core.rounds.views import Silent, State
from core.rounds.who import liaisons
from core.texts import notices


def current_round(work: UnitOfWork) -> Round:
    """The open round, else the latest held one; one that asked nobody (a quarter's score) only if there is no other.

    Raises:
        NothingOpen: there never was one.
    """
    opened = work.rounds.in_state(RoundState.OPEN)
    held = opened or work.rounds.in_state(RoundState.CLOSED)
    if not held:
        raise NothingOpen
    return next((one for one in held if work.rounds.prompts(one.id)), held[0])


def round_state(work: UnitOfWork, round_: Round, calendar: Calendar, now: datetime) -> State:
    """Who is away is neither missing nor counted, unless somebody has answered for him."""
    prompts = work.rounds.prompts(round_.id)
    gone = away(work, calendar.today(now)) if round_.state is RoundState.OPEN else {}
    unanswered = [p for p in prompts if p.answered_at is None]
    silent = tuple(_silent(work, p, calendar, now) for p in unanswered if p.leader_id not in gone)
    absent = tuple(gone[p.leader_id] for p in unanswered if p.leader_id in gone)
    cards = len(prompts) - len(absent)
    return State(round_, cards, cards - len(silent), silent, absent)


def _silent(work: UnitOfWork, prompt: Prompt, calendar: Calendar, now: datetime) -> Silent:
    leader = work.people.get(prompt.leader_id)
    items = work.rounds.items(prompt.id)
    said = work.reports.current(prompt.round_id, [item.project_id for item in items])
    helpers = tuple(liaisons(work, prompt, calendar.today(now)))
    return Silent(prompt, leader, len(items) - len(said), len(items), _why_unreachable(work, prompt), helpers)


def _why_unreachable(work: UnitOfWork, prompt: Prompt) -> str:
    account = work.people.account_of(prompt.leader_id)
    if account is None:
        return "never"
    if account.lost_because:
        return "lost"
    return "failed" if never_asked(work, prompt) else ""


def who_hears(work: UnitOfWork, silent: Silent) -> tuple[Person, ...]:
    """Whom to remind of a silent card: the leader, or his liaisons if nothing gets to him."""
    people = silent.liaisons if silent.unreachable else (silent.leader,)
    return tuple(person for person in people if hears(work.people.account_of(person.id)))


def urge(work: UnitOfWork, by: Person, calendar: Calendar, now: datetime) -> tuple[int, int]:
    """Remind every silent leader, or his liaisons if he cannot be reached, in each one's next free slot.

    A liaison of several leaders gets one letter about all of them.

    Returns:
        How many letters were written, and how many silent cards have nobody to write to.

    Raises:
        NothingOpen: the round has been closed in between.
    """
    round_ = current_round(work)
    if round_.state is not RoundState.OPEN:
        raise NothingOpen
    asked: dict[int, list[Prompt]] = defaultdict(list)
    nobody = 0
    for silent in round_state(work, round_, calendar, now).silent:
        reachable = who_hears(work, silent)
        nobody += not reachable
        for person in reachable:
            asked[person.id].append(silent.prompt)
    written = sum(_urge_one(work, round_, prompts, p, calendar, now) for p, prompts in asked.items())
    work.audit.note(now, by.id, "round.urged", f"round:{round_.id}", {"letters": str(written)})
    return written, nobody


def _urge_one(
    work: UnitOfWork, round_: Round, prompts: list[Prompt], person_id: int, calendar: Calendar, now: datetime
) -> bool:
    """One letter, unless it could only come after the deadline."""
    person = work.people.get(person_id)
    account = work.people.account_of(person_id)
    slot = free_slot(work, person_id, calendar, now)
    waiting = waiting_on(work, person, prompts, calendar, now)
    if account is None or slot is None or slot >= round_.deadline_at or not waiting:
        return False
    if len(waiting) == 1 and waiting[0][0].leader_id == person_id:
        card = notices.remind_leader(round_, waiting[0][0], person, waiting[0][2], calendar)
    else:
        card = notices.remind_liaison(round_, waiting, calendar)
    key = f"round:{round_.id}:urge:{person_id}:{calendar.today(now)}"
    batch, until = f"round:{round_.id}", round_.deadline_at
    return work.outbox.put(Letter(key, Kind.REMINDER, account.address, card, slot, until, person_id, batch))
