"""/preview: scores before they are final (预公示): a unit sees its own, the office gives more time and signs."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.bulletins.sign import sign
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import NotAllowed, StaleButton, WrongState
from core.rights import Right
from core.roster.seeing import own_units
from core.scoring.explain import explained
from core.scoring.objecting import extend
from core.scoring.occasion import CHOICES, Occasion
from core.scoring.preview import ObjectionState, Preview, PreviewState
from core.scoring.previewing import unit_card
from core.scoring.windows import choose_days, days_for
from core.texts import previews as texts
from core.texts import scores as score_texts
from core.texts import words
from core.texts.catalogue import say

LASTS = timedelta(minutes=30)
PAGES = "preview"
"""Of the explanation of a score that is not final, in the buttons to other pages."""


def show(ctx: Context) -> Reply:
    """/preview."""
    previews = [ctx.work.previews.get(one) for one in ctx.work.previews.open_ids()]
    if not previews:
        return Reply(say=(Card(say("preview.none_open")),))
    if ctx.may(Right.BULLETIN):
        return Reply(say=tuple(_state(ctx, one) for one in previews))
    own = own_units(ctx.work, ctx.person)
    cards = [
        unit_card(one, score.unit_id, ctx.calendar, ctx.now)
        for one in previews
        for score in one.made.scores
        if score.unit_id in own
    ]
    return Reply(say=tuple(cards) or (Card(say("preview.not_yours")),))


def state(ctx: Context) -> Reply:
    """jv:<preview> – how it stands."""
    return Reply(replace=_state(ctx, _pressed(ctx)))


def _state(ctx: Context, preview: Preview) -> Card:
    names = {score.unit_id: score.unit for score in preview.made.scores}
    found = [(one, names.get(one.unit_id, "")) for one in ctx.work.previews.objections(preview.id)]
    by = ctx.work.people.get(preview.extended_by).name if preview.extended_by else ""
    if preview.state is not PreviewState.OPEN:
        raise WrongState("preview", preview.state.value)
    return texts.state(preview, found, by, ctx.calendar, ctx.now)


def why(ctx: Context) -> Reply:
    """jw:<preview>:<unit> – line by line, as /why does for final scores."""
    return Reply(say=(_why(ctx, _pressed(ctx), ctx.pressed.number(1), 0),))


def why_page(ctx: Context, unit_id: int, page: int) -> Card:
    """pg:preview:<unit>:<page>, of the newest result that is open."""
    ids = ctx.work.previews.open_ids()
    if not ids:
        raise StaleButton
    return _why(ctx, ctx.work.previews.get(ids[-1]), unit_id, page)


def _why(ctx: Context, preview: Preview, unit_id: int, page: int) -> Card:
    check_own(ctx, unit_id)
    score = next((one for one in preview.made.scores if one.unit_id == unit_id), None)
    if score is None:
        raise StaleButton
    return score_texts.why(explained(preview.made, score), preview.made, ctx.calendar, page, PAGES)


def check_own(ctx: Context, unit_id: int) -> None:
    """
    Raises:
        NotAllowed: it is another unit's.
    """
    if unit_id not in own_units(ctx.work, ctx.person) and not ctx.may(Right.BULLETIN):
        raise NotAllowed(Right.OBJECT)


def more_time(ctx: Context) -> Reply:
    """je:<preview>[:<days>] – by how much, then why."""
    preview = _pressed(ctx)
    if preview.extended_by is not None or preview.state is not PreviewState.OPEN:
        raise WrongState("preview", "extended" if preview.extended_by else preview.state.value)
    if len(ctx.pressed.args) == 1:
        return Reply(replace=texts.extend_how(preview))
    days = ctx.pressed.number(1)
    if days not in texts.MORE_DAYS:
        raise StaleButton
    data = {"what": "extend", "preview": str(preview.id), "days": str(days)}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.RULING, data, ctx.now + LASTS))
    return Reply(replace=texts.ask_extension(days))


def extended(ctx: Context, asked: Dialogue) -> Reply:
    """The reason after it."""
    days, preview = int(asked.data["days"]), int(asked.data["preview"])
    after = extend(ctx.work, preview, days, ctx.incoming.text, ctx.person, ctx.calendar, ctx.now)
    until = words.moment(after.closes_at, ctx.calendar)
    return Reply(say=(Card(say("preview.extended_to", until=until)), _state(ctx, after)))


def sign_question(ctx: Context) -> Reply:
    """js:<preview> – what is frozen, under whose name."""
    preview = _pressed(ctx)
    objections = ctx.work.previews.objections(preview.id)
    states = [one.state for one in objections]
    card = texts.sign_question(
        preview, states.count(ObjectionState.ACCEPTED), states.count(ObjectionState.REFUSED), ctx.person
    )
    return Reply(replace=card)


def sign_now(ctx: Context) -> Reply:
    """jy:<preview> – the second tap."""
    preview = _pressed(ctx)
    sign(ctx.work, preview.id, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=texts.signed(preview, ctx.person))


def _pressed(ctx: Context) -> Preview:
    return ctx.work.previews.get(ctx.pressed.number(0))


def says(ctx: Context) -> str:
    """/settings: how long results are open to objections."""
    return "；".join(texts.window(one, days_for(ctx.work, one)).removeprefix("• ") for one in Occasion)


def card(ctx: Context) -> Card:
    return texts.windows([(one, days_for(ctx.work, one)) for one in Occasion])


def press(ctx: Context, word: str) -> None:
    """``assessment-2``."""
    name, _, days = word.partition("-")
    if name not in set(Occasion) or days not in {str(n) for n in CHOICES}:
        raise StaleButton
    choose_days(ctx.work, Occasion(name), int(days), ctx.person.id, ctx.now)
