"""/doubts: letters that may or may not have arrived (待核实)."""

from __future__ import annotations

from bot.context import Context
from core.chat import Card, Reply
from core.delivery.doubts import in_doubt, settle_doubt
from core.texts import doubts as texts
from core.texts.catalogue import say


def show(ctx: Context, page: int = 0) -> Card:
    """/doubts."""
    return texts.listed([(each.letter, each.named) for each in in_doubt(ctx.work)], page, ctx.calendar)


def shown(ctx: Context) -> Reply:
    """du."""
    return Reply(say=(show(ctx),))


def arrived(ctx: Context) -> Reply:
    """ds:<letter> – somebody asked and it is there."""
    settle_doubt(ctx.work, ctx.pressed.number(0), ctx.person.id, ctx.now, arrived=True)
    return Reply(replace=show(ctx), toast=say("doubt.settled"))


def again(ctx: Context) -> Reply:
    """da:<letter> – it is not there: once more."""
    settle_doubt(ctx.work, ctx.pressed.number(0), ctx.person.id, ctx.now, arrived=False)
    return Reply(replace=show(ctx), toast=say("doubt.sent_again"))
