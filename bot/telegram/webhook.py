"""Takes updates from Telegram's webhook: check, commit, and only then 200.

Anything but 2xx makes Telegram send the update again, so a database that is away costs nothing.

Source: Bot API, setWebhook (header, retries); ASVS 5.0, 11.2.4 (constant-time comparison).
"""

from __future__ import annotations

import hmac
import json
import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.telegram.intake import Intake, is_update
from bot.web import Endpoint, body_of

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # bytes of one update
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def endpoint(secret: str, intake: Intake) -> Endpoint:
    """The handler to route POSTs of the webhook's path to.

    Raises:
        ValueError: ``secret`` is shorter than 128 bits of anything readable.
    """
    if len(secret) < 22:
        raise ValueError("the webhook's secret is too short")
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), expected):
            return Response(status_code=403)
        body = await body_of(request, LARGEST)
        if body is None:
            return Response(status_code=413)
        update = _parsed(body)
        if update is None:
            return Response(status_code=400)
        try:
            await intake.store([update])
        except RecursionError:  # read, but too deep to be written down
            return Response(status_code=400)
        except Exception:
            log.exception("an update was not stored; Telegram will send it again")
            return Response(status_code=503, headers={"Retry-After": "2"})
        return Response(status_code=200)

    return receive


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if is_update(update) else None
