"""Letters that may or may not have arrived: shown to the office, settled by a person (待核实)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Posted, State
from core.delivery.settle import card_of
from core.errors import StaleButton
from core.ports import UnitOfWork
from core.rounds.tell import tell_office
from core.texts import doubts as texts

SHOWN = 200
MERE_ANSWERS = frozenset({Kind.ANSWER, Kind.EDIT})
"""Whoever misses an answer asks again; nobody has to look after it."""


@dataclass(frozen=True, slots=True)
class InDoubt:
    """One parked letter and whom it was for."""

    letter: Posted
    named: str


def in_doubt(work: UnitOfWork) -> Sequence[InDoubt]:
    """Oldest first."""
    letters = work.outbox.listed(State.UNCERTAIN, SHOWN)
    return [InDoubt(letter, _named(work, letter)) for letter in letters if letter.kind not in MERE_ANSWERS]


def settle_doubt(work: UnitOfWork, letter_id: int, by: int, now: datetime, *, arrived: bool) -> None:
    """A person has looked: it arrived, or it is to be sent again.

    Raises:
        StaleButton: it is not in doubt any more.
    """
    letter = next((each.letter for each in in_doubt(work) if each.letter.id == letter_id), None)
    state = State.SENT if arrived else State.PENDING
    if letter is None or not work.outbox.resolve(letter_id, state, now):
        raise StaleButton
    prompt_id = card_of(letter.key)
    if arrived and prompt_id is not None:
        work.rounds.asked(prompt_id, now)  # from now on his silence is a silence
    work.audit.note(now, by, "letter.settled", f"letter:{letter_id}", {"as": state.value})


def report_doubts(work: UnitOfWork, calendar: Calendar, now: datetime) -> bool:
    """Once a day the office hears how many letters wait for somebody to look; False if there are none."""
    waiting = in_doubt(work)
    if not waiting or calendar.next_speaking(now) != now:
        return False
    key = f"doubts:{calendar.today(now)}"
    return tell_office(work, key, texts.notice(len(waiting)), calendar, now) > 0


def _named(work: UnitOfWork, letter: Posted) -> str:
    if letter.person_id is not None:
        return work.people.get(letter.person_id).name
    group = work.groups.at(letter.to)
    return group.title if group else letter.to.chat
