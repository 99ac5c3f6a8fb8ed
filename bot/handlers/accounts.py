"""/account and /prefer: whose account one is in WeCom, and where a person wants to be written to (账号、接收)."""

from __future__ import annotations

import re

from bot.context import Context
from core.chat import Address, Card, Channel, Reply
from core.errors import BadArgument, NotFound, StaleButton
from core.roster.accounts import assign_account, prefer_account
from core.roster.model import Person
from core.rounds.model import RoundState
from core.rounds.open_round import send_card_now
from core.texts import accounts as texts

USERID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
LAST = "last"


def assign(ctx: Context) -> Reply:
    """/account NAME shows a person's accounts; /account NAME USERID gives him one in WeCom."""
    name, _, userid = " ".join(ctx.arg.split()).rpartition(" ")
    if not ctx.arg.strip():
        raise BadArgument("account")
    if not name:
        return Reply(say=(texts.accounts(*_with_accounts(ctx, userid)),))
    if Channel.WECOM not in ctx.office.channels:
        return Reply(say=(texts.switched_off(),))
    if not USERID.fullmatch(userid):
        raise BadArgument("account")
    address = Address(Channel.WECOM, userid.casefold())
    person = assign_account(ctx.work, name, address, ctx.person.id, ctx.now)
    send_open_card(ctx, person.name)
    return Reply(say=(texts.assigned(person, userid),))


def prefer(ctx: Context) -> Reply:
    """/prefer – where to write to me, for people with accounts in several services."""
    return Reply(say=(_choice(ctx),))


def preferred(ctx: Context) -> Reply:
    """pf:<service or last>.

    Raises:
        StaleButton: made up, or no account there any more.
    """
    wanted = ctx.pressed.word(0)
    if wanted not in (LAST, *Channel):
        raise StaleButton
    channel = None if wanted == LAST else Channel(wanted)
    if not prefer_account(ctx.work, ctx.person.id, channel, ctx.now):
        raise StaleButton
    return Reply(replace=_choice(ctx))


def _choice(ctx: Context) -> Card:
    return texts.choice(ctx.work.people.accounts_of(ctx.person.id))


def _with_accounts(ctx: Context, name: str) -> tuple[Person, texts.Accounts]:
    person = ctx.work.people.by_name(name)
    if person is None:
        raise NotFound("person", name)
    return person, ctx.work.people.accounts_of(person.id)


def send_open_card(ctx: Context, name: str) -> None:
    """A leader who can be reached now and was not before gets the card of the open round."""
    person = ctx.work.people.by_name(name)
    if person is None:
        return
    for round_ in ctx.work.rounds.in_state(RoundState.OPEN)[:1]:
        prompt = ctx.work.rounds.prompt_of(round_.id, person.id)
        if prompt and prompt.answered_at is None:
            send_card_now(ctx.work, prompt, ctx.calendar, ctx.calendar.next_speaking(ctx.now))
