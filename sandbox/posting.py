"""One HTTP request with nothing but the standard library."""

import asyncio
import ssl
from dataclasses import dataclass, replace
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """``content`` is empty where only the head was read."""

    status: int
    reason: str
    retry_after: float
    content: bytes = b""


async def post_json(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send and read the head of the answer.

    Raises:
        OSError, EOFError, ValueError: no connection, or no HTTP answer.
    """
    return await _exchange("POST", url, body, {"Content-Type": "application/json"} | headers, whole=False)


async def fetch(verb: str, url: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
    """Send and read the whole answer.

    Raises:
        OSError, EOFError, ValueError: no connection, or no HTTP answer.
    """
    return await _exchange(verb, url, body, headers or {}, whole=True)


async def _exchange(verb: str, url: str, body: bytes, headers: dict[str, str], *, whole: bool) -> Answer:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        parts.hostname,
        parts.port or (443 if secure else 80),
        ssl=ssl.create_default_context() if secure else None,
    )
    try:
        writer.write(_request(verb, parts.netloc, _target(parts.path, parts.query), headers, body))
        await writer.drain()
        answer, fields = _head(await reader.readuntil(b"\r\n\r\n"))
        if not whole:
            return answer
        length = fields.get("content-length")
        content = await (reader.readexactly(int(length)) if length is not None else reader.read())
        return replace(answer, content=content)
    finally:
        writer.close()


def _target(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")


def _request(verb: str, host: str, target: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [
        f"{verb} {target} HTTP/1.1",
        f"Host: {host}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _head(head: bytes) -> tuple[Answer, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    _, status, *reason = first.split(" ", 2)
    fields = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    asked = fields.get("retry-after", "")
    return Answer(int(status), " ".join(reason), float(asked) if asked.isdigit() else 0.0), fields
