"""Which handler answers: happening → command, button, dialogue or report sentence; rights are checked here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.context import Brought, Context, Drawn, Offered, Office
from bot.handlers import attachments, groups, ledger, objections, red_heads, report, start
from bot.handlers.answering import replied_to
from bot.table import COMMANDS, DIALOGUES, PRESSES, Command
from core.chat import SILENCE, Address, Card, Happening, Incoming, Reply
from core.errors import NotAllowed, NothingOpen, TooMuchText
from core.ports import UnitOfWork
from core.presses import decode
from core.rights import Right
from core.roster.strangers import greeted_first
from core.texts.catalogue import say

LONGEST = 8000
"""Characters of any message; Telegram sends at most 4096."""
PAGES_IN_GROUPS = ("pg", ("rank",))
"""The only buttons that we post in groups; any other one there is forged and would show its answer to all."""
SENT = (Happening.FILE, Happening.PHOTO, Happening.VIDEO, Happening.VOICE)
_BY_NAME = {command.name: command for command in COMMANDS}
_LONGEST_FIRST = sorted(
    ((word, command) for command in COMMANDS for word in (command.word, *command.also) if word),
    key=lambda pair: -len(pair[0]),
)
_WORDS = {word[0]: [pair for pair in _LONGEST_FIRST if pair[0][0] == word[0]] for word, _ in _LONGEST_FIRST}
"""By first character, with which almost no message begins."""


def answer(
    work: UnitOfWork,
    incoming: Incoming,
    office: Office,
    now: datetime,
    offered: Brought | None = None,
) -> Reply:
    """What to reply; everything it changes is in ``work``.

    Raises:
        Refused: nothing may be changed; the door explains it.
        FileWanted, PictureWanted, TemplateWanted: a file must be read or drawn first; come again with ``offered``.
    """
    if incoming.kind in (Happening.ADDED, Happening.REMOVED, Happening.MIGRATED):
        return _group_happened(work, incoming, office, now)
    if incoming.kind in (Happening.BLOCKED, Happening.UNBLOCKED):
        reason = "blocked" if incoming.kind is Happening.BLOCKED else ""
        work.people.lost(Address(incoming.channel, incoming.chat), reason)
        return SILENCE
    if incoming.kind is Happening.OTHER:
        return SILENCE
    known = work.people.account_at(Address(incoming.channel, incoming.sender))
    if known is None or not known[1].active:
        return _stranger(work, incoming, office, now)
    account, person = known
    if account.lost_because and incoming.private:
        work.people.lost(account.address, "")  # whoever writes to us can be written to
    if len(office.channels) > 1 and incoming.private and work.people.account_of(person.id) != account:
        work.people.used(account.address, now)  # he has moved to another service
    ctx = Context(work, incoming, person, now, office)
    return _known(_with(ctx, offered) if offered else ctx)


def _with(ctx: Context, brought: Brought) -> Context:
    if isinstance(brought, Offered):
        return replace(ctx, offered=brought)
    if isinstance(brought, Drawn):
        return replace(ctx, drawn=brought)
    return replace(ctx, tried=brought)


def _stranger(work: UnitOfWork, incoming: Incoming, office: Office, now: datetime) -> Reply:
    """One polite line and nothing else; in groups not even that."""
    if not incoming.private:
        return SILENCE
    found = command_in(incoming.text) if incoming.kind is Happening.TEXT else None
    if found and found.command.name == "start":
        return start.arrive(work, incoming, found.arg, office, now)
    return start.greet(work, incoming, office, now)


def _known(ctx: Context) -> Reply:
    kind = ctx.incoming.kind
    if len(ctx.incoming.text) > LONGEST:
        raise TooMuchText(len(ctx.incoming.text), LONGEST)
    if kind is Happening.PRESS:
        return _pressed(ctx)
    if kind is Happening.ARRIVED:
        return _opened(ctx)
    if not ctx.incoming.private:
        return _in_group(ctx)
    if kind in SENT and (waiting := objections.proof_awaited(ctx)):
        return objections.proof(ctx, waiting)
    if kind is Happening.FILE:
        return red_heads.dropped(ctx) if red_heads.meant(ctx) else ledger.dropped(ctx)
    if kind is Happening.VOICE:
        return attachments.voice(ctx)
    if kind in (Happening.PHOTO, Happening.VIDEO):
        return attachments.picture(ctx, _said)
    return _edited(ctx) if kind is Happening.EDIT else _said(ctx)


def _pressed(ctx: Context) -> Reply:
    press = decode(ctx.incoming.text)
    if press.verb not in PRESSES:
        return Reply(toast=say("refused.stale_button"), alert=True)
    needs, handler = PRESSES[press.verb]
    _check(ctx, needs)
    if not ctx.incoming.private and (press.verb, press.args[:1]) != PAGES_IN_GROUPS:
        return Reply(toast=say("group.private"), alert=True)
    return handler(replace(ctx, press=press))


def _opened(ctx: Context) -> Reply:
    """Somebody looked in without a word: what he can do, at most once a day."""
    first = greeted_first(ctx.work, ctx.address, ctx.today)
    return _BY_NAME["help"].handler(ctx) if first else SILENCE


def _in_group(ctx: Context) -> Reply:
    """Only commands and mentions, and nothing that not everybody there may see."""
    found = command_in(ctx.incoming.text)
    written = ctx.incoming.text.startswith("/") or ctx.incoming.mentions_us
    if ctx.incoming.kind is not Happening.TEXT or not written:
        return SILENCE
    if found is None:
        return Reply(say=(Card(say("group.private")),)) if ctx.incoming.mentions_us else SILENCE
    _check(ctx, found.command.needs)
    if not found.command.in_groups:
        return Reply(say=(Card(say("group.private")),))
    return found.command.handler(replace(ctx, arg=found.arg))


def _said(ctx: Context) -> Reply:
    text = ctx.incoming.text.strip()
    if not text:
        return Reply(say=(Card(say("refused.empty")),))
    found = command_in(text)
    if found and not (found.glued and not ctx.may(found.command.needs)):
        _check(ctx, found.command.needs)
        return found.command.handler(replace(ctx, arg=found.arg))
    if text.startswith("/"):
        return Reply(say=(Card(say("refused.unknown_command")),))
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting and waiting.topic in DIALOGUES and not replied_to(ctx):
        needs, handler = DIALOGUES[waiting.topic]
        _check(ctx, needs)
        reply = handler(ctx, waiting)
        if ctx.work.dialogues.get(ctx.person.id, ctx.now) == waiting:
            ctx.work.dialogues.clear(ctx.person.id)
        return reply
    return _sentence(ctx)


def _sentence(ctx: Context) -> Reply:
    if not ctx.person.may(Right.REPORT):
        return Reply(say=(Card(say("refused.not_reporter")),))
    try:
        return report.sentence(ctx)
    except NothingOpen:
        return Reply(say=(Card(say("receipt.no_card")),))


def _edited(ctx: Context) -> Reply:
    """Only report sentences can be corrected by editing; an edited command is not run again."""
    if not ctx.person.may(Right.REPORT) or command_in(ctx.incoming.text):
        return SILENCE
    try:
        return report.edited(ctx)
    except NothingOpen:
        return SILENCE


def _group_happened(work: UnitOfWork, incoming: Incoming, office: Office, now: datetime) -> Reply:
    if incoming.kind is Happening.ADDED:
        return groups.added(work, incoming, now)
    if incoming.kind is Happening.REMOVED:
        groups.removed(work, incoming, office.calendar, now)
    else:
        groups.moved(work, incoming)
    return SILENCE


def _check(ctx: Context, needs: Right) -> None:
    if not ctx.may(needs):
        raise NotAllowed(needs)


@dataclass(frozen=True, slots=True)
class Found:
    """``glued``: a Chinese word with its argument right behind it, which may be an ordinary sentence
    (“邀请客商考察”) where the person has no such command."""

    command: Command
    arg: str
    glued: bool = False


def command_in(text: str) -> Found | None:
    """/status X, 查 X or 查X; a word without an argument must stand alone."""
    stripped = text.strip()
    if stripped.startswith("/"):
        name, _, arg = stripped[1:].partition(" ")
        command = _BY_NAME.get(name.partition("@")[0].lower())
        return Found(command, arg.strip()) if command else None
    for word, command in _WORDS.get(stripped[:1], ()):
        if stripped == word:
            return Found(command, "")
        if command.takes_words and stripped.startswith(word):
            rest = stripped[len(word) :]
            if command.apart and not rest[0].isspace():
                continue
            return Found(command, rest.strip(), glued=not rest[0].isspace())
    return None
