"""/bulletin: look, approve, publish (通报)."""

from __future__ import annotations

from bot.context import Context
from bot.handlers import corrections, templates
from core.bulletins.drafting import draft_kind
from core.bulletins.model import Bulletin, BulletinKind, BulletinState, Part
from core.bulletins.numbering import freshen
from core.bulletins.parts import file_card
from core.bulletins.publish import drop, drop_older, publish, send_again, unsent
from core.bulletins.receipts import receipts
from core.bulletins.showing import look_of, show_draft
from core.chat import Button, Card, Channel, Reply
from core.errors import StaleButton, WrongState
from core.presses import encode
from core.texts import bulletin as texts
from core.texts import bulletin_words as words
from core.texts import drafts
from core.texts.catalogue import say
from core.texts.words import clip

SHOWN = 8


HISTORY, TEMPLATES = "历史", "模板"


def show(ctx: Context) -> Reply:
    """/bulletin – the waiting draft, and what can be drafted; 通报 历史, 通报 模板, 通报 月通报."""
    word = ctx.arg.strip()
    if word == TEMPLATES:
        return Reply(say=(templates.forms(ctx),))
    kind = next((each for each in BulletinKind if word == words.kind(each)), None)
    if kind is not None:
        return _drafted(ctx, kind)
    waiting = ctx.work.bulletins.latest(BulletinState.DRAFT, 1)
    if word or not (waiting or ctx.work.bulletins.last_snapshot()):
        return _history(ctx)
    return Reply(say=(*(_shown(ctx, one) for one in waiting), texts.kinds()))


def _history(ctx: Context) -> Reply:
    recent = ctx.work.bulletins.latest(None, SHOWN)
    if not recent:
        return Reply(say=(Card(say("bulletin.none"), buttons=((templates.button(),),)),))
    few = ctx.incoming.channel is Channel.WECOM
    labels = [texts.short(b, ctx.calendar) if few else clip(texts.numbered(b), 30) for b in recent]
    rows = tuple((Button(label, encode("bs", b.id)),) for b, label in zip(recent, labels, strict=True))
    lost = {b.id for b in recent if b.state is BulletinState.PUBLISHED and unsent(ctx.work, b)}
    text = "\n".join(texts.listed(recent, lost, ctx.calendar))
    return Reply(say=(Card(text, title=say("bulletin.history", n=len(recent)), buttons=rows),))


def draft(ctx: Context) -> Reply:
    """bk:<kind> – drafted at once; its files follow."""
    if ctx.pressed.word(0) not in set(BulletinKind):
        raise StaleButton
    return _drafted(ctx, BulletinKind(ctx.pressed.word(0)))


def _drafted(ctx: Context, kind: BulletinKind) -> Reply:
    made = draft_kind(ctx.work, kind, ctx.calendar, ctx.now, ctx.person.id)
    return Reply(say=(_shown(ctx, made),), toast=say("bulletin.being_made"))


def page(ctx: Context) -> Reply:
    """bg:<bulletin>:<index> – a unit's page of a meeting pack."""
    bulletin, index = _bulletin(ctx), ctx.pressed.number(1)
    pages = ctx.work.editions.plan(bulletin.id).pages
    if index >= len(pages):
        raise StaleButton
    card = texts.unit_page(bulletin, pages, index)
    return Reply(say=(card,)) if len(ctx.pressed.args) > 2 else Reply(replace=card)


def show_one(ctx: Context) -> Reply:
    """bs:<bulletin> – its words, its files, and who has got it."""
    bulletin = _bulletin(ctx)
    shown, is_draft = _shown(ctx, bulletin), bulletin.state is BulletinState.DRAFT
    made = [one for one in ctx.work.bulletins.parts(bulletin.id) if one.file is not None]
    files = [file_card(one, draft=is_draft) for one in made]
    return Reply(say=(shown, *files, *corrections.beside(ctx, bulletin)))


def make_again(ctx: Context) -> Reply:
    """bf:<bulletin>:<part> – one that could not be made; the clock makes it."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    if ctx.pressed.word(1) not in set(Part):
        raise StaleButton
    ctx.work.bulletins.forget_parts(bulletin.id, Part(ctx.pressed.word(1)))
    return Reply(toast=say("bulletin.redoing"))


def send_unsent(ctx: Context) -> Reply:
    """ba:<bulletin> – what did not get to a group or a person leaves once more."""
    count = send_again(ctx.work, ctx.pressed.number(0), ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=_shown(ctx, _bulletin(ctx)), toast=say("bulletin.sent_again", n=count))


def publish_question(ctx: Context) -> Reply:
    """bp:<bulletin> – exactly who gets what; nothing leaves yet."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    freshen(ctx.work, bulletin)
    look = look_of(ctx.work, bulletin, ctx.calendar, ctx.now)
    if look.targets.nobody:
        raise WrongState("groups", "none")
    return Reply(replace=drafts.publish_question(bulletin, look))


def publish_now(ctx: Context) -> Reply:
    """by:<bulletin> – the second tap, or the second person's only one. Never under a number that its files do not
    show."""
    bulletin = _bulletin(ctx)
    if freshen(ctx.work, bulletin):
        return Reply(replace=_shown(ctx, bulletin), toast=say("refused.state.parts.waiting"), alert=True)
    published, targets = publish(ctx.work, ctx.pressed.number(0), ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=texts.decided(published, ctx.person, len(targets.groups), len(targets.readers)))


def keep(ctx: Context) -> Reply:
    """bn:<bulletin> – not now; the draft is shown again."""
    return Reply(replace=_shown(ctx, _bulletin(ctx)))


def more(ctx: Context) -> Reply:
    """bm:<bulletin> – what else there is, where the draft has no room for it."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    return Reply(replace=drafts.more(bulletin, look_of(ctx.work, bulletin, ctx.calendar, ctx.now)))


def drop_draft(ctx: Context) -> Reply:
    """bd:<bulletin>."""
    dropped = drop(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    return Reply(replace=texts.decided(dropped, ctx.person, 0))


def drop_older_drafts(ctx: Context) -> Reply:
    """bz:<bulletin> – those that it takes the place of, at once; they stay on file."""
    bulletin = _bulletin(ctx)
    _still_draft(bulletin)
    dropped = drop_older(ctx.work, bulletin.id, ctx.person, ctx.now)
    show_draft(ctx.work, bulletin, ctx.calendar, ctx.now)
    return Reply(replace=_shown(ctx, bulletin), toast=drafts.older_dropped(dropped))


def _bulletin(ctx: Context) -> Bulletin:
    return ctx.work.bulletins.get(ctx.pressed.number(0))


def _shown(ctx: Context, bulletin: Bulletin) -> Card:
    if bulletin.state is BulletinState.DRAFT:
        freshen(ctx.work, bulletin)
        look = look_of(ctx.work, bulletin, ctx.calendar, ctx.now)
        return drafts.draft_card(bulletin, look, ctx.person.id)
    published = bulletin.state is BulletinState.PUBLISHED
    got = receipts(ctx.work, bulletin) if published else []
    lost = len(unsent(ctx.work, bulletin)) if published else 0
    by = ctx.work.people.get(bulletin.decided_by).name if bulletin.decided_by else ""
    return texts.shown(bulletin, ctx.work.bulletins.parts(bulletin.id), got, lost, ctx.calendar, by)


def _still_draft(bulletin: Bulletin) -> None:
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
