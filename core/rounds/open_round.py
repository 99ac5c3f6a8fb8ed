"""Open a round: one card for each leader, written with its letters in one commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.errors import WrongState
from core.ports import UnitOfWork
from core.roster.model import Account, Person, hears
from core.rounds.cadence import Due
from core.rounds.card import card_view, views
from core.rounds.held import due_now, held
from core.rounds.leave import away
from core.rounds.model import Item, Prompt, Round, RoundState
from core.rounds.periods import again, period_after, period_around
from core.rounds.portfolios import portfolios
from core.rounds.slot import free_slot
from core.rounds.tell import tell_office
from core.rounds.timetable import Cadence
from core.rounds.views import CardView
from core.texts import cards, office


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a round would ask, what, and until when. ``silent`` are leaders nobody can deliver to."""

    period: str
    deadline_at: datetime
    leaders: tuple[Person, ...]
    projects: int
    silent: tuple[Person, ...]


def preview_round(work: UnitOfWork, calendar: Calendar, now: datetime) -> Preview:
    """What ``open_by_hand`` would do now, without doing it.

    Raises:
        WrongState: no rule sends cards.
    """
    cadence, due = _next_period(work, calendar, now)
    asked = portfolios(work, (cadence, *due.merges), calendar.today(now))
    accounts = work.people.accounts(asked)
    leaders = tuple(work.people.get(leader) for leader in asked)
    silent = tuple(p for p in leaders if not hears(accounts.get(p.id)))
    projects = {project for ids in asked.values() for project in ids}
    return Preview(due.period, due.deadline_at, leaders, len(projects), silent)


def open_by_hand(work: UnitOfWork, by: int | None, calendar: Calendar, now: datetime) -> Round:
    """The office opens this period's round early, or one more.

    Raises:
        WrongState: a round is still open, or no rule sends cards.
    """
    if work.rounds.in_state(RoundState.OPEN):
        raise WrongState("round", "open")
    opened = _open(work, *_next_period(work, calendar, now), by, calendar, now)
    if opened is None:
        raise WrongState("round", "open")
    return opened


def rounds_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[tuple[Cadence, Due], ...]:
    """Periods with cards that should have been opened by now and were not, oldest first. One that another rule has
    opened, ahead of a holiday and of its own change, is not asked about again."""
    cadences = work.rounds.cadences()
    found = [(each, due) for each in cadences if each.asks for due in due_now(each, calendar, now, cadences)]
    asking = [each.id for each in cadences if each.asks]
    missing = [
        (each, due)
        for each, due in found
        if not any(work.rounds.find(one, due.period) for one in (each.id, *asking))
    ]
    return tuple(sorted(missing, key=lambda pair: (pair[1].opens_at, pair[0].id)))


def open_period(
    work: UnitOfWork, cadence: Cadence, due: Due, calendar: Calendar, now: datetime
) -> Round | None:
    """The clock's part: create this period unless somebody was first.

    Late is a rule: a round missed while down opens late if its deadline is ahead, otherwise it is
    recorded as missed, the office is told and nobody is asked. While another round is open none
    opens: nobody has two cards about the same projects.
    """
    if now < due.deadline_at:
        if work.rounds.in_state(RoundState.OPEN):
            return None
        return _open(work, cadence, due, None, calendar, now)
    missed = work.rounds.open(cadence, due.period, RoundState.MISSED, due.opens_at, due.deadline_at, None)
    if missed and not _another_ran(work, due):
        tell_office(work, f"round:{missed.id}:missed", office.missed(missed, calendar), calendar, now)
    return missed


def _another_ran(work: UnitOfWork, due: Due) -> bool:
    """A round that the office had opened by hand, say: leaders had a card, and nothing failed."""
    return any(
        one.state is not RoundState.MISSED and one.opened_at <= due.opens_at < one.ends_at
        for one in work.rounds.latest(LOOK_AHEAD)
    )


def _open(
    work: UnitOfWork, cadence: Cadence, due: Due, by: int | None, calendar: Calendar, now: datetime
) -> Round | None:
    opened = work.rounds.open(merged(cadence, due), due.period, RoundState.OPEN, now, due.deadline_at, by)
    if opened is None:
        return None
    asked = portfolios(work, (cadence, *due.merges), calendar.today(now))
    prompts = [work.rounds.add_prompt(opened.id, leader, ids) for leader, ids in asked.items()]
    send_cards(work, opened, prompts, asked, calendar, now)
    facts = {"period": opened.period, "leaders": str(len(prompts)), "deadline": due.deadline_at.isoformat()}
    work.audit.note(now, by, "round.opened", f"round:{opened.id}", facts)
    return opened


