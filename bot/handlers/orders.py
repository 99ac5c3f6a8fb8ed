"""Drafts of supervision orders (督办单): the office looks, and a named person decides."""

from __future__ import annotations

from bot.context import Context
from core.chat import Reply
from core.rounds.orders import drop_order, order_of, send_order
from core.texts import orders as texts


def look(ctx: Context) -> Reply:
    """oz:<card>."""
    order = order_of(ctx.work, ctx.pressed.number(0), ctx.calendar, ctx.now)
    return Reply(say=(texts.draft(order, ctx.calendar),))


def send(ctx: Context) -> Reply:
    """oy:<card>."""
    prompt = ctx.work.rounds.prompt(ctx.pressed.number(0))
    at = send_order(ctx.work, prompt.id, ctx.person, ctx.calendar, ctx.now)
    leader = ctx.work.people.get(prompt.leader_id)
    return Reply(replace=texts.sending(leader, at, ctx.person, ctx.calendar))


def drop(ctx: Context) -> Reply:
    """ow:<card>."""
    prompt = ctx.work.rounds.prompt(ctx.pressed.number(0))
    drop_order(ctx.work, prompt.id, ctx.person, ctx.now)
    return Reply(replace=texts.dropped(ctx.work.people.get(prompt.leader_id), ctx.person))
