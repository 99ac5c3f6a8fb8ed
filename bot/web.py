"""What all addresses have in common at which we are called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

Endpoint = Callable[[Request], Awaitable[Response]]


async def body_of(request: Request, largest: int) -> bytes | None:
    """None if it is more than ``largest`` bytes, whatever its header claims."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > largest:
            return None
    return bytes(body)
