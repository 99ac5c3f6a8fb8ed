"""/broadcast: text → audience → preview → confirm → progress (广播)."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.bulletins.broadcast import drop_broadcast, prepare, send
from core.bulletins.model import Audience, AudienceKind
from core.bulletins.take_back import ask_to_take_back, can_be_taken_back
from core.chat import Card, Reply
from core.delivery.model import State
from core.dialogue import Dialogue, Topic
from core.errors import StaleButton, TooMuchText
from core.rights import Role
from core.roster.model import Unit
from core.texts import broadcasts as texts
from core.texts.catalogue import say

LASTS = timedelta(hours=2)


def begin(ctx: Context) -> Reply:
    """/broadcast [text]."""
    if ctx.arg:
        return _which(ctx, ctx.arg)
    _await(ctx, "")
    return Reply(say=(Card(say("broadcast.ask_text", limit=texts.LIMIT)),))


def text(ctx: Context, _: Dialogue) -> Reply:
    """The sentence after /broadcast."""
    return _which(ctx, ctx.incoming.text.strip())


def _which(ctx: Context, words: str) -> Reply:
    if len(words) > texts.LIMIT:
        _await(ctx, "")
        raise TooMuchText(len(words), texts.LIMIT)
    _await(ctx, words)
    return Reply(say=(texts.which_audience(words),))


def audience(ctx: Context) -> Reply:
    """ca:<kind>[:<value>] – chosen; people see a preview with the count."""
    kind = ctx.pressed.word(0)
    if kind not in set(AudienceKind):
        raise StaleButton
    value = ctx.pressed.args[1] if len(ctx.pressed.args) > 1 else ""
    if kind == AudienceKind.UNIT and not value:
        return Reply(replace=texts.which_unit(_units_with_people(ctx)))
    if kind == AudienceKind.ROLE and not value:
        return Reply(replace=texts.which_role())
    return _preview(ctx, Audience(AudienceKind(kind), value))


def _preview(ctx: Context, chosen: Audience) -> Reply:
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting is None or waiting.topic is not Topic.BROADCAST_TEXT or not waiting.data["text"]:
        raise StaleButton
    if chosen.kind is AudienceKind.ROLE and chosen.value not in set(Role):
        raise StaleButton
    unit = _unit(ctx, chosen)
    broadcast, recipients = prepare(ctx.work, waiting.data["text"], chosen, ctx.person, ctx.now)
    ctx.work.dialogues.clear(ctx.person.id)
    if not recipients.reachable:
        drop_broadcast(ctx.work, broadcast.id)
        return Reply(replace=Card(say("broadcast.nobody")))
    named = texts.audience(chosen, unit)
    return Reply(replace=texts.preview(broadcast, named, len(recipients.reachable), recipients.unreachable))


def confirm(ctx: Context) -> Reply:
    """cy:<broadcast> – the letters are written; this message follows the progress."""
    chat = f"{ctx.incoming.channel}:{ctx.incoming.chat}"
    number = ctx.pressed.number(0)
    broadcast, n = send(ctx.work, number, chat, ctx.incoming.message_id, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=texts.progress(broadcast, {State.PENDING: n}, n, ()))


def give_up(ctx: Context) -> Reply:
    """cn:<broadcast>."""
    drop_broadcast(ctx.work, ctx.pressed.number(0))
    return Reply(replace=Card(say("broadcast.dropped")))


def take_back(ctx: Context) -> Reply:
    """cr:<broadcast> – whether it shall be taken back, asked once more."""
    broadcast = can_be_taken_back(ctx.work, ctx.pressed.number(0), ctx.now)
    return Reply(say=(texts.take_back_question(broadcast),))


def take_back_now(ctx: Context) -> Reply:
    """cz:<broadcast>."""
    ask_to_take_back(ctx.work, ctx.pressed.number(0), ctx.person.id, ctx.now)
    return Reply(replace=Card(say("broadcast.taking_back")))


def keep(_: Context) -> Reply:
    """ck:<broadcast>."""
    return Reply(replace=Card(say("broadcast.kept")))


def _units_with_people(ctx: Context) -> list[Unit]:
    staffed = {person.unit_id for person in ctx.work.people.all()}
    return [unit for unit in ctx.work.projects.units() if unit.id in staffed]


def _unit(ctx: Context, chosen: Audience) -> Unit | None:
    """Raises NotFound for a made-up one."""
    return ctx.work.projects.unit(ctx.pressed.number(1)) if chosen.kind is AudienceKind.UNIT else None


def _await(ctx: Context, words: str) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.BROADCAST_TEXT, {"text": words}, ctx.now + LASTS))
