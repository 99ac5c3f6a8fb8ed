"""Hands for WeCom: a program's calls, a member's acts, and a small program that is called back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

import httpx
import uvicorn
from defusedxml.ElementTree import fromstring

from sandbox.server import listen
from sandbox.wecom import WeComAccount
from sandbox.wecom.crypto import fits, seal, sign, unseal

ACCOUNT = WeComAccount()
CARD: dict[str, Any] = {
    "card_type": "button_interaction",
    "source": {"desc": "督查助手"},
    "main_title": {"title": "第47周进度填报", "desc": "3号项目"},
    "horizontal_content_list": [{"keyname": "上周进度", "value": "72%"}],
    "task_id": "wk47_p3_lin",
    "button_list": [
        {"text": "正常推进", "style": 1, "key": "ok:3"},
        {"text": "有问题", "style": 2, "key": "bad:3"},
    ],
}
VOTE: dict[str, Any] = {
    "card_type": "vote_interaction",
    "main_title": {"title": "哪些项目有变化"},
    "task_id": "vote_1",
    "checkbox": {
        "question_key": "which",
        "mode": 1,
        "option_list": [
            {"id": "p1", "text": "一号项目"},
            {"id": "p2", "text": "二号项目"},
            {"id": "p3", "text": "三号项目"},
        ],
    },
    "submit_button": {"text": "提交", "key": "send"},
}
MULTIPLE: dict[str, Any] = {
    "card_type": "multiple_interaction",
    "main_title": {"title": "逐项填报"},
    "task_id": "multi_1",
    "select_list": [
        {
            "question_key": "q1",
            "title": "一号项目",
            "selected_id": "ok",
            "option_list": [{"id": "ok", "text": "正常"}, {"id": "bad", "text": "有问题"}],
        },
        {
            "question_key": "q2",
            "title": "二号项目",
            "option_list": [{"id": "ok", "text": "正常"}, {"id": "bad", "text": "有问题"}],
        },
    ],
    "submit_button": {"text": "提交", "key": "send"},
}


class WeComHands:
    """Calls of a program with a token, and control calls beside them."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.token = ""

    async def sign_in(self) -> None:
        answer = await self.call(
            "gettoken", verb="GET", corpid=ACCOUNT.corp_id, corpsecret=ACCOUNT.secret, access_token=None
        )
        self.token = answer["access_token"]

    async def call(
        self, name: str, body: Any = None, *, verb: str = "POST", raw: bytes | None = None, **query: Any
    ) -> dict[str, Any]:
        """One API call, its whole answer. HTTP is always 200."""
        query = {"access_token": self.token} | query
        params = {key: value for key, value in query.items() if value is not None}
        content = raw if raw is not None else json.dumps(body, ensure_ascii=False).encode() if body else b""
        answer = await self.client.request(verb, f"/wecom/cgi-bin/{name}", params=params, content=content)
        assert answer.status_code == 200, answer.text
        shape: dict[str, Any] = answer.json()
        assert list(shape)[:2] == ["errcode", "errmsg"]
        return shape

    async def send(
        self, touser: str, msgtype: str = "text", content: Any = "你好", **more: Any
    ) -> dict[str, Any]:
        inner = {"content": content} if isinstance(content, str) else content
        body = {"touser": touser, "msgtype": msgtype, "agentid": ACCOUNT.agent_id, msgtype: inner}
        return await self.call("message/send", body | more)

    async def upload(
        self, name: str, content: bytes, kind: str = "file", field: str = "media"
    ) -> dict[str, Any]:
        answer = await self.client.post(
            "/wecom/cgi-bin/media/upload",
            params={"access_token": self.token, "type": kind},
            files={field: (name, content)},
        )
        shape: dict[str, Any] = answer.json()
        return shape

    async def get(self, path: str) -> Any:
        answer = await self.client.get(f"/sandbox/{path}")
        answer.raise_for_status()
        return answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        answer = await self.client.post(f"/sandbox/{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    async def refused(self, path: str, **body: Any) -> str:
        answer = await self.client.post(f"/sandbox/{path}", json=body)
        assert 400 <= answer.status_code < 500
        return str(answer.json()["error"])

    async def member(self, userid: str = "LinYi", name: str = "林一（虚构）", **more: Any) -> int:
        return int((await self.post("wecom/members", userid=userid, name=name, **more))["id"])

    async def seen(self, chat: int) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = await self.get(f"chats/{chat}/messages")
        return messages

    async def last(self, chat: int) -> dict[str, Any]:
        return (await self.seen(chat))[-1]

    async def texts(self, chat: int) -> list[str]:
        return [message["text"] for message in await self.seen(chat)]


@dataclass(frozen=True)
class Heard:
    """One POST that arrived: the decrypted XML and what was around it."""

    xml: Element
    raw: str
    nonce: str
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.xml.findtext(name, "")


Answer = Callable[[Heard], Awaitable[tuple[int, bytes]]]


async def silence(_heard: Heard) -> tuple[int, bytes]:
    return 200, b""


@dataclass
class Program:
    """Verifies and decrypts what it is sent; ``answer`` decides what it says."""

    answer: Answer = silence
    heard: list[Heard] = field(default_factory=list)
    url: str = ""

    async def hears(self, count: int) -> list[Heard]:
        """All that arrived, once there are so many."""
        async with asyncio.timeout(60):
            while len(self.heard) < count:  # noqa: ASYNC110 - it arrives over HTTP
                await asyncio.sleep(0.01)
        return self.heard

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        body, more = b"", True
        while more:
            event = await receive()
            body, more = body + event.get("body", b""), event.get("more_body", False)
        status, content = await self._respond(scope["method"], query, body)
        headers = [(b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _respond(self, verb: str, query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        encrypt = query["echostr"] if verb == "GET" else fromstring(body).findtext("Encrypt", "")
        if not fits(query["msg_signature"], ACCOUNT.token, query["timestamp"], query["nonce"], encrypt):
            return 403, b""
        words = unseal(encrypt, ACCOUNT.corp_id, ACCOUNT.aes_key)
        if verb == "GET":
            return 200, words.encode()
        heard = Heard(fromstring(words), words, query["nonce"], body)
        self.heard.append(heard)
        return await self.answer(heard)


class Running:
    """``async with Running(program)`` serves it on a free port of this machine."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._server = uvicorn.Server(uvicorn.Config(program, log_level="error", lifespan="off", ws="none"))
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Program:
        listener = listen(0)
        self._program.url = f"http://127.0.0.1:{listener.getsockname()[1]}/wecom/callback"
        self._task = asyncio.create_task(self._server._serve([listener]))
        while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event to wait for
            await asyncio.sleep(0.005)
        return self._program

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = True
        if self._task:
            await self._task


def reply(inner: str) -> bytes:
    """A passive answer, sealed and signed."""
    encrypt = seal(inner, ACCOUNT.corp_id, ACCOUNT.aes_key)
    signature = sign(ACCOUNT.token, "1795248000", "n1", encrypt)
    return (
        f"<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt><MsgSignature>{signature}</MsgSignature>"
        "<TimeStamp>1795248000</TimeStamp><Nonce>n1</Nonce></xml>"
    ).encode()


def inner(heard: Heard, kind: str, rest: str) -> str:
    """The inner XML of an answer to this member."""
    return (
        f"<xml><ToUserName>{heard['FromUserName']}</ToUserName><FromUserName>{ACCOUNT.corp_id}</FromUserName>"
        f"<CreateTime>1795248000</CreateTime><MsgType>{kind}</MsgType>{rest}</xml>"
    )
