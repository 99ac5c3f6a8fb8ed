"""A short run of strange callbacks, straight into the endpoint; the long one is in ``benchmarks/callback.py``."""

import io
import json
import logging
from collections import Counter
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from app import logs
from app.desk import ThreadDesk
from benchmarks.strange import ACCOUNT, Ask, Stranger
from bot.wecom.callback import Corporation, endpoint
from bot.wecom.crypto import Seal
from bot.wecom.events import translate
from bot.wecom.intake import Intake
from bot.wecom.spool import Spool
from core.delivery.landmarks import ignore
from core.ports import UnitOfWork
from storage.engine import open_store
from tests.chats.wecom.test_callback import WallClock


async def status_of(app: Starlette, ask: Ask) -> int:
    """One request, without a network."""
    pieces = [ask.body[i : i + 8192] for i in range(0, len(ask.body), 8192)] or [b""]
    statuses = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(int(message["status"]))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": ask.verb, "scheme": "http",
        "path": "/wecom/callback", "raw_path": b"/wecom/callback", "root_path": "", "headers": [(b"host", b"x")],
        "query_string": ask.query.encode("utf-8", "surrogateescape"), "client": ("127.0.0.1", 1), "server": ("x", 80),
    }  # fmt: skip
    await app(scope, receive, send)
    return statuses[0]


async def test_nonsense_is_refused_and_nothing_breaks(sqlite_url: str, tmp_path: Path) -> None:
    desk = ThreadDesk(open_store(sqlite_url))
    receive = endpoint(
        Corporation(ACCOUNT.corp_id, Seal(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.corp_id)),
        Intake(desk, WallClock(), lambda _: None, ignore, Spool(tmp_path / "callbacks", WallClock())).store,
        WallClock(),
    )
    app = Starlette(routes=[Route("/wecom/callback", receive, methods=["GET", "POST"])])
    root, written, stranger = logging.getLogger(), io.StringIO(), Stranger(7)
    handlers, level = root.handlers[:], root.level
    try:
        logs.set_up("text")
        stream = root.handlers[0]
        assert isinstance(stream, logging.StreamHandler)
        stream.setStream(written)
        answers = Counter([await status_of(app, stranger.next()) for _ in range(1500)])
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert max(answers) < 500, written.getvalue()
    assert {200, 400, 403, 413} <= answers.keys()
    assert not [secret for secret in (ACCOUNT.token, ACCOUNT.aes_key) if secret in written.getvalue()]
    assert await desk.run(_understood) > 0
    desk.close()


def _understood(work: UnitOfWork) -> int:
    """Whatever was kept can be translated; how many."""
    rows = [work.inbox.take(inbox_id) for inbox_id, _ in work.inbox.waiting(10_000)]
    return len([translate(json.loads(row.body), row.received_at) for row in rows if row])
