"""What we remember of cards we sent: the code that changes one, and the numbers that stand for its buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.wecom.looks import choices
from core.chat import Address, Happening, Incoming
from core.delivery.model import Handle
from core.ports import UnitOfWork

CODE_LASTS = timedelta(hours=71)
"""Of 72 h. Source: WeCom, "Updating template cards". https://developer.work.weixin.qq.com/document/path/94888"""
NUMBERS_LAST = timedelta(hours=2)
LONGEST_CODE = 512


def arrived(work: UnitOfWork, incoming: Incoming, now: datetime) -> Incoming:
    """Keep the code that a press brings; a typed number is the press of the button that it stands for."""
    if incoming.kind is Happening.PRESS:
        _renew(work, incoming, now)
        return incoming
    return _numbered(work, incoming, now) if incoming.kind is Happening.TEXT else incoming


def _renew(work: UnitOfWork, incoming: Incoming, now: datetime) -> None:
    """The pressed card can be changed again, also one whose place another had taken."""
    code = incoming.press_id or ""
    if not code or len(code) > LONGEST_CODE or not incoming.message_id:
        return
    to = Address(incoming.channel, incoming.chat)
    handle = work.handles.get(to, incoming.message_id)
    if handle is not None:  # else the key was made up
        work.handles.keep(replace(handle, code=code, code_until=now + CODE_LASTS, spent_on="", newer=""))


def _numbered(work: UnitOfWork, incoming: Incoming, now: datetime) -> Incoming:
    said = incoming.text.strip()
    if not 0 < len(said) <= 40:
        return incoming
    to = Address(incoming.channel, incoming.chat)
    handle = work.handles.last(to)
    if handle is None or not handle.numbered or now - handle.sent_at > NUMBERS_LAST:
        return incoming
    card = work.outbox.card_at(to, handle.message_id)
    buttons = choices(card) if card else []
    wanted = [b for n, b in enumerate(buttons, 1) if said.rstrip(".。、") == str(n)]
    wanted = wanted or [b for b in buttons if said == b.label]
    if len(wanted) != 1:
        return incoming
    return replace(
        incoming, kind=Happening.PRESS, text=wanted[0].data, message_id=handle.message_id, press_id=None
    )


def fresh(to: Address, message: str, code: str, recalls: tuple[str, ...], now: datetime) -> Handle:
    """Of a card that has just left."""
    return Handle(to, message, now, code, now + CODE_LASTS if code else None, recalls=recalls)


def usable(handle: Handle | None, key: str, now: datetime) -> bool:
    """Whether this letter may change the message: once for each code, and again if it is not known whether
    its first attempt arrived."""
    return bool(
        handle
        and handle.code
        and handle.code_until
        and now < handle.code_until
        and handle.spent_on in ("", key)
    )
