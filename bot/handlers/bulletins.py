"""/bulletin: look, approve, publish (通报)."""

from __future__ import annotations

from bot.context import Context
from core.bulletins.model import Bulletin, BulletinState
from core.bulletins.publish import drop, publish
from core.chat import Button, Card, Reply
from core.errors import WrongState
from core.presses import encode
from core.texts import bulletin as texts
from core.texts.catalogue import say
from core.texts.words import clip

SHOWN = 8


def show(ctx: Context) -> Reply:
    """/bulletin – the waiting draft; 通报 历史 – what was published."""
    drafts = ctx.work.bulletins.latest(BulletinState.DRAFT, 1)
    if drafts and not ctx.arg:
        return Reply(say=(texts.shown(drafts[0]),))
    recent = ctx.work.bulletins.latest(None, SHOWN)
    if not recent:
        return Reply(say=(Card(say("bulletin.none")),))
    rows = tuple((Button(clip(texts.numbered(b), 30), encode("bs", b.id)),) for b in recent)
    text = "\n".join(texts.listed(recent, ctx.calendar))
    return Reply(say=(Card(text, title=say("bulletin.history", n=len(recent)), buttons=rows),))


def show_one(ctx: Context) -> Reply:
    """bs:<bulletin>."""
    return Reply(say=(texts.shown(_bulletin(ctx)),))


def publish_question(ctx: Context) -> Reply:
    """bp:<bulletin> – exactly which groups; nothing leaves yet."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    groups = ctx.work.groups.bound()
    if not groups:
        raise WrongState("groups", "none")
    return Reply(replace=texts.publish_question(bulletin, [group.title for group in groups]))


def publish_now(ctx: Context) -> Reply:
    """by:<bulletin> – the second tap."""
    published, groups = publish(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    return Reply(replace=texts.decided(published, ctx.person, groups))


def keep(ctx: Context) -> Reply:
    """bn:<bulletin> – not now; the draft is shown again."""
    return Reply(replace=texts.shown(_bulletin(ctx)))


def drop_draft(ctx: Context) -> Reply:
    """bd:<bulletin>."""
    dropped = drop(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    return Reply(replace=texts.decided(dropped, ctx.person, 0))


def _bulletin(ctx: Context) -> Bulletin:
    return ctx.work.bulletins.get(ctx.pressed.number(0))


def _still_draft(bulletin: Bulletin) -> None:
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
