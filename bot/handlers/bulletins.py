"""/bulletin: look, approve, publish (通报)."""

from __future__ import annotations

from bot.context import Context
from core.bulletins.model import Bulletin, BulletinState, Part
from core.bulletins.parts import file_card
from core.bulletins.publish import drop, publish, send_again, unsent
from core.chat import Button, Card, Reply
from core.errors import StaleButton, WrongState
from core.presses import encode
from core.texts import bulletin as texts
from core.texts.catalogue import say
from core.texts.words import clip

SHOWN = 8


def show(ctx: Context) -> Reply:
    """/bulletin – the waiting draft; 通报 历史 – what was published."""
    drafts = ctx.work.bulletins.latest(BulletinState.DRAFT, 1)
    if drafts and not ctx.arg:
        return Reply(say=(_shown(ctx, drafts[0]),))
    recent = ctx.work.bulletins.latest(None, SHOWN)
    if not recent:
        return Reply(say=(Card(say("bulletin.none")),))
    rows = tuple((Button(clip(texts.numbered(b), 30), encode("bs", b.id)),) for b in recent)
    text = "\n".join(texts.listed(recent, ctx.calendar))
    return Reply(say=(Card(text, title=say("bulletin.history", n=len(recent)), buttons=rows),))


def show_one(ctx: Context) -> Reply:
    """bs:<bulletin> – its words and its files."""
    bulletin = _bulletin(ctx)
    files = [file_card(one) for one in ctx.work.bulletins.parts(bulletin.id) if one.file is not None]
    return Reply(say=(_shown(ctx, bulletin), *files))


def make_again(ctx: Context) -> Reply:
    """bf:<bulletin>:<part> – one that could not be made; the clock makes it."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    if ctx.pressed.word(1) not in set(Part):
        raise StaleButton
    ctx.work.bulletins.forget_parts(bulletin.id, Part(ctx.pressed.word(1)))
    return Reply(toast=say("bulletin.redoing"))


def send_unsent(ctx: Context) -> Reply:
    """ba:<bulletin> – what did not get to a group leaves once more."""
    count = send_again(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    return Reply(replace=_shown(ctx, _bulletin(ctx)), toast=say("bulletin.sent_again", n=count))


def publish_question(ctx: Context) -> Reply:
    """bp:<bulletin> – exactly which groups; nothing leaves yet."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    groups = ctx.work.groups.bound()
    if not groups:
        raise WrongState("groups", "none")
    parts = ctx.work.bulletins.parts(bulletin.id)
    return Reply(replace=texts.publish_question(bulletin, [group.title for group in groups], parts))


def publish_now(ctx: Context) -> Reply:
    """by:<bulletin> – the second tap."""
    published, groups = publish(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    return Reply(replace=texts.decided(published, ctx.person, groups))


def keep(ctx: Context) -> Reply:
    """bn:<bulletin> – not now; the draft is shown again."""
    return Reply(replace=_shown(ctx, _bulletin(ctx)))


def drop_draft(ctx: Context) -> Reply:
    """bd:<bulletin>."""
    dropped = drop(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    return Reply(replace=texts.decided(dropped, ctx.person, 0))


def _bulletin(ctx: Context) -> Bulletin:
    return ctx.work.bulletins.get(ctx.pressed.number(0))


def _shown(ctx: Context, bulletin: Bulletin) -> Card:
    parts = ctx.work.bulletins.parts(bulletin.id)
    published = bulletin.state is BulletinState.PUBLISHED
    return texts.shown(bulletin, parts, len(unsent(ctx.work, bulletin)) if published else 0)


def _still_draft(bulletin: Bulletin) -> None:
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
