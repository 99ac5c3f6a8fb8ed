"""After answers came or went: every card shows it, pointless letters are taken back, the leader is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter, State
from core.ports import UnitOfWork
from core.roster.model import Person, hears
from core.rounds.drawing import drawing
from core.rounds.leave import away
from core.rounds.model import Prompt, Source
from core.rounds.open_round import card_key
from core.rounds.slot import notice_slot
from core.rounds.who import liaisons, prompts_for
from core.texts.notices import answered_for_you


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, how, and in which message (empty for taps).

    ``card``: the message id of the tapped card; the answer to the tap redraws that one anyway.
    """

    by: Person
    source: Source
    message: str
    at: datetime
    card: str = ""


def cards_of(work: UnitOfWork, prompt: Prompt, project_ids: Iterable[int]) -> tuple[Prompt, ...]:
    """This card and those of other leaders with one of these projects, locked: of two people who answer
    at once the second one draws every card with both answers."""
    others = {p.id for i in project_ids for p in work.rounds.prompts_with(prompt.round_id, i)} - {prompt.id}
    return (prompt, *[work.rounds.prompt(other) for other in sorted(others)]) if others else (prompt,)


def refresh(
    work: UnitOfWork, prompt: Prompt, cards: Iterable[Prompt], said: Said, calendar: Calendar
) -> None:
    """After answers came or went: note which of these ``cards_of`` are complete, take back letters that have
    become pointless, tell the leader what was said in his name, and redraw the cards that others look at.

    Args:
        prompt: the card through which it was said.
    """
    for each in cards:
        said_for_him = _note_completeness(work, each, said, calendar)
        if said.by.id == each.leader_id or not said_for_him:
            work.outbox.cancel(said.at, batch=notice_batch(each))
        elif each.id == prompt.id and said.source is not Source.UNDO:
            _tell_leader(work, each, said, calendar)
        _redraw(work, each, said)


def _note_completeness(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> bool:
    """Whether anything on the card counts that somebody else said for the leader."""
    items = work.rounds.items(prompt.id)
    answered = work.reports.current(prompt.round_id, [item.project_id for item in items])
    complete = len(answered) == len(items)
    if complete != (prompt.answered_at is not None):
        work.rounds.answered(prompt.id, said.at if complete else None)
    if complete:
        _cancel_reminders(work, prompt, said, calendar)
    return any(report.said_for == prompt.leader_id for report in answered.values())


def _cancel_reminders(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    """Nobody is reminded, and no card is sent, when nothing of this round is left to him."""
    day = calendar.today(said.at)
    for person in (work.people.get(prompt.leader_id), *liaisons(work, prompt, day)):
        waiting = prompts_for(work, person, prompt.round_id, day)
        if all(each.answered_at for each in waiting):
            work.outbox.cancel(said.at, batch=f"round:{prompt.round_id}", person_id=person.id)


def _redraw(work: UnitOfWork, prompt: Prompt, said: Said) -> None:
    """Have the leader's card drawn anew in a moment, once for all that is said until then."""
    key = card_key(prompt.id, prompt.leader_id)
    posted = work.outbox.find(key)
    if posted is None or posted.state not in (State.PENDING, State.SENT, State.SENDING):
        return
    if posted.message_id and posted.message_id == said.card and said.by.id == prompt.leader_id:
        return  # the answer to his tap redraws it
    holder = work.people.account_at(posted.to)
    if holder is None or holder[1].id != prompt.leader_id:
        return  # it lies on a phone that is his no more
    work.outbox.put(drawing(key, prompt.round_id, posted, said.at))


def _tell_leader(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    """One quiet line, in the next day's free message; his card shows it at once anyway. While one
    waits to be sent, there is no second one: it is put into words when it leaves."""
    if prompt.leader_id in away(work, calendar.today(said.at)):
        return  # he knows who answers for him
    account = work.people.account_of(prompt.leader_id)
    slot = notice_slot(work, prompt.leader_id, calendar, said.at)
    waiting = work.outbox.count(notice_batch(prompt)).get(State.PENDING, 0)
    if not hears(account) or slot is None or waiting:
        return
    key = f"prompt:{prompt.id}:notice:{prompt.leader_id}:{prompt.round_id}:{said.at.timestamp():.6f}"
    card = answered_for_you(prompt, said.by, said.at, (), calendar)
    batch = notice_batch(prompt)
    work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, prompt.leader_id, batch))


def notice_batch(prompt: Prompt) -> str:
    """Groups the notices of one card, so that they can be taken back once the leader has acted himself."""
    return f"notice:{prompt.id}"
