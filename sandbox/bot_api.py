"""The Bot API over HTTP: reads a call, runs its method, writes the answer.

Plain ASGI without a router, because tests send thousands of calls a second.
"""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.arguments import Arguments, Upload
from sandbox.errors import ApiError, too_many
from sandbox.methods import METHODS, SLOW_METHODS
from sandbox.methods.inbox import WrittenJson
from sandbox.telegram import Telegram
from sandbox.wire import Receive, Scope, Send, TooLarge, drop, read_body, write

NO_METHOD = ApiError(404, "Not Found")
UNAUTHORIZED = ApiError(401, "Unauthorized")
BROKEN = ApiError(500, "Internal Server Error")
TOO_LARGE = ApiError(413, "Request Entity Too Large")


class BotApi:
    """ASGI application for ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._prefix = f"/bot{telegram.token}/"
        self._file_prefix = f"/file/bot{telegram.token}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/file/"):
            await self._send_file(path, send)
            return
        if not path.startswith(self._prefix):
            # The body is read even so: a client must not meet a closed connection while writing.
            await read_body(receive)
            await _write_error(send, UNAUTHORIZED if path.count("/") > 1 else NO_METHOD)
            return
        await self._call(path[len(self._prefix) :], scope, receive, send)

    async def _call(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        method = name.lower()
        arguments: Arguments | None = None
        try:
            arguments = await _arguments(scope, receive)
            _check_known(method)
            troubled = self._telegram.faults.concern(method)
            if troubled:
                await self._make_trouble()
            result = await self._run(method, arguments)
        except ApiError as error:
            self._note(name, arguments, None, f"{error.code} {error.description}")
            await _write_error(send, error)
            return
        if troubled and self._telegram.faults.drops():
            self._note(name, arguments, result, "dropped")
            await drop(scope, send)
            return
        self._note(name, arguments, result, "ok")
        await write(send, 200, _ok(result))

    async def _run(self, method: str, arguments: Arguments) -> Any:
        plain = METHODS.get(method)
        if plain is not None:
            return plain(self._telegram, arguments)
        return await SLOW_METHODS[method](self._telegram, arguments)

    async def _make_trouble(self) -> None:
        faults = self._telegram.faults
        if faults.latency_ms:
            await asyncio.sleep(faults.latency_ms / 1000)
        retry_after = faults.floods()
        if retry_after is not None:
            raise too_many(retry_after)
        if faults.fails():
            raise BROKEN

    def _note(self, name: str, arguments: Arguments | None, result: Any, outcome: str) -> None:
        values = arguments.values if arguments is not None else {}
        message_id = values.get("message_id")
        if type(result) is dict and "message_id" in result:
            message_id = result["message_id"]
        self._telegram.calls.note(name, _number(values.get("chat_id")), _number(message_id), outcome)

    async def _send_file(self, path: str, send: Send) -> None:
        stored = None
        if path.startswith(self._file_prefix):
            stored = self._telegram.world.files.by_path.get(path[len(self._file_prefix) :])
        if stored is None:
            await _write_error(send, NO_METHOD)
            return
        disposition = f"attachment; filename*=UTF-8''{quote(stored.media.name)}"
        headers = [(b"content-disposition", disposition.encode())]
        await write(send, 200, stored.content, stored.media.mime.encode(), headers)


def _check_known(method: str) -> None:
    if method not in METHODS and method not in SLOW_METHODS:
        raise ApiError(404, "Not Found: method not found")


def _number(value: Any) -> int | None:
    if type(value) is int:
        return value
    if isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    return None


def _ok(result: Any) -> bytes:
    body = result if isinstance(result, WrittenJson) else json.dumps(result)
    return f'{{"ok":true,"result":{body}}}'.encode("utf-8", "surrogatepass")


async def _arguments(scope: Scope, receive: Receive) -> Arguments:
    try:
        body = await read_body(receive)
    except TooLarge:
        raise TOO_LARGE from None
    query: bytes = scope["query_string"]
    values: dict[str, Any] = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    if not body:
        return Arguments(values)
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if kind.startswith(b"application/json"):
        values.update(_json_object(body))
    elif kind.startswith(b"multipart/form-data"):
        return await _multipart(scope, body, values)
    elif kind.startswith(b"application/x-www-form-urlencoded"):
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Arguments(values)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(value, dict):
        raise ApiError(400, "Bad Request: object expected")
    return {name: item for name, item in value.items() if item is not None}


async def _multipart(scope: Scope, body: bytes, values: dict[str, Any]) -> Arguments:
    async def receive_again() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    arguments = Arguments(values)
    async with Request(scope, receive_again).form() as form:
        for name, item in form.multi_items():
            if isinstance(item, UploadFile):
                mime = item.content_type or "application/octet-stream"
                arguments.files[name] = Upload(item.filename or "file", mime, await item.read())
            else:
                values[name] = item
    return arguments


async def _write_error(send: Send, error: ApiError) -> None:
    shape = {"ok": False, "error_code": error.code, "description": error.description}
    headers = []
    if error.parameters is not None:
        shape["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers.append((b"retry-after", str(error.parameters["retry_after"]).encode()))
    await write(send, error.code, json.dumps(shape).encode(), headers=headers)
