"""A small WeCom-shaped service for the adapter's tests: it writes down what it is asked and answers as told."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CORP, SECRET, AGENT = "ww0a1b2c3d4e5f6071", "invented-secret-Z9", 1000002


@dataclass
class Asked:
    path: str
    query: dict[str, str]
    body: Any
    raw: bytes


@dataclass
class Service:
    """``answers``: path → answers to give instead, one after the other; a number is an errcode."""

    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, list[Any]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    seen: set[bytes] = field(default_factory=set)  # requests with the duplicate check
    delivered: list[Any] = field(default_factory=list)
    tasks: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)  # response_code → unused or used
    pause: float = 0.0
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/cgi-bin/gettoken", self._gettoken),
                Route("/cgi-bin/message/send", self._send, methods=["POST"]),
                Route("/cgi-bin/message/update_template_card", self._update, methods=["POST"]),
                Route("/cgi-bin/media/upload", self._upload, methods=["POST"]),
                Route("/cgi-bin/webhook/upload_media", self._upload, methods=["POST"]),
                Route("/cgi-bin/media/get", self._media),
                Route("/{path:path}", self._plain, methods=["GET", "POST"]),
            ]
        )

    def paths(self) -> list[str]:
        return [each.path.removeprefix("/cgi-bin/") for each in self.asked]

    def sent(self) -> list[Any]:
        """The bodies of message/send, in order."""
        return [each.body for each in self.asked if each.path == "/cgi-bin/message/send"]

    def updates(self) -> list[Any]:
        return [each.body for each in self.asked if each.path.endswith("update_template_card")]

    async def _note(self, request: Request) -> tuple[Any, Response | None]:
        raw = await request.body()
        kind = request.headers.get("content-type", "")
        body = await request.json() if kind.startswith("application/json") else None
        self.asked.append(Asked(request.url.path, dict(request.query_params), body, raw))
        if self.pause:
            await asyncio.sleep(self.pause)
        told = self.answers.get(request.url.path.removeprefix("/cgi-bin/"), [])
        if told:
            answer = told.pop(0)
            if isinstance(answer, Response):
                return body, answer
            if isinstance(answer, int) and answer:
                return body, JSONResponse(
                    {"errcode": answer, "errmsg": "as told, from ip: 203.0.113.7, hint"}
                )
            if isinstance(answer, dict):
                return body, JSONResponse({"errcode": 0, "errmsg": "ok"} | answer)
        token = request.query_params.get("access_token", "")
        if request.url.path != "/cgi-bin/gettoken" and "/webhook/" not in request.url.path:
            if not token:
                return body, JSONResponse({"errcode": 41001, "errmsg": "access_token missing"})
            if token != self.tokens[-1]:
                return body, JSONResponse({"errcode": 40014, "errmsg": "invalid access_token"})
        return body, None

    async def _gettoken(self, request: Request) -> Response:
        _, told = await self._note(request)
        if told:
            return told
        if request.query_params.get("corpsecret") != SECRET:
            return JSONResponse({"errcode": 40001, "errmsg": "invalid credential"})
        self.tokens.append(f"token-{len(self.tokens)}")
        return JSONResponse(
            {"errcode": 0, "errmsg": "ok", "access_token": self.tokens[-1], "expires_in": 7200}
        )

    async def _send(self, request: Request) -> Response:
        body, told = await self._note(request)
        if told:
            return told
        raw = self.asked[-1].raw
        answer: dict[str, Any] = {"errcode": 0, "errmsg": "ok", "msgid": f"m{next(self._numbers)}"}
        if body["msgtype"] == "template_card":
            task = body["template_card"]["task_id"]
            if task in self.tasks:
                return JSONResponse({"errcode": 42014, "errmsg": "task_id used"})
            self.tasks.add(task)
            answer["response_code"] = f"rc{next(self._numbers)}"
            self.codes[answer["response_code"]] = "unused"
        if raw not in self.seen:
            self.delivered.append(body)
        if body.get("enable_duplicate_check"):
            self.seen.add(raw)
        return JSONResponse(answer)

    async def _update(self, request: Request) -> Response:
        body, told = await self._note(request)
        if told:
            return told
        code = body["response_code"]
        if self.codes.get(code) == "used":
            return JSONResponse({"errcode": 60140, "errmsg": "response_code used"})
        self.codes[code] = "used"
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    async def _upload(self, request: Request) -> Response:
        _, told = await self._note(request)
        if told:
            return told
        number = f"media{next(self._numbers)}"
        return JSONResponse(
            {"errcode": 0, "errmsg": "ok", "type": "file", "media_id": number, "created_at": "1"}
        )

    async def _media(self, request: Request) -> Response:
        _, told = await self._note(request)
        if told:
            return told
        found = self.media.get(request.query_params.get("media_id", ""))
        if found is None:
            return JSONResponse({"errcode": 40007, "errmsg": "invalid media_id"})
        return Response(found, media_type="application/octet-stream")

    async def _plain(self, request: Request) -> Response:
        _, told = await self._note(request)
        return told or JSONResponse({"errcode": 0, "errmsg": "ok"})
