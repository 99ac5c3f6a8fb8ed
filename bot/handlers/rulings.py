"""What the office decides about an objection (异议裁定): a reason, a value set right, the ledger of today, an excuse."""

from __future__ import annotations

from datetime import date, timedelta

from bot.context import Context
from bot.handlers import previews
from bot.handlers.carried import ITEMS, from_button, in_button
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import BadArgument, StaleButton, WrongState
from core.presses import encode
from core.scoring.amend import Item, as_read, typed
from core.scoring.amend import Right as Value
from core.scoring.excuse import ExcuseKind
from core.scoring.objecting import accept, grant_for, refuse, set_in_ledger, unit_name
from core.scoring.outcomes import Outcome, if_excused, if_item, if_retaken, need_project, project_of
from core.scoring.preview import Objection, ObjectionState
from core.texts import media as media_texts
from core.texts import objections as texts
from core.texts.catalogue import say

LASTS = timedelta(minutes=30)
SEAL = 8
"""Characters of the check code of the result that was shown."""


def look(ctx: Context) -> Reply:
    """jo:<objection> – for the office, as it stands now."""
    return Reply(replace=_card(ctx, _pressed(ctx)))


def _card(ctx: Context, one: Objection) -> Card:
    by, project = ctx.work.people.get(one.person_id), project_of(ctx.work, one)
    proofs = len(ctx.work.attachments.of_objection(one.id))
    return texts.objection(one, _unit(ctx, one), by, project, proofs, ctx.calendar)


def proofs(ctx: Context) -> Reply:
    """jm:<objection> – what was sent along, once more."""
    one = _pressed(ctx)
    found = ctx.work.attachments.of_objection(one.id)
    here = [each for each in found if each.address.channel is ctx.incoming.channel]
    if not here:
        return Reply(toast=say("media.elsewhere" if found else "media.none"), alert=True)
    names = {each.person_id: ctx.work.people.get(each.person_id).name for each in here}
    return Reply(
        say=tuple(media_texts.proof(each, names[each.person_id], one.id, ctx.calendar) for each in here)
    )


def refuse_why(ctx: Context) -> Reply:
    """jn:<objection> – the reason, in words."""
    return _await(ctx, _still_open(ctx), "refuse", texts.ask_reason())


def ways(ctx: Context) -> Reply:
    """ja:<objection> – what is put right?"""
    return Reply(replace=texts.ways(_still_open(ctx)))


def which_value(ctx: Context) -> Reply:
    """jk:<objection>:<item>."""
    one, item = _still_open(ctx), _item(ctx.pressed.word(1))
    project = need_project(ctx.work, one)
    card = texts.ask_value(one, item, project, as_read(project, item))
    return Reply(replace=card) if card.buttons else _await(ctx, one, item.value, card)


def value_chosen(ctx: Context) -> Reply:
    """jq:<objection>:<item>:<stage or 0/1> – shown before it counts."""
    one, item = _still_open(ctx), _item(ctx.pressed.word(1))
    return Reply(replace=_effect_of_value(ctx, one, item, from_button(item, ctx.pressed.word(2))))


def _effect_of_value(ctx: Context, one: Objection, item: Item, value: Value) -> Card:
    outcome = if_item(ctx.work, one, item, value)
    return _effect(ctx, one, outcome, "jc", ITEMS.index(item), in_button(value))


def value_confirmed(ctx: Context) -> Reply:
    """jc:<objection>:<seal>:<item>:<value>."""
    one, number = _still_open(ctx), ctx.pressed.number(2)
    if number >= len(ITEMS):
        raise StaleButton
    item, value = ITEMS[number], from_button(ITEMS[number], ctx.pressed.word(3))
    outcome = _sealed(ctx, if_item(ctx.work, one, item, value))
    if isinstance(outcome, Reply):
        return outcome
    set_in_ledger(ctx.work, one, item, value, ctx.person, ctx.now)
    return _accepted(ctx, one, outcome)


