"""/start and /cancel: who one is and what happens next."""

from __future__ import annotations

from datetime import datetime

from bot.context import Context, Office
from core.chat import SILENCE, Address, Card, Happening, Incoming, Reply
from core.errors import Stranger, TokenFault, TokenRefused
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.binding import bind
from core.roster.model import Person
from core.roster.strangers import greeted_first, may_guess, note_guess
from core.rounds.card import card_view
from core.rounds.model import RoundState
from core.rounds.open_round import send_card_now
from core.rounds.who import prompts_for
from core.texts import answers, cards, words
from core.texts.catalogue import say
from core.texts.refusals import explain


def arrive(work: UnitOfWork, incoming: Incoming, token: str, office: Office, now: datetime) -> Reply:
    """/start TOKEN from anybody, in private. A wrong token is answered, not raised: its count must stay.

    Raises:
        TokenRefused: the token does not bind this account.
    """
    address = Address(incoming.channel, incoming.chat)
    if not token or not may_guess(work, address, now):
        return greet(work, incoming, office, now)
    try:
        person, role = bind(work, token, address, now)
    except TokenRefused as refused:
        if refused.fault is not TokenFault.UNKNOWN:
            raise
        note_guess(work, address, now)
        return Reply(say=(explain(refused),))
    cards_ = _open_cards(work, person, office, now)
    return Reply(say=(welcome(person, role), *cards_), roles=person.roles)


def greet(work: UnitOfWork, incoming: Incoming, office: Office, now: datetime) -> Reply:
    """The line for strangers, once a day; whoever goes on writing hears nothing more.

    Raises:
        Stranger: a button was pressed; the line is shown over it.
    """
    if incoming.kind is Happening.PRESS:
        raise Stranger
    first = greeted_first(work, Address(incoming.channel, incoming.chat), office.calendar.today(now))
    return Reply(say=(Card(say("refused.stranger")),)) if first else SILENCE


def again(ctx: Context) -> Reply:
    """/start from somebody we know; with a token it adds a role, unless he has guessed too often."""
    if ctx.arg and may_guess(ctx.work, ctx.address, ctx.now):
        return arrive(ctx.work, ctx.incoming, ctx.arg, ctx.office, ctx.now)
    ctx.work.people.lost(ctx.address, "")
    text = say("start.again", name=words.titled(ctx.person.name, ctx.person.title))
    return Reply(say=(Card(text), *_open_cards(ctx.work, ctx.person, ctx.office, ctx.now)))


def cancel(ctx: Context) -> Reply:
    """Leaves a dialogue, and answers even if there is none."""
    left = ctx.work.dialogues.clear(ctx.person.id)
    return Reply(say=(Card(say("receipt.cancelled" if left else "receipt.nothing_to_cancel")),))


def no(ctx: Context) -> Reply:
    """The button 取消 under a question."""
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=Card(say("office.done")))


def same(_: Context) -> Reply:
    """The page number between the arrows: nothing to do."""
    return Reply(toast="·")


def welcome(person: Person, role: Role) -> Card:
    return answers.welcome(person, words.role(role), say(f"start.next.{role.value}"))


def _open_cards(work: UnitOfWork, person: Person, office: Office, now: datetime) -> tuple[Card, ...]:
    """A leader who arrives in the middle of a round gets his card at once."""
    for round_ in work.rounds.in_state(RoundState.OPEN)[:1]:
        for prompt in prompts_for(work, person, round_.id, office.calendar.today(now))[:1]:
            if prompt.leader_id == person.id and prompt.answered_at is None:
                if send_card_now(work, prompt, office.calendar, now):
                    return ()
                work.rounds.asked(prompt.id, now)
                return (cards.card(card_view(work, prompt, person, office.calendar, now), office.calendar),)
    return ()
