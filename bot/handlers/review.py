"""/review: reported figures wait here for the office (核定)."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import BadArgument, StaleButton, TooMuchText
from core.figures.decide import confirm, confirm_all, refuse, stand_in, unremarkable
from core.figures.fields import typed, written
from core.figures.model import Figure, FigureState, Reason
from core.figures.outlook import evidence, outlook
from core.figures.reported import settle
from core.figures.tell import tell_decided
from core.figures.views import Outlook
from core.roster.model import Stage
from core.texts import figures as texts
from core.texts.catalogue import say

SAID, REPORTED = FigureState.SAID, FigureState.REPORTED
LASTS = timedelta(minutes=30)
LONGEST_REASON = 200


def show(ctx: Context) -> Reply:
    """/review."""
    return Reply(say=(queue(ctx),))


def shown(ctx: Context) -> Reply:
    """vq:<page> – the queue in place; a question that waited is dropped."""
    _settle_question(ctx)
    return Reply(replace=queue(ctx, ctx.pressed.number(0)))


def queue(ctx: Context, page: int = 0) -> Card:
    figures = ctx.work.figures
    total = figures.count(REPORTED)
    page = min(page, max(0, total - 1) // texts.PAGE)
    on_page = figures.waiting(REPORTED, texts.PAGE, page * texts.PAGE)
    lines = [evidence(ctx.work, _look(ctx, one)) for one in on_page]
    plain = unremarkable(ctx.work, LAST, ctx.calendar, ctx.now)
    last = plain[-1].figure.id if plain else 0
    return texts.queue(lines, page, total, len(plain), figures.count(SAID), last, ctx.calendar)


LAST = 2**63 - 1
"""No figure has a higher id."""


def unconfirmed(ctx: Context, page: int = 0) -> Card:
    """Said, never confirmed by the person who said it."""
    total = ctx.work.figures.count(SAID)
    page = min(page, max(0, total - 1) // texts.PAGE)
    on_page = ctx.work.figures.waiting(SAID, texts.PAGE, page * texts.PAGE)
    lines = [evidence(ctx.work, _look(ctx, one)) for one in on_page]
    return texts.unconfirmed(lines, page, total, ctx.calendar)


def unconfirmed_shown(ctx: Context) -> Reply:
    """vs."""
    return Reply(replace=unconfirmed(ctx))


def stood_in(ctx: Context) -> Reply:
    """vp:<figure>:<page> – confirmed in the speaker's place; then it is reviewed like any other."""
    figure = ctx.work.figures.get(ctx.pressed.number(0))
    if figure.state is not SAID:
        return Reply(replace=unconfirmed(ctx, ctx.pressed.number(1)), toast=_settled(ctx, figure))
    stand_in(ctx.work, figure.id, ctx.person, ctx.now)
    settle(ctx.work, [figure.project_id], ctx.calendar, ctx.now)
    return Reply(replace=unconfirmed(ctx, ctx.pressed.number(1)), toast=say("review.stood_in"))


def accept(ctx: Context) -> Reply:
    """vy:<figure>:<seal>:<page> – confirmed, if it still is what was shown."""
    figure, page = _pressed(ctx), ctx.pressed.number(2)
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx, page), toast=_settled(ctx, figure))
    return _confirmed(ctx, _look(ctx, figure), ctx.pressed.word(1), page)


def _confirmed(ctx: Context, look: Outlook, seal: str, page: int) -> Reply:
    if look.seal != seal:
        return Reply(replace=queue(ctx, page), toast=say("review.seen_before"), alert=True)
    done = confirm(ctx.work, look, ctx.person, ctx.now)
    told = tell_decided(ctx.work, done, ctx.calendar, ctx.now) if done.decided != done.value else ()
    return Reply(replace=queue(ctx, page), toast=texts.confirmed(look, [one.name for one in told]))


def why(ctx: Context) -> Reply:
    """vn:<figure>:<page> – which reason?"""
    figure, page = _pressed(ctx), ctx.pressed.number(1)
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx, page), toast=_settled(ctx, figure))
    return Reply(replace=texts.reasons(_look(ctx, figure), page))


def turn_down(ctx: Context) -> Reply:
    """vr:<figure>:<reason>:<page>."""
    figure, page = _pressed(ctx), ctx.pressed.number(2)
    if ctx.pressed.word(1) not in set(Reason):
        raise StaleButton
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx, page), toast=_settled(ctx, figure))
    told = _refused(ctx, figure, ctx.pressed.word(1))
    return Reply(replace=queue(ctx, page), toast=told)


def why_words(ctx: Context) -> Reply:
    """vw:<figure> – the reason will be a sentence."""
    figure = _pressed(ctx)
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx), toast=_settled(ctx, figure))
    _await(ctx, Topic.FIGURE_REASON, figure)
    return Reply(replace=texts.reason_question(_look(ctx, figure)))


