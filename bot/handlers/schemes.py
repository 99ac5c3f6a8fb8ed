"""The scheme among the office's choices (考核办法); it counts from the next round."""

from __future__ import annotations

from bot.context import Context
from core.chat import Card
from core.errors import StaleButton
from core.scoring.choosing import choose_scheme, scheme_at
from core.scoring.schemes import SCHEMES
from core.texts import scores
from core.texts import settings as texts


def says(ctx: Context) -> str:
    return scores.scheme_name(scheme_at(ctx.work, ctx.now))


def card(ctx: Context) -> Card:
    now = scheme_at(ctx.work, ctx.now).version
    return texts.switches(
        "scheme", [(s.version, scores.scheme_name(s), s.version == now) for s in SCHEMES.values()]
    )


def press(ctx: Context, word: str) -> None:
    if word not in SCHEMES:
        raise StaleButton
    choose_scheme(ctx.work, word, ctx.person.id, ctx.now)