def retake(ctx: Context) -> Reply:
    """jr:<objection>[:<seal>] – the ledger has been put right already; shown, then confirmed."""
    one = _still_open(ctx)
    outcome = if_retaken(ctx.work, one, ctx.calendar)
    if len(ctx.pressed.args) == 1:
        return Reply(replace=_effect(ctx, one, outcome, "jr"))
    sealed = _sealed(ctx, outcome)
    return sealed if isinstance(sealed, Reply) else _accepted(ctx, one, sealed)


def excuse(ctx: Context) -> Reply:
    """jx:<objection>[:<kind>] – which kind, then until when and why."""
    one = _still_open(ctx)
    if len(ctx.pressed.args) == 1:
        return Reply(replace=texts.which_excuse(one))
    if ctx.pressed.word(1) not in set(ExcuseKind):
        raise StaleButton
    kind = ExcuseKind(ctx.pressed.word(1))
    return _await(ctx, one, kind.value, texts.ask_excuse(kind))


def decided_in_words(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after any of the questions to the office."""
    what = asked.data["what"]
    if what == "extend":
        return previews.extended(ctx, asked)
    one = ctx.work.previews.objection(int(asked.data["objection"]))
    if one.state is not ObjectionState.OPEN:
        raise WrongState("objection", one.state.value)
    if what == "refuse":
        done = refuse(ctx.work, one.id, ctx.incoming.text, ctx.person, ctx.calendar, ctx.now)
        return Reply(say=(_card(ctx, done),))
    if what in set(ExcuseKind):
        return _excused(ctx, one, ExcuseKind(what))
    item = _item(what)
    value = typed(item, ctx.incoming.text, ctx.today)
    if value is None:
        raise BadArgument("ruling_value")
    return Reply(say=(_effect_of_value(ctx, one, item, value),))


def _excused(ctx: Context, one: Objection, kind: ExcuseKind) -> Reply:
    day, _, reason = ctx.incoming.text.strip().partition(" ")
    try:
        until_on = date.fromisoformat(day)
    except ValueError:
        raise BadArgument("ruling_excuse") from None
    if until_on < ctx.today or not reason.strip():
        raise BadArgument("ruling_excuse")
    outcome = if_excused(ctx.work, one, kind)
    grant_for(ctx.work, one, kind, reason, until_on, ctx.person, ctx.calendar, ctx.now)
    done = accept(ctx.work, one.id, outcome, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(_card(ctx, done),))


def _accepted(ctx: Context, one: Objection, outcome: Outcome) -> Reply:
    done = accept(ctx.work, one.id, outcome, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=_card(ctx, done))


def _effect(ctx: Context, one: Objection, outcome: Outcome, verb: str, *more: int | str) -> Card:
    before = ctx.work.previews.get(one.preview_id).made
    yes = encode(verb, one.id, outcome.made.digest[:SEAL], *more)
    return texts.effect(before, outcome.made, one.unit_id, outcome.change, yes, encode("jo", one.id))


def _sealed(ctx: Context, outcome: Outcome) -> Outcome | Reply:
    """What was shown is still what would happen; else a word that it is not."""
    if outcome.made.digest[:SEAL] == ctx.pressed.word(1):
        return outcome
    return Reply(toast=say("review.seen_before"), alert=True)


def _await(ctx: Context, one: Objection, what: str, card: Card) -> Reply:
    data = {"what": what, "objection": str(one.id)}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.RULING, data, ctx.now + LASTS))
    return Reply(replace=card)


def _pressed(ctx: Context) -> Objection:
    return ctx.work.previews.objection(ctx.pressed.number(0))


def _still_open(ctx: Context) -> Objection:
    one = _pressed(ctx)
    if one.state is not ObjectionState.OPEN:
        raise WrongState("objection", one.state.value)
    return one


def _unit(ctx: Context, one: Objection) -> str:
    return unit_name(ctx.work.previews.get(one.preview_id), one.unit_id)


def _item(word: str) -> Item:
    if word not in set(Item):
        raise StaleButton
    return Item(word)
