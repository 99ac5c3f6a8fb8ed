"""Calls of WeCom's server API. Decides on ``errcode``; no address with a secret in it leaves this module.

Source: WeCom, "Sending application messages" and neighbours, read 2026-11.
https://developer.work.weixin.qq.com/document/path/90236
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx

from bot.wecom.faults import Class, WeComAway, WeComRefused
from bot.wecom.token import Token

Json: TypeAlias = Mapping[str, Any]
TIMEOUT = httpx.Timeout(20.0, connect=10.0)
LARGEST = 25 * 1024 * 1024  # bytes of an answer; media go up to 20 MB
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class App:
    """One application of one corporation; ``api_url`` may be a private deployment."""

    corp_id: str
    agent_id: int
    secret: str
    api_url: str


class WeComClient:
    """One connection pool and one token for one application."""

    def __init__(self, app: App, monotonic: Callable[[], float]) -> None:
        self.app = app
        self._web = httpx.AsyncClient(
            base_url=app.api_url.rstrip("/"),
            timeout=TIMEOUT,
            limits=httpx.Limits(max_connections=32),
            follow_redirects=False,
        )
        self._token = Token(self._fetch_token, monotonic)

    async def close(self) -> None:
        await self._web.aclose()

    async def call(self, path: str, body: Json | None = None, **query: str) -> dict[str, Any]:
        """One call with the token: POST with a body, else GET; the answer, whose ``errcode`` is 0.

        Raises:
            WeComRefused: another ``errcode``, after one try with a new token if it was about that.
            WeComAway: no answer.
        """
        return await self._with_token(lambda token: self._json(path, body, {**query, "access_token": token}))

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """A file for messages of this application; the id is good for three days."""
        answer = await self._with_token(
            lambda token: self._json(
                "/cgi-bin/media/upload", None, {"type": kind, "access_token": token}, (name, content)
            )
        )
        return str(answer["media_id"])

    async def download(self, media_id: str) -> bytes:
        """A file that a person sent."""
        found: list[bytes] = []

        async def fetch(token: str) -> dict[str, Any]:
            answer = await self._ask(
                "GET", "/cgi-bin/media/get", {"media_id": media_id, "access_token": token}
            )
            if answer.headers.get("content-type", "").startswith(("application/json", "text/plain")):
                return _checked(answer)
            found[:] = [answer.content]
            return {}

        await self._with_token(fetch)
        return found[0] if found else b""

    async def webhook(self, key: str, body: Json) -> None:
        """One message of a group's robot; ``key`` is its secret."""
        await self._json("/cgi-bin/webhook/send", body, {"key": key})

    async def webhook_upload(self, key: str, name: str, content: bytes) -> str:
        """A file for messages of this robot only."""
        query = {"key": key, "type": "file"}
        answer = await self._json("/cgi-bin/webhook/upload_media", None, query, (name, content))
        return str(answer["media_id"])

    async def _with_token(self, call: Any) -> dict[str, Any]:
        token = await self._token.get()
        try:
            return dict(await call(token))
        except WeComRefused as refused:
            if refused.kind is not Class.REFRESH:
                raise
        self._token.discard(token)
        return dict(await call(await self._token.get()))

    async def _fetch_token(self) -> tuple[str, float]:
        query = {"corpid": self.app.corp_id, "corpsecret": self.app.secret}
        answer = await self._json("/cgi-bin/gettoken", None, query)
        try:
            return str(answer["access_token"]), float(answer["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise WeComAway("gettoken: no token in the answer", left=False) from None

    async def _json(
        self,
        path: str,
        body: Json | None,
        query: Mapping[str, str],
        file: tuple[str, bytes] | None = None,
    ) -> dict[str, Any]:
        if file is not None:
            return _checked(await self._ask("POST", path, query, files={"media": file}))
        if body is None:
            return _checked(await self._ask("GET", path, query))
        return _checked(await self._ask("POST", path, query, json=body))

    async def _ask(self, method: str, path: str, query: Mapping[str, str], **content: Any) -> httpx.Response:
        try:
            answer = await self._web.request(method, path, params=query, **content)
        except NEVER_LEFT as fault:
            raise WeComAway(_name(path, fault), left=False) from None
        except httpx.HTTPError as fault:
            raise WeComAway(_name(path, fault), left=True) from None
        if answer.status_code != httpx.codes.OK:
            raise WeComAway(f"{path}: HTTP {answer.status_code}", left=True)
        if len(answer.content) > LARGEST:
            raise WeComAway(f"{path}: answer too large", left=True)
        return answer


def _checked(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
        number = int(said.get("errcode", 0))
    except (ValueError, AttributeError, TypeError):
        raise WeComAway("the answer is not what WeCom answers", left=True) from None
    if number:
        raise WeComRefused(number, str(said.get("errmsg", ""))[:200])
    return dict(said)


def _name(path: str, fault: BaseException) -> str:
    """Without the fault's own words: they may hold the address."""
    return f"{path}: {type(fault).__name__}"
