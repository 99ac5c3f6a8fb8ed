"""/invite: a one-time link for one person and one role (邀请)."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import StaleButton, TooMuchText
from core.rights import Role
from core.roster.binding import Wanted, invite
from core.texts import office
from core.texts.catalogue import say

LASTS = timedelta(minutes=30)
LONGEST_NAME = 20


def begin(ctx: Context) -> Reply:
    """/invite [name]."""
    if not ctx.arg:
        _await(ctx, "")
        return Reply(say=(Card(say("invite.ask_name")),))
    return _named(ctx, ctx.arg)


def name(ctx: Context, _: Dialogue) -> Reply:
    """The name after /invite."""
    return _named(ctx, ctx.incoming.text)


def _named(ctx: Context, words: str) -> Reply:
    """Somebody of the ledger has one role there; for anybody else the office chooses."""
    wanted = " ".join(words.split())
    if not 0 < len(wanted) <= LONGEST_NAME:
        raise TooMuchText(len(wanted), LONGEST_NAME)
    known = ctx.work.people.by_name(wanted)
    if known and len(known.roles) == 1:
        ctx.work.dialogues.clear(ctx.person.id)
        return Reply(say=(_invited(ctx, wanted, next(iter(known.roles))),))
    _await(ctx, wanted)
    return Reply(say=(office.which_role(wanted),))


def role(ctx: Context) -> Reply:
    """iv:<role>."""
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    chosen = ctx.pressed.word(0)
    if waiting is None or waiting.topic is not Topic.INVITE_NAME or chosen not in set(Role):
        raise StaleButton
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=_invited(ctx, waiting.data["name"], Role(chosen)))


def _invited(ctx: Context, wanted: str, chosen: Role) -> Card:
    token = ctx.office.new_token()
    person, made = invite(ctx.work, Wanted(wanted, chosen), token, ctx.person.id, ctx.today, ctx.now)
    return office.invited(person, chosen, ctx.office.link(token), token, made.expires_at, ctx.calendar)


def _await(ctx: Context, wanted: str) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.INVITE_NAME, {"name": wanted}, ctx.now + LASTS))
