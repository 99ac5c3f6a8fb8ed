"""A list was confirmed in which nothing was chosen, or in several at once: it says so, and nothing else happens."""

from __future__ import annotations

from bot.context import Context
from core.chat import Reply
from core.texts.catalogue import say


def unclear(ctx: Context) -> Reply:
    """nc:<how many were chosen>.

    Raises:
        StaleButton: made up.
    """
    key = "wecom.several_chosen" if ctx.pressed.number(0) else "wecom.none_chosen"
    return Reply(toast=say(key), alert=True)
