"""The HTTP API under ``/wecom/cgi-bin/``: reads a call, runs it, answers in the service's shape."""

import asyncio
import json
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.arguments import Upload
from sandbox.files import StoredFile
from sandbox.model import Json
from sandbox.wecom import appchats, directory, menus, robots, sending, updating
from sandbox.wecom.call import Call, read_json
from sandbox.wecom.corp import Corp
from sandbox.wecom.errors import WeComError
from sandbox.wire import Receive, Scope, Send, TooLarge, drop, read_body, write

BASE = "/wecom"
PREFIX = f"{BASE}/cgi-bin/"
JSON = b"application/json; charset=UTF-8"
WARNING = " Warning: wrong json format. "


@dataclass(frozen=True, slots=True)
class Api:
    """``open``: needs no token, and the trusted addresses do not matter (both as seen in the field)."""

    verb: str
    run: Callable[[Corp, Call], Json | StoredFile]
    open: bool = False


APIS = {
    "gettoken": Api("GET", directory.gettoken, open=True),
    "message/send": Api("POST", sending.send),
    "message/update_template_card": Api("POST", updating.update_template_card),
    "message/recall": Api("POST", updating.recall),
    "media/upload": Api("POST", directory.upload),
    "media/get": Api("GET", directory.download),
    "webhook/send": Api("POST", robots.send, open=True),
    "webhook/upload_media": Api("POST", robots.upload_media, open=True),
    "appchat/create": Api("POST", appchats.create),
    "appchat/update": Api("POST", appchats.update),
    "appchat/get": Api("GET", appchats.get),
    "appchat/send": Api("POST", appchats.send),
    "menu/create": Api("POST", menus.create),
    "menu/get": Api("GET", menus.get),
    "menu/delete": Api("GET", menus.delete),
    "user/get": Api("GET", directory.user),
    "user/simplelist": Api("GET", directory.department_users),
    "department/simplelist": Api("GET", directory.departments),
    "agent/get": Api("GET", directory.agent),
    "getcallbackip": Api("GET", directory.addresses),
    "get_api_domain_ip": Api("GET", directory.addresses),
}
UPLOADS = {"media/upload", "webhook/upload_media"}


class WeComApi:
    """ASGI application."""

    def __init__(self, corp: Corp) -> None:
        self._corp = corp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = _call(scope)
        try:
            call.raw = await read_body(receive)
        except TooLarge:
            await write(send, 413, b"")
            return
        if call.name not in APIS:
            await write(send, 404, b"404 page not found", b"text/plain")
            return
        common = self._corp.troubles.common
        troubled = common.concern(call.name)
        if troubled and common.latency_ms:
            await asyncio.sleep(common.latency_ms / 1000)
        if troubled and common.fails():
            self._note(call, "502")
            await write(send, 502, b"<html>502 Bad Gateway</html>", b"text/html")
            return
        answer = await self._answer(scope, call)
        if troubled and common.drops():
            self._note(call, "dropped")
            await drop(scope, send)
            return
        if isinstance(answer, StoredFile):
            self._note(call, "ok")
            await _send_file(send, answer)
            return
        self._note(call, "ok" if answer["errcode"] == 0 else f"{answer['errcode']} {answer['errmsg']}")
        await write(send, 200, json.dumps(answer, ensure_ascii=False).encode(), JSON)

    async def _answer(self, scope: Scope, call: Call) -> Json | StoredFile:
        try:
            result = await self._run(scope, call)
        except WeComError as error:
            shape = error.shape(call.ip)
        else:
            if isinstance(result, StoredFile):
                return result
            shape = {"errcode": 0, "errmsg": "ok"} | result
        if call.warning:
            shape["errmsg"] += WARNING
        return shape

    async def _run(self, scope: Scope, call: Call) -> Json | StoredFile:
        corp, api = self._corp, APIS[call.name]
        if scope["method"] != api.verb:
            raise WeComError(43002 if api.verb == "POST" else 43001)
        if not api.open:
            corp.tokens.check(call.query.get("access_token", ""))
            if corp.troubles.untrusted_ip:
                raise WeComError(60020)
        if (code := corp.troubles.next_refusal(call.name)) is not None:
            raise WeComError(code)
        if call.name in UPLOADS:
            call.upload = await _upload(scope, call.raw)
        elif api.verb == "POST":
            read_json(call)
        return api.run(corp, call)

    def _note(self, call: Call, outcome: str) -> None:
        userid = call.body.get("touser")
        person = self._corp.member(userid) if isinstance(userid, str) else None
        self._corp.calls.note(call.name, person.id if person else None, None, outcome)


def _call(scope: Scope) -> Call:
    query = dict(parse_qsl(scope["query_string"].decode("utf-8", "replace"), keep_blank_values=True))
    client = scope.get("client") or ("127.0.0.1", 0)
    return Call(scope["path"][len(PREFIX) :], query, ip=client[0])


async def _upload(scope: Scope, body: bytes) -> Upload | None:
    """The multipart field ``media``, with a file name; anything else is no file for the service."""

    async def receive_again() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async with Request(scope, receive_again).form(max_part_size=len(body) + 1) as form:
        found = form.get("media")
        if not isinstance(found, UploadFile) or not found.filename:
            return None
        return Upload(found.filename, found.content_type or "application/octet-stream", await found.read())


async def _send_file(send: Send, stored: StoredFile) -> None:
    name = quote(stored.media.name)
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    headers = [(b"content-disposition", disposition.encode())]
    await write(send, 200, stored.content, stored.media.mime.encode(), headers)
