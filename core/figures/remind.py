"""Figures that were read from a sentence and wait for the 确认 of whoever wrote it: asked for once more (催确认)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.ports import UnitOfWork
from core.roster.model import hears
from core.rounds.echo.model import Sentence, SentenceState
from core.rounds.echo.places import places_of
from core.rounds.model import RoundState
from core.rounds.slot import may_speak_now
from core.rounds.who import prompts_for
from core.texts import echo as texts
from core.texts.echo import Echo

GRACE = timedelta(hours=4)
"""Working time in which a person is left to confirm by himself."""


def to_confirm(work: UnitOfWork, round_id: int, calendar: Calendar, now: datetime) -> tuple[int, ...]:
    """Ids of the sentences of this round whose writer should be asked now."""
    round_ = work.rounds.get(round_id)
    if round_.state is not RoundState.OPEN or now >= round_.deadline_at or calendar.next_speaking(now) != now:
        return ()
    return tuple(
        sentence.id
        for sentence in work.sentences.unconfirmed(round_id)
        if calendar.working_between(sentence.said_at, now) >= GRACE
        and work.outbox.find(_key(sentence)) is None
    )


def ask_to_confirm(work: UnitOfWork, sentence_id: int, calendar: Calendar, now: datetime) -> bool:
    """The echo once more, in the day's free message; one sentence is asked about once.

    False if it is settled by now, or he has heard from us today, or cannot be reached.
    """
    sentence = work.sentences.get(sentence_id)
    person = work.people.get(sentence.person_id)
    account = work.people.account_of(person.id)
    waits = sentence.state is SentenceState.OPEN and sentence.stated
    if not waits or not hears(account) or not may_speak_now(work, person.id, calendar, now):
        return False
    round_ = work.rounds.get(sentence.round_id)
    prompts = prompts_for(work, person, round_.id, calendar.today(now))
    places = places_of(work, person, prompts, calendar.today(now))
    card = texts.reminder(Echo(replace(sentence, questions=()), round_, places, left=0), calendar)
    letter = Letter(
        _key(sentence), Kind.REMINDER, account.address, card, now, round_.deadline_at, person.id,
        f"round:{round_.id}",
    )  # fmt: skip
    return work.outbox.put(letter)


def _key(sentence: Sentence) -> str:
    return f"confirm:{sentence.id}"
