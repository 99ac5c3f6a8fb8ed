"""``/upload/<token>``: shows the form, takes one file, says that the chat will answer.

Source: ASVS 5.0, 5.2 (size and kind before anything is done with a file), 3.4 (headers).
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Sequence
from importlib.resources import files
from string import Template

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Message, Receive

from bot.ledger_files import LARGEST
from bot.web import Endpoint
from core.files import ANY
from core.ports import Clock, Desk, UnitOfWork
from core.roster.uploads import HandedIn, hand_in, usable
from core.texts.catalogue import language, say

log = logging.getLogger(__name__)

AROUND = 16 * 1024  # bytes of a request beside the file
LONGEST_TOKEN = 64
LONGEST_NAME = 200
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
}
Dispatch = Callable[[Sequence[tuple[int, str]]], None]


class _TooMuch(Exception):
    """More bytes than a file may have."""


def endpoint(desk: Desk, clock: Clock, dispatch: Dispatch) -> Endpoint:
    """The handler to route GET and POST of ``/upload/{token}`` to. A used or made-up link is 404 either way."""

    async def answer(request: Request) -> Response:
        token = str(request.path_params["token"])
        if len(token) > LONGEST_TOKEN or not await desk.read(_works, token, clock):
            return _page("upload.gone", 404)
        if request.method != "POST":
            return _page("upload.what", 200, form=True)
        handed = await _handed(request)
        if isinstance(handed, Response):
            return handed
        stored = await desk.run(hand_in, token, handed, clock.now())
        if stored is None:  # somebody else was faster with the same link
            return _page("upload.gone", 404)
        dispatch(stored)
        return _page("upload.done", 200)

    return answer


async def _handed(request: Request) -> HandedIn | Response:
    """The file, or the page that says why not."""
    try:
        capped = Request(request.scope, _capped(request.receive, LARGEST + AROUND))
        async with capped.form(max_files=1, max_fields=4) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                return _page("upload.nothing", 400, form=True)
            content = await file.read()
            name = file.filename.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    except _TooMuch:
        return _page("upload.too_big", 413, form=True)
    except (MultiPartException, HTTPException):
        return _page("upload.nothing", 400, form=True)
    if len(content) > LARGEST:
        return _page("upload.too_big", 413, form=True)
    return HandedIn(name, ANY, content) if content else _page("upload.nothing", 400, form=True)


def _capped(receive: Receive, limit: int) -> Receive:
    got = 0

    async def capped() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise _TooMuch
        return message

    return capped


def _page(said: str, status: int, *, form: bool = False) -> Response:
    words = {
        "language": language(),
        "title": say("upload.title"),
        "said": say(said),
        "choose": say("upload.choose"),
        "send": say("upload.send"),
        "note": say("upload.note", megabytes=LARGEST // 2**20),
    }
    words = {name: html.escape(text) for name, text in words.items()}
    inner = _template("form.html").substitute(words) if form else ""
    return HTMLResponse(_template("page.html").substitute(words, form=inner), status, HEADERS)


def _template(name: str) -> Template:
    return Template(files("bot.upload").joinpath(name).read_text(encoding="utf-8"))


def _works(work: UnitOfWork, token: str, clock: Clock) -> bool:
    return usable(work, token, clock.now()) is not None
