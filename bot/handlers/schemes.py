"""The scheme among the office's choices (考核办法), and its options; both count from the next round. Its weights are
``bot.handlers.weights``."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.handlers import weights
from core.chat import Card
from core.errors import StaleButton
from core.scoring.choosing import choose_scheme, scheme_at
from core.scoring.schemes import SCHEMES
from core.scoring.variants import Option, base_of, options_of, turned, with_weights
from core.scoring.weighing import begins, standing, waiting, weights_in
from core.texts import scores
from core.texts import settings as texts
from core.texts import weights as weight_texts

TURN = "turn-"
"""In a button, before the option that is switched."""


def says(ctx: Context) -> str:
    scheme = scheme_at(ctx.work, ctx.now)
    base = base_of(scheme.version)
    made = standing(ctx.work, base, ctx.today, ctx.now)
    name = scores.scheme_name(with_weights(scheme, weights_in(made, base)))
    waits = waiting(ctx.work, base, ctx.today)
    return weight_texts.says(name, begins(ctx.work, waits.on, waits.at, ctx.today)) if waits else name


def card(ctx: Context) -> Card:
    now = scheme_at(ctx.work, ctx.now).version
    schemes = [(s.version, scores.scheme_name(s), s.version == base_of(now)) for s in SCHEMES.values()]
    options = [(f"{TURN}{one.value}", scores.option_name(one), one in options_of(now)) for one in Option]
    shown = texts.switches("scheme", [*schemes, *options])
    opening = tuple((weight_texts.open_button(scheme),) for scheme in SCHEMES.values())
    return replace(shown, buttons=(*shown.buttons[:-1], *opening, shown.buttons[-1]))


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


def hear(ctx: Context, text: str) -> Card:
    """Weights, after they were asked for."""
    return weights.said(ctx, text)
