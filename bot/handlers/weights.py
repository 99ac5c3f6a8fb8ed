"""The office's own weights (指标权重), from the screen of the scheme: shown, typed, tried, saved, taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from bot.context import Context
from bot.handlers.answering import wait_for
from core.chat import Card, Reply
from core.dialogue import Topic
from core.errors import StaleButton, WrongState
from core.rounds.periods import Period
from core.scoring.choosing import scheme_at
from core.scoring.model import Scheme
from core.scoring.schemes import SCHEMES
from core.scoring.variants import base_of, with_weights
from core.scoring.weighing import (
    WEIGHINGS,
    begins,
    seal,
    set_weights,
    standing,
    take_back,
    waiting,
    weights_in,
)
from core.scoring.weight_effects import AsIf, as_if
from core.scoring.weight_words import heard, taken
from core.scoring.weights import Weights, read, weights_of, written
from core.settings import chosen
from core.texts import weights as texts
from core.texts.catalogue import say


def show(ctx: Context) -> Reply:
    """wg:<base>."""
    return Reply(replace=screen(ctx, _pressed(ctx)))


def screen(ctx: Context, scheme: Scheme) -> Card:
    base = scheme.version
    made, waits = standing(ctx.work, base, ctx.today, ctx.now), waiting(ctx.work, base, ctx.today)
    begin = begins(ctx.work, waits.on, waits.at, ctx.today) if waits else ()
    in_use = base_of(scheme_at(ctx.work, ctx.now).version) == base
    one = texts.Screen(scheme, weights_in(made, base), made, waits, weights_in(waits, base), begin, in_use)
    return texts.screen(one)


def ask(ctx: Context) -> Reply:
    """wn:<base> – the next sentence names the weights."""
    scheme = _pressed(ctx)
    _wait(ctx, scheme, {})
    return Reply(say=(texts.ask(scheme, _now(ctx, scheme)),))


def said(ctx: Context, text: str) -> Card:
    """What was written: the proposal, or what is wrong with it; the question stays open, and what was noted is kept."""
    waiting_ = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    data = waiting_.data if waiting_ else {}
    scheme = SCHEMES[data.get("base") or base_of(scheme_at(ctx.work, ctx.now).version)]
    so_far = _parsed(data.get("said", "{}"))
    now = _now(ctx, scheme)
    noted, faults = taken(scheme, now, so_far, heard(text, texts.names_of(scheme)))
    _wait(ctx, scheme, noted)
    return texts.refusal(scheme, now, faults, noted) if faults else propose(ctx, scheme, noted)


def as_published(ctx: Context) -> Reply:
    """wp:<base> – the published weights again, as any other change."""
    scheme = _pressed(ctx)
    return Reply(replace=propose(ctx, scheme, weights_of(scheme)))


def propose(ctx: Context, scheme: Scheme, new: Weights) -> Card:
    """Old beside new, with what it would have made of the last frozen result; nothing is written.

    Raises:
        WrongState: they count, or are decided, already.
    """
    base = scheme.version
    old, waits = _now(ctx, scheme), waiting(ctx.work, base, ctx.today)
    if new == (weights_in(waits, base) if waits else old):
        raise WrongState("weights", "same")
    _wait(ctx, scheme, new, written(scheme, new))
    effect, frozen_by = _tried(ctx, scheme, old, new)
    replaces = (waits, weights_in(waits, base)) if waits else None
    begin = begins(ctx.work, ctx.today, ctx.now, ctx.today)
    one = texts.Proposal(
        scheme,
        old,
        new,
        effect,
        frozen_by,
        replaces,
        begin,
        ctx.person.name,
        _mark(ctx, scheme, new, begin),
    )
    return texts.proposal(one)


def _tried(ctx: Context, scheme: Scheme, old: Weights, new: Weights) -> tuple[AsIf | None, Scheme | None]:
    """With the options that are chosen; the scheme that the result was frozen by, where it is another."""
    frozen = ctx.work.bulletins.last_snapshot()
    if frozen is None:
        return None, None
    in_use = scheme_at(ctx.work, ctx.now)
    options = in_use if base_of(in_use.version) == scheme.version else scheme
    before = with_weights(options, old)
    other = frozen.scheme if frozen.scheme != before else None
    return as_if(frozen, before, with_weights(options, new)), other


def save(ctx: Context) -> Reply:
    """wy:<base>:<mark> – what the proposal with this mark showed.

    Raises:
        StaleButton: another proposal waits by now, or none; or what it rested on has changed.
        WrongState: these weights count already.
    """
    scheme = _pressed(ctx)
    ctx.work.settings.hold(WEIGHINGS.name)
    data = _waiting(ctx)
    new = read(scheme, data.get("new", ""))
    if data.get("base") != scheme.version or new is None:
        raise StaleButton
    begin = begins(ctx.work, ctx.today, ctx.now, ctx.today)
    if ctx.pressed.word(1) != _mark(ctx, scheme, new, begin):
        raise StaleButton
    set_weights(ctx.work, scheme.version, new, ctx.person, ctx.today, ctx.now)
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=screen(ctx, scheme), toast=say("weights.saved"))


def leave(ctx: Context) -> Reply:
    """wz:<base> – nothing has changed."""
    if _waiting(ctx):
        ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=screen(ctx, _pressed(ctx)))


def back(ctx: Context) -> Reply:
    """wb:<base>:<mark> – the decision with this mark, while it counts for nothing yet.

    Raises:
        StaleButton: another one has replaced it, which this screen did not show.
    """
    scheme = _pressed(ctx)
    ctx.work.settings.hold(WEIGHINGS.name)
    made = waiting(ctx.work, scheme.version, ctx.today)
    if made and ctx.pressed.word(1) != made.mark:
        raise StaleButton
    take_back(ctx.work, scheme.version, ctx.person.id, ctx.today, ctx.now)
    return Reply(replace=screen(ctx, scheme), toast=say("weights.taken_back"))


def _pressed(ctx: Context) -> Scheme:
    """
    Raises:
        StaleButton: made up.
    """
    scheme = SCHEMES.get(ctx.pressed.word(0))
    if scheme is None:
        raise StaleButton
    return scheme


def _now(ctx: Context, scheme: Scheme) -> Weights:
    return weights_in(standing(ctx.work, scheme.version, ctx.today, ctx.now), scheme.version)


def _waiting(ctx: Context) -> Mapping[str, str]:
    """What is asked of this person about weights; empty: nothing."""
    waiting_ = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    about = waiting_ is not None and waiting_.topic is Topic.SETTING and "base" in waiting_.data
    return waiting_.data if waiting_ and about else {}


def _wait(ctx: Context, scheme: Scheme, so_far: Weights, new: str = "") -> None:
    kept = json.dumps({code: str(weight) for code, weight in so_far.items()})
    wait_for(ctx, Topic.SETTING, {"name": "scheme", "base": scheme.version, "said": kept, "new": new})


def _parsed(text: str) -> Weights:
    return {code: Decimal(weight) for code, weight in json.loads(text).items()}


def _mark(ctx: Context, scheme: Scheme, new: Weights, begin: Sequence[Period]) -> str:
    """Of all that the proposal rests on: other weights decided meanwhile, or another day, and it is to be seen anew."""
    periods = ",".join(period.name for period in begin)
    rests_on = f"{scheme.version}+{written(scheme, new)} {periods} {seal(chosen(ctx.work, WEIGHINGS))}"
    return sha256(rests_on.encode()).hexdigest()[:8]
