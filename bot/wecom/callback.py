"""The callback address: verify, open, keep, and only then a 200: an empty one, or for a press the changed card if
it is there within a moment. What follows is done afterwards.

WeCom waits five seconds and then sends the same again, three times; the inbox knows what it has.

Source: WeCom, "Receiving messages: overview", read 2026-11.
https://developer.work.weixin.qq.com/document/path/90930 · https://developer.work.weixin.qq.com/document/path/90238
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.web import Endpoint, body_of
from bot.wecom.crypto import NotFromWeCom, Seal
from bot.wecom.events import press_of, raw
from bot.wecom.passive import PATIENCE as PATIENCE_FOR_CARD
from bot.wecom.passive import Template, Waiting, sealed, update_of
from bot.wecom.xml import NoXml
from core.ports import Clock, RawUpdate

log = logging.getLogger(__name__)

LARGEST = 64 * 1024  # bytes of a request; a sentence of 2048 bytes makes about 5000
WINDOW = timedelta(minutes=10)  # how far a request's moment may be from ours
PATIENCE = 4.0  # seconds until it is stored, which takes a fraction; after it WeCom is told to come again
# Only what base64 can be is looked for, so nothing is parsed before it is verified.
_ENCRYPT = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]{1,65536})(?:\]\]>)?\s*</Encrypt>")

Store = Callable[[RawUpdate], Awaitable[bool]]
"""Keeps what is new and has it handled, and says whether that happens now; raises when it can be kept nowhere."""


@dataclass(frozen=True, slots=True)
class Corporation:
    """Whose callbacks they are, and the presses that may be answered with a changed card."""

    id: str
    seal: Seal
    waiting: Waiting = field(default_factory=Waiting)


def endpoint(corporation: Corporation, store: Store, clock: Clock) -> Endpoint:
    """The handler to route GET and POST of the callback's path to."""
    seal = corporation.seal

    async def receive(request: Request) -> Response:
        try:
            if request.method == "POST":
                return await _take(request, corporation, store, clock)
            return _prove(request, seal, clock)
        except NotFromWeCom as refused:
            log.warning("a callback was refused: %s", refused.flaw.value)
            return Response(status_code=403)

    return receive


def _prove(request: Request, seal: Seal, clock: Clock) -> Response:
    """The address is ours: exactly the bytes that were hidden in ``echostr``."""
    plain = _open(request, seal, request.query_params.get("echostr", ""))
    if not _is_fresh(request, clock):
        return Response(status_code=403)
    return Response(plain, media_type="text/plain")


async def _take(request: Request, corporation: Corporation, store: Store, clock: Clock) -> Response:
    body = await body_of(request, LARGEST)
    if body is None:
        return Response(status_code=413)
    found = _ENCRYPT.search(body)
    if found is None:
        return Response(status_code=400)
    message = _open(request, corporation.seal, found.group(1).decode())
    if not _is_fresh(request, clock):
        log.warning("a callback was refused: its moment is too far from ours")
        return Response(status_code=403)
    try:
        update = raw(message)
    except NoXml as fault:
        log.warning("a callback could not be read: %s", fault)
        return Response(status_code=400)
    if update is None:
        return Response()
    pressed = press_of(update)
    with corporation.waiting.expecting(pressed.code if pressed else "") as card:
        handled = await _kept(update, store)
        if handled and pressed:
            with suppress(TimeoutError):
                template = await asyncio.wait_for(card, PATIENCE_FOR_CARD)
                if template is not None:
                    return _changed(corporation, template, pressed.user, clock.now())
    return Response(status_code=503 if handled is None else 200)


def _changed(corporation: Corporation, template: Template, user: str, now: datetime) -> Response:
    inner = update_of(template, user, corporation.id, now)
    answer = sealed(corporation.seal, inner, secrets.token_bytes(16), secrets.token_hex(8), now)
    return Response(answer, media_type="application/xml")


async def _kept(update: RawUpdate, store: Store) -> bool | None:
    """Whether it is being handled; None: nothing has it."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await store(update)
    except Exception:
        log.exception("a callback was not stored; WeCom will send it again")
        return None


def _open(request: Request, seal: Seal, encrypted: str) -> bytes:
    given = request.query_params
    return seal.open(
        given.get("msg_signature", ""), given.get("timestamp", ""), given.get("nonce", ""), encrypted
    )


def _is_fresh(request: Request, clock: Clock) -> bool:
    """Asked only after the signature, which covers the moment."""
    moment = request.query_params.get("timestamp", "")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        return False
    return abs(clock.now().timestamp() - int(moment)) <= WINDOW.total_seconds()
