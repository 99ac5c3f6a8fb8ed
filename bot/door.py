"""← WHERE A MESSAGE COMES IN: drop repeats → who is it → which dialogue or command → words.

One message is one transaction: what it changes, the answer, and the note that it is done are
committed together. Only then do the words leave.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

import structlog

from bot.context import Brought, FileWanted, Office, PictureWanted, TemplateWanted
from bot.ledger_files import LedgerFiles
from bot.pictures import Draw, draw_for
from bot.red_heads import RedHeads
from bot.router import answer
from core.chat import Address, Card, Channel, Happening, Incoming, Reply
from core.delivery.landmarks import Landmark, Reached, ignore
from core.delivery.model import Claimed, Kind, Letter
from core.errors import Refused
from core.ports import Chat, Clock, Desk, Received, UnitOfWork
from core.rights import Role
from core.rounds.tell import tell_office
from core.texts.catalogue import say
from core.texts.refusals import explain, sentence

log = structlog.get_logger(__name__)

Translate = Callable[[Mapping[str, Any], datetime], Incoming]
Bound = Callable[[Channel, str, Collection[Role]], Awaitable[None]]
"""Told that the person in this private chat has these roles now."""


Arrived = Callable[[UnitOfWork, Incoming, datetime], Incoming]
"""What an adapter remembers and adds, inside the transaction."""


def as_it_came(_work: UnitOfWork, incoming: Incoming, _now: datetime) -> Incoming:
    return incoming


class Leaver(Protocol):
    """Where answers leave; ``scheduler.sender.Sender`` is one."""

    owner: str

    def lease_until(self) -> datetime: ...
    async def deliver_now(self, claimed: Sequence[Claimed]) -> None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One chat service at the door: how to read its updates and how to answer a press."""

    chat: Chat
    translate: Translate
    arrived: Arrived = as_it_came
    toasts: bool = True  # False: what would be shown over a button is said as a message


@dataclass(frozen=True, slots=True)
class Handled:
    """What must leave after the commit."""

    incoming: Incoming
    claimed: tuple[Claimed, ...]
    received_at: datetime
    toast: str = ""
    alert: bool = False
    roles: frozenset[Role] = frozenset()


