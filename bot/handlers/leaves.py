"""/leave: a leader is away, somebody answers for him (请假, 代班)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.context import Context
from core.chat import Card, Reply
from core.day_words import read_days
from core.errors import BadArgument, NotAllowed, NotFound
from core.rights import Right, Role
from core.roster.model import Leave, Person
from core.rounds.leave import end_leave, leave_of, of_person, set_leave
from core.texts import leave as texts

_STAND_IN = re.compile(r"由\s*(.+?)\s*(?:代班|代|$)")


def show(ctx: Context) -> Reply:
    """请假 11月23日至27日 由王敏代; the office names the leader in front. Without words: what is set.

    Raises:
        BadArgument: no days, or nobody.
        NotAllowed: for another leader, by somebody who is not the office.
        NotFound: nobody of that name.
    """
    if not ctx.arg:
        return Reply(say=(_listed(ctx),))
    days = read_days(ctx.arg, ctx.today)
    if days is None:
        raise BadArgument("leave")
    found = _STAND_IN.search(days.rest)
    stand_in = _person(ctx, found[1]) if found else None
    name = re.sub(r"[请假\s，,。]", "", _STAND_IN.sub("", days.rest))
    leader = _person(ctx, name) if name else ctx.person
    if leader.id != ctx.person.id and not ctx.may(Right.ASSIGN):
        raise NotAllowed(Right.LEAVE)
    if not name and Role.LEADER not in leader.roles:
        raise BadArgument("leave")
    wanted = leave_of(leader, stand_in, days.first, days.last, ctx.person, ctx.now)
    made = set_leave(ctx.work, wanted, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(texts.told(made, leader, stand_in, ctx.person, ends=True),))


def end(ctx: Context) -> Reply:
    """lx:<leave>."""
    end_leave(ctx.work, ctx.pressed.number(0), ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=_listed(ctx))


def of_mine(ctx: Context) -> Sequence[str]:
    """For /mine: one's own days away, and those on which one answers for another."""
    return [texts.row(*each) for each in named(ctx, of_person(ctx.work, ctx.person, ctx.today))]


def named(ctx: Context, leaves: Sequence[Leave]) -> list[texts.Named]:
    get = ctx.work.people.get
    return [
        (each, get(each.person_id), get(each.stand_in_id) if each.stand_in_id else None) for each in leaves
    ]


def _listed(ctx: Context) -> Card:
    office = ctx.may(Right.ASSIGN)
    found = ctx.work.people.leaves(ctx.today) if office else of_person(ctx.work, ctx.person, ctx.today)
    return texts.listed(named(ctx, found))


def _person(ctx: Context, name: str) -> Person:
    found = ctx.work.people.by_name(name)
    if found is None:
        raise NotFound("person", name)
    return found
