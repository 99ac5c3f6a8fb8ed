"""/bind in a group, and what happens to groups (通报群)."""

from __future__ import annotations

from datetime import datetime

from bot.context import Context
from core.calendar import Calendar
from core.chat import Address, Card, Incoming, Reply
from core.ports import UnitOfWork
from core.rounds.tell import tell_office
from core.texts import office
from core.texts.catalogue import say


def bind(ctx: Context) -> Reply:
    """/bind – this group gets the bulletins from now on."""
    if ctx.incoming.private:
        return Reply(say=(Card(say("refused.group_only")),))
    group = ctx.work.groups.seen(ctx.address, ctx.incoming.chat_title, ctx.now)
    if group.bound_by is not None:
        return Reply(say=(Card(say("group.bound_again")),))
    ctx.work.groups.bind(group.id, ctx.person.id, ctx.now)
    ctx.work.audit.note(ctx.now, ctx.person.id, "group.bound", f"group:{group.id}", {"title": group.title})
    return Reply(say=(office.group_bound(group),))


def added(work: UnitOfWork, incoming: Incoming, now: datetime) -> Reply:
    """The bot was put into a group: it says how to go on, once."""
    work.groups.seen(Address(incoming.channel, incoming.chat), incoming.chat_title, now)
    return Reply(say=(Card(say("group.hello")),))


def removed(work: UnitOfWork, incoming: Incoming, calendar: Calendar, now: datetime) -> None:
    """The bot was put out of a group: the office hears of it if bulletins went there."""
    group = work.groups.removed(Address(incoming.channel, incoming.chat), now)
    if group and group.bound_by is not None:
        work.audit.note(now, None, "group.lost", f"group:{group.id}", {"title": group.title})
        tell_office(
            work, f"group:{group.id}:lost:{now:%Y%m%d%H%M%S}", office.group_lost(group), calendar, now
        )


def moved(work: UnitOfWork, incoming: Incoming) -> None:
    """The group has a new address; its letters follow."""
    old, new = Address(incoming.channel, incoming.chat), Address(incoming.channel, incoming.text)
    work.groups.moved(old, new)
    work.outbox.readdress(old, new)
