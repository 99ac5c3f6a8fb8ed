"""python-telegram-bot's calls over aiohttp, with one question answered: was it surely not sent?

Source: PTB 22.8, ``telegram.request.BaseRequest``. Its own httpx transport is slower (httpcore looks
through all its connections at each request) and has the token in its log lines.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.secrecy import redact

CONNECT = 5.0  # seconds
READ = 20.0
TOTAL = 30.0  # no call lasts longer, whatever happens; scheduler.courier relies on it
KEEP_ALIVE = 15.0  # seconds; shorter than the service's, so that it never closes a connection we just took
Seconds: TypeAlias = DefaultValue[float] | DefaultValue[None] | float | None
LARGEST = 21 * 1024 * 1024  # bytes of an answer; files from Telegram have 20 MB at most
NEVER_LEFT = (
    aiohttp.ClientConnectorError,  # no address, refused, no route, certificate, proxy away
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class NotSent(NetworkError):
    """No connection was made: repeating is safe."""


class MaybeSent(NetworkError):
    """The call was on its way when the connection failed or time ran out."""


class AiohttpRequest(BaseRequest):
    """One pool of connections. A bot needs two: one for calls, one for getUpdates.

    Args:
        connections: at most that many at a time; more calls wait, within ``CONNECT``.
        read: seconds of silence after which an answer is given up; without files, seconds for the whole call.
        proxy: ``http://user:password@host:port`` or empty.
    """

    def __init__(
        self, connections: int = 64, read: float = READ, total: float = TOTAL, proxy: str = ""
    ) -> None:
        self._connections = connections
        self._read = read
        self._proxy = proxy or None
        self._limits = aiohttp.ClientTimeout(total, CONNECT, read, CONNECT)
        # A small answer comes at once or not at all: a second timer for silence, set anew with every piece,
        # was a twentieth of what sending costs.
        self._small = aiohttp.ClientTimeout(min(read, total), CONNECT, None, CONNECT)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE),
                timeout=self._limits,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Only ``read_timeout`` is heeded, by getUpdates; the other limits are the pool's.

        Raises:
            NotSent, MaybeSent, TimedOut: without an address in them.
        """
        del write_timeout, connect_timeout, pool_timeout
        try:
            limits = self._timeout(request_data, read_timeout)
            return await self._exchange(url, method, _body(request_data), limits)
        except NEVER_LEFT as fault:
            raise NotSent(_name(fault)) from None
        except TimeoutError as fault:
            raise TimedOut(_name(fault)) from None
        except (aiohttp.ClientError, OSError) as fault:
            raise MaybeSent(_name(fault)) from None

    async def _exchange(
        self, url: str, method: str, body: dict[str, Any], limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the transport was not initialized")
        async with self._session.request(
            method, url, timeout=limits, proxy=self._proxy, allow_redirects=False, **body
        ) as answer:
            return answer.status, await _read(answer)

    def _timeout(self, data: RequestData | None, read: Seconds) -> aiohttp.ClientTimeout:
        if isinstance(read, int | float):
            return aiohttp.ClientTimeout(read + CONNECT, CONNECT, read, CONNECT)
        large = data is None or data.contains_files  # a file comes or goes
        return self._limits if large else self._small


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            raise aiohttp.ClientPayloadError("answer too large")
    return bytes(body)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None or not data.parameters:
        return {}
    if not data.contains_files:
        return {"data": json.dumps(data.parameters).encode(), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)  # else Chinese file names arrive as %E5%8F...
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return {"data": form}


def _name(fault: BaseException) -> str:
    return redact(f"{type(fault).__name__}: {fault}") if str(fault) else type(fault).__name__