def reason_given(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after it."""
    reason = " ".join(ctx.incoming.text.split())
    if len(reason) > LONGEST_REASON:
        raise TooMuchText(len(reason), LONGEST_REASON)
    figure = ctx.work.figures.get(int(asked.data["figure"]))
    told = _refused(ctx, figure, reason) if figure.state is REPORTED else _settled(ctx, figure)
    return Reply(say=(Card(told), queue(ctx)))


def _refused(ctx: Context, figure: Figure, reason: str) -> str:
    told = refuse(ctx.work, figure, ctx.person, reason, ctx.calendar, ctx.now)
    names = say("word.list_stop").join(person.name for person in told)
    return say("review.refused", names=names) if told else say("review.refused_silent")


def change(ctx: Context) -> Reply:
    """vc:<figure> – which value instead?"""
    figure = _pressed(ctx)
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx), toast=_settled(ctx, figure))
    look = _look(ctx, figure)
    question = texts.value_question(look)
    if question.buttons:
        return Reply(replace=question)
    _await(ctx, Topic.FIGURE_VALUE, figure)
    return Reply(replace=question)


def stage_given(ctx: Context) -> Reply:
    """vx:<figure>:<stage> – echoed before it counts."""
    figure, name = _pressed(ctx), ctx.pressed.word(1)
    if name not in Stage.__members__:
        raise StaleButton
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx), toast=_settled(ctx, figure))
    return Reply(replace=texts.change_question(_instead(ctx, figure, Stage[name].value)))


def value_given(ctx: Context, asked: Dialogue) -> Reply:
    """The value after 改为…, echoed before it counts.

    Raises:
        BadArgument: it cannot be read; the question stays open.
    """
    figure = ctx.work.figures.get(int(asked.data["figure"]))
    if figure.state is not REPORTED:
        return Reply(say=(Card(_settled(ctx, figure)), queue(ctx)))
    value = typed(figure.field, ctx.incoming.text, ctx.today)
    if value is None:
        raise BadArgument("figure_value")
    return Reply(say=(texts.change_question(_instead(ctx, figure, written(value))),))


def value_confirmed(ctx: Context) -> Reply:
    """vd:<figure>:<value>:<seal> – the echoed value is the right one."""
    figure = _pressed(ctx)
    if figure.state is not REPORTED:
        return Reply(replace=queue(ctx), toast=_settled(ctx, figure))
    return _confirmed(ctx, _instead(ctx, figure, ctx.pressed.word(1)), ctx.pressed.word(2), 0)


def batch(ctx: Context) -> Reply:
    """vb:<last> – everything unremarkable up to there, listed."""
    looks = unremarkable(ctx.work, ctx.pressed.number(0), ctx.calendar, ctx.now)
    if not looks:
        return Reply(replace=queue(ctx), toast=say("review.batch_changed"))
    return Reply(replace=texts.batch(looks[: texts.BATCH], len(looks[texts.BATCH :])))


def batch_confirmed(ctx: Context) -> Reply:
    """va:<last>:<seal> – exactly what was listed, or the new list."""
    looks = unremarkable(ctx.work, ctx.pressed.number(0), ctx.calendar, ctx.now)[: texts.BATCH]
    if not looks:
        return Reply(replace=queue(ctx), toast=say("review.batch_changed"))
    if texts.batch_seal(looks) != ctx.pressed.word(1):
        return Reply(replace=texts.batch(looks, 0), toast=say("review.batch_changed"), alert=True)
    done = confirm_all(ctx.work, looks, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=queue(ctx), toast=say("review.batch_done", n=done))


def _pressed(ctx: Context) -> Figure:
    return ctx.work.figures.get(ctx.pressed.number(0))


def _look(ctx: Context, figure: Figure) -> Outlook:
    return outlook(ctx.work, figure, ctx.calendar, ctx.now)


def _instead(ctx: Context, figure: Figure, value: str) -> Outlook:
    """
    Raises:
        StaleButton: a made-up value.
    """
    try:
        return outlook(ctx.work, figure, ctx.calendar, ctx.now, value=value)
    except ValueError:
        raise StaleButton from None


def _settled(ctx: Context, figure: Figure) -> str:
    by = ctx.work.people.get(figure.decided_by).name if figure.decided_by else ""
    return texts.settled(figure, by)


def _await(ctx: Context, topic: Topic, figure: Figure) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, topic, {"figure": str(figure.id)}, ctx.now + LASTS))


def _settle_question(ctx: Context) -> None:
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting and waiting.topic in (Topic.FIGURE_REASON, Topic.FIGURE_VALUE):
        ctx.work.dialogues.clear(ctx.person.id)