def merged(cadence: Cadence, due: Due) -> Cadence:
    """The rule as this round has it: with another rule's cards it has that one's haste, and says why."""
    if not due.merges:
        return cadence
    first = due.merges[0]
    return replace(cadence, ladder=first.ladder or cadence.ladder, note=first.note or cadence.note)


def send_cards(
    work: UnitOfWork,
    round_: Round,
    prompts: list[Prompt],
    asked: Mapping[int, tuple[int, ...]],
    calendar: Calendar,
    now: datetime,
) -> None:
    """One letter per leader who can be reached and is not away; the chase looks after the others."""
    accounts = work.people.accounts([prompt.leader_id for prompt in prompts])
    gone = away(work, calendar.today(now))
    reachable = [p for p in prompts if hears(accounts.get(p.leader_id)) and p.leader_id not in gone]
    triples = [
        (
            p,
            work.people.get(p.leader_id),
            tuple(Item(p.id, n, i) for n, i in enumerate(asked[p.leader_id], 1)),
        )
        for p in reachable
    ]
    for prompt, view in zip(reachable, views(work, round_, triples, calendar, now), strict=True):
        slot = free_slot(work, prompt.leader_id, calendar, now) or calendar.next_speaking(now)
        if slot >= round_.deadline_at:  # he has heard from us today: the chase hands it out if a day is left
            continue
        _send_card(work, view, accounts[prompt.leader_id], calendar, slot)


def send_card_now(work: UnitOfWork, prompt: Prompt, calendar: Calendar, now: datetime) -> bool:
    """To a leader who has just come to us and whose card was never written; False if it was."""
    account = work.people.account_of(prompt.leader_id)
    if account is None:
        return False
    view = card_view(work, prompt, work.people.get(prompt.leader_id), calendar, now)
    return _send_card(work, view, account, calendar, now)


def send_card_to(work: UnitOfWork, prompt: Prompt, person: Person, calendar: Calendar, now: datetime) -> bool:
    """To whoever stands in for the leader; False if he has it, or cannot be reached."""
    account = work.people.account_of(person.id)
    if not hears(account):
        return False
    view = card_view(work, prompt, person, calendar, now)
    return _send_card(work, view, account, calendar, now)


def _send_card(
    work: UnitOfWork, view: CardView, account: Account, calendar: Calendar, due_at: datetime
) -> bool:
    letter = Letter(
        key=card_key(view.prompt_id, view.viewer_id),
        kind=Kind.PROMPT,
        to=account.address,
        card=cards.card(view, calendar),
        due_at=due_at,
        expires_at=view.round.deadline_at,
        person_id=view.viewer_id,
        batch=f"round:{view.round.id}",
    )
    return work.outbox.put(letter)


def card_key(prompt_id: int, person_id: int) -> str:
    """The key of the letter that carried a card; ``core.delivery.settle`` reads the prompt from it."""
    return f"prompt:{prompt_id}:card:{person_id}"


def _next_period(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[Cadence, Due]:
    """The first period of a rule with cards whose deadline is ahead; opened early if it has not begun.

    A period that was already held (closed early) gets a number: 2026-W47-2.

    Raises:
        WrongState: no rule sends cards.
    """
    cadences = work.rounds.cadences()
    found = [(each, due) for each in cadences if each.asks and (due := _ahead(each, cadences, calendar, now))]
    if not found:
        raise WrongState("cadence", "none")
    cadence, due = min(found, key=lambda pair: (pair[1].deadline_at, pair[0].id))
    number = 1
    while work.rounds.find(cadence.id, again(due.period, number)):
        number += 1
    return cadence, replace(due, period=again(due.period, number), opens_at=now)


def _ahead(cadence: Cadence, cadences: Sequence[Cadence], calendar: Calendar, now: datetime) -> Due | None:
    """Its first period that is not over, if there is one among the next."""
    period = period_around(cadence.every, calendar.today(now))
    for _ in range(LOOK_AHEAD):
        due = held(cadence, period, calendar, cadences)
        if due and due.deadline_at > now:
            return due
        period = period_after(period)
    return None


LOOK_AHEAD = 8
"""Periods; a week may have no working day, or belong to a campaign."""
