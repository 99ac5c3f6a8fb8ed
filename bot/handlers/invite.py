"""/invite: a one-time link for one person and one role (邀请)."""

from __future__ import annotations

from dataclasses import replace
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
FOR_UNITS = frozenset({Role.UNIT, Role.DEPARTMENT})
"""Roles that speak for a unit."""


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
    """Somebody of the ledger has one role there, or the office wrote it; else it chooses."""
    wanted, said = _role_said(words)
    if not 0 < len(wanted) <= LONGEST_NAME:
        raise TooMuchText(len(wanted), LONGEST_NAME)
    if said:
        return Reply(say=(_asked_or_invited(ctx, Wanted(wanted, said)),))
    known = ctx.work.people.by_name(wanted)
    if known and len(known.roles) == 1:
        only = next(iter(known.roles))
        if only not in FOR_UNITS or known.unit_id is not None:
            ctx.work.dialogues.clear(ctx.person.id)
            return Reply(say=(_invited(ctx, Wanted(wanted, only)),))
    _await(ctx, wanted)
    return Reply(say=(office.which_role(wanted),))


def _role_said(words: str) -> tuple[str, Role | None]:
    """王小明 包抓领导: the name, and the role if the last word is one."""
    name_, _, last = " ".join(words.split()).rpartition(" ")
    found = next((each for each in Role if say(f"role.{each.value}") == last), None)
    return (name_, found) if name_ and found else (" ".join(words.split()), None)


def role(ctx: Context) -> Reply:
    """iv:<role>[:<unit or leader>] – a unit head needs his unit, a new liaison his leader."""
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    chosen = ctx.pressed.word(0)
    if waiting is None or waiting.topic is not Topic.INVITE_NAME or chosen not in set(Role):
        raise StaleButton
    wanted = Wanted(waiting.data["name"], Role(chosen))
    if len(ctx.pressed.args) == 1:
        return Reply(replace=_asked_or_invited(ctx, wanted))
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=_invited(ctx, _with_belonging(ctx, wanted)))


def _asked_or_invited(ctx: Context, wanted: Wanted) -> Card:
    """Who speaks for a unit needs one, a liaison his leader; anybody else is invited."""
    if wanted.role in FOR_UNITS:
        _await(ctx, wanted.name)
        return office.which_unit(wanted.name, wanted.role, ctx.work.projects.units())
    if wanted.role is Role.LIAISON:
        _await(ctx, wanted.name)
        leaders = [each for each in ctx.work.people.with_role(Role.LEADER) if each.name != wanted.name]
        return office.which_leader(wanted.name, leaders)
    ctx.work.dialogues.clear(ctx.person.id)
    return _invited(ctx, _with_belonging(ctx, wanted))


def _with_belonging(ctx: Context, wanted: Wanted) -> Wanted:
    """The unit or leader of the second tap; 0 for a liaison means that the ledger says whose he is.

    Raises:
        NotFound: made up.
        StaleButton: made up, no leader or he himself.
    """
    if wanted.role in FOR_UNITS:
        return replace(wanted, unit_id=ctx.work.projects.unit(ctx.pressed.number(1)).id)
    if wanted.role is Role.LIAISON and ctx.pressed.number(1):
        leader = ctx.work.people.get(ctx.pressed.number(1))
        if Role.LEADER not in leader.roles or leader.name == wanted.name:
            raise StaleButton
        return replace(wanted, leader_id=leader.id)
    return wanted


def _invited(ctx: Context, wanted: Wanted) -> Card:
    token = ctx.office.new_token()
    person, made = invite(ctx.work, wanted, token, ctx.person.id, ctx.today, ctx.now)
    return office.invited(person, wanted.role, ctx.office.link(token), token, made.expires_at, ctx.calendar)


def _await(ctx: Context, wanted: str) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.INVITE_NAME, {"name": wanted}, ctx.now + LASTS))
