"""The scheme among the office's choices (考核办法), and its options; both count from the next round."""

from __future__ import annotations

from bot.context import Context
from core.chat import Card
from core.errors import StaleButton
from core.scoring.choosing import choose_scheme, scheme_at
from core.scoring.schemes import SCHEMES
from core.scoring.variants import Option, base_of, options_of, turned
from core.texts import scores
from core.texts import settings as texts

TURN = "turn-"
"""In a button, before the option that is switched."""


def says(ctx: Context) -> str:
    return scores.scheme_name(scheme_at(ctx.work, ctx.now))


def card(ctx: Context) -> Card:
    now = scheme_at(ctx.work, ctx.now).version
    schemes = [(s.version, scores.scheme_name(s), s.version == base_of(now)) for s in SCHEMES.values()]
    options = [(f"{TURN}{one.value}", scores.option_name(one), one in options_of(now)) for one in Option]
    return texts.switches("scheme", [*schemes, *options])


def press(ctx: Context, word: str) -> None:
    """A version, which is taken without options, or an option of the one that counts."""
    version = word
    if word.startswith(TURN):
        letter = word.removeprefix(TURN)
        if letter not in set(Option):
            raise StaleButton
        version = turned(scheme_at(ctx.work, ctx.now).version, Option(letter))
    elif word not in SCHEMES:
        raise StaleButton
    choose_scheme(ctx.work, version, ctx.person.id, ctx.now)