class Door:
    """Handles rows of the inbox, one at a time per person; ``bot.inbound`` calls it."""

    def __init__(
        self,
        desk: Desk,
        lines: Mapping[Channel, Line],
        office: Office,
        clock: Clock,
        sender: Leaver,
        files: LedgerFiles,
        *,
        draw: Draw,
        red_heads: RedHeads,
        bound: Bound,
        timed: Callable[[float], None] = lambda _: None,
        reached: Reached = ignore,
    ) -> None:
        self._desk, self._lines, self._office, self._clock = desk, lines, office, clock
        self._sender, self._files, self._reached = sender, files, reached
        self._bound, self._timed = bound, timed
        self._draw, self._red_heads = draw, red_heads

    async def handle(self, inbox_id: int) -> None:
        """Take the row, answer it, mark it done; a row in other hands is nothing to do.

        Raises:
            Exception: it could not be handled; the row stays and is tried again, five times.
        """
        handled = await self._attempt(inbox_id, None)
        if handled is None:
            return
        self._reached(Landmark.HANDLED_AFTER_COMMIT)
        await self._let_leave(handled)
        self._timed((self._clock.now() - handled.received_at).total_seconds())
        if handled.roles:
            await self._bound(handled.incoming.channel, handled.incoming.chat, handled.roles)

    async def parked(self, inbox_id: int) -> None:
        """A message that failed five times: the office is told, the next ones go on."""
        log.error("update_parked", inbox_id=inbox_id)
        await self._desk.run(self._tell_parked, inbox_id)

    async def _attempt(self, inbox_id: int, offered: Brought | None) -> Handled | None:
        try:
            return await self._desk.run(self._step, inbox_id, offered)
        except _Refusal as refused:
            return await self._desk.run(self._refuse, inbox_id, refused)
        except FileWanted as wanted:
            chat = self._lines[wanted.incoming.channel].chat
            loaded = await self._files.load(chat, wanted, self._desk, self._office, self._clock.now())
            return await self._attempt(inbox_id, loaded)
        except PictureWanted as asked:
            drawn = await draw_for(asked, self._draw, self._desk, self._clock.now())
            return await self._attempt(inbox_id, drawn)
        except TemplateWanted as dropped:
            chat = self._lines[dropped.incoming.channel].chat
            tried = await self._red_heads.bring(chat, dropped, self._desk, self._clock.now())
            return await self._attempt(inbox_id, tried)

    def _step(self, work: UnitOfWork, inbox_id: int, offered: Brought | None) -> Handled | None:
        row = work.inbox.take(inbox_id)
        if row is None:
            return None
        now = self._clock.now()
        incoming = self._lines[row.channel].arrived(work, self._read(row), now)
        if incoming.kind is Happening.OTHER:
            work.inbox.skip(inbox_id, "nothing for us", now)
            log.info("update_skipped", inbox_id=inbox_id)
            return None
        try:
            reply = answer(work, incoming, self._office, now, offered)
        except Refused as refusal:
            raise _Refusal(incoming, refusal) from refusal  # rolls back whatever was half done
        return self._finish(work, row, incoming, reply, now)

    def _refuse(self, work: UnitOfWork, inbox_id: int, refused: _Refusal) -> Handled | None:
        """A new transaction: nothing of the refused one is left but the answer."""
        row = work.inbox.take(inbox_id)
        if row is None:
            return None
        reply = refusal_reply(refused.incoming, refused.refusal)
        return self._finish(work, row, refused.incoming, reply, self._clock.now())

    def _finish(
        self, work: UnitOfWork, row: Received, incoming: Incoming, reply: Reply, now: datetime
    ) -> Handled:
        if not self._lines[incoming.channel].toasts:
            reply = spoken(reply)
        letters = answer_letters(row.id, incoming, reply, now)
        lease = self._sender.lease_until()
        claimed = tuple([work.outbox.put_claimed(one, self._sender.owner, lease) for one in letters])
        work.inbox.done(row.id, now)
        self._reached(Landmark.HANDLED_BEFORE_COMMIT)
        return Handled(incoming, claimed, row.received_at, reply.toast, reply.alert, reply.roles)

    def _read(self, row: Received) -> Incoming:
        return self._lines[row.channel].translate(json.loads(row.body), row.received_at)

    async def _let_leave(self, handled: Handled) -> None:
        """The toast beside the letters: neither waits for the other."""
        leaving, press = self._sender.deliver_now(handled.claimed), handled.incoming.press_id
        if not press:
            await leaving
            return
        line = self._lines[handled.incoming.channel]
        toast = line.chat.toast(press, handled.toast, handled.alert)
        if line.toasts:
            await asyncio.gather(toast, leaving)
            return
        await leaving
        await toast  # shows nothing: whoever waits for the end of this press need not wait longer

    def _tell_parked(self, work: UnitOfWork, inbox_id: int) -> None:
        card = Card(say("office.poison", id=inbox_id))
        tell_office(work, f"inbox:{inbox_id}:parked", card, self._office.calendar, self._clock.now())


class _Refusal(Exception):
    """Carries a refusal out of the transaction, so that it rolls back."""

    def __init__(self, incoming: Incoming, refusal: Refused) -> None:
        super().__init__(refusal)
        self.incoming, self.refusal = incoming, refusal


def refusal_reply(incoming: Incoming, refusal: Refused) -> Reply:
    """A refused press is answered over the button, anything else by a message."""
    if incoming.kind is Happening.PRESS:
        return Reply(toast=sentence(refusal)[:200], alert=True)
    return Reply(say=(explain(refusal, "qh" if incoming.text.startswith(("/history", "经过")) else "qs"),))


def spoken(reply: Reply) -> Reply:
    """Without toasts: what must be read, or would be the whole answer, is said; else the changed card begins with it."""
    if not reply.toast:
        return replace(reply, alert=False)
    plain = replace(reply, toast="", alert=False)
    if reply.replace is not None and not reply.alert:
        return replace(plain, replace=_beginning_with(reply.toast, reply.replace))
    if reply.alert or not reply.say:
        return replace(plain, say=(*reply.say, Card(reply.toast)))
    return plain


def _beginning_with(words: str, card: Card) -> Card:
    return card if words in card.text else replace(card, text=f"{words}\n{card.text}".strip())


def answer_letters(inbox_id: int, incoming: Incoming, reply: Reply, now: datetime) -> list[Letter]:
    """The reply as letters, the edit of the pressed message first."""
    to = Address(incoming.channel, incoming.chat)
    letters = []
    if reply.replace is not None:
        message = reply.replace_id or incoming.message_id
        letters.append(
            Letter(f"answer:{inbox_id}:edit", Kind.EDIT, to, reply.replace, now, edits_message=message)
        )
    for number, card in enumerate(reply.say):
        letters.append(Letter(f"answer:{inbox_id}:{number}", Kind.ANSWER, to, card, now))
    return letters
