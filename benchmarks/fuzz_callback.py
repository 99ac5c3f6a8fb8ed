"""Nonsense for ``/wecom/callback``: ``python -m benchmarks.fuzz_callback --requests 200000``.

Random bytes, bent envelopes, rightly sealed ruins, replays and good messages, straight into the application with a
real database behind it. Wanted: no answer of 500 or above, none later than a second, no secret in the log.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import logging
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.routing import Route

from app import logs
from app.desk import ThreadDesk
from bot.wecom.callback import endpoint
from bot.wecom.crypto import Seal
from bot.wecom.events import translate
from bot.wecom.intake import Intake
from core.delivery.landmarks import ignore
from core.ports import UnitOfWork
from storage import schema
from storage.engine import open_store

CORP, TOKEN, KEY = "ww0a1b2c3d4e5f6071", "fuzzTokenSecret2026", "8HlrwYMfvea9lkxwkkMxzwwM5hpA6eEfujfoRnxa6wH"
WORDS = (
    "text",
    "event",
    "click",
    "template_card_event",
    "督",
    "<",
    "&",
    "]]>",
    "\x00",
    "9" * 30,
    "b|d1|1:r:1:1:g",
)
NAMES = (
    "MsgType",
    "Event",
    "EventKey",
    "FromUserName",
    "CreateTime",
    "Content",
    "MsgId",
    "SelectedItems",
    "x",
)


@dataclass
class Result:
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    crashed: int = 0
    log: str = ""

    @property
    def good(self) -> bool:
        bad = [status for status in self.statuses if status >= 500]
        return not bad and not self.crashed and self.slowest < 1.0 and not self.leaked

    @property
    def leaked(self) -> list[str]:
        return [secret for secret in (TOKEN, KEY) if secret in self.log]


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Fuzzer:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._seal = Seal(TOKEN, KEY, CORP)
        self._others = (Seal("another", KEY, CORP), Seal(TOKEN, KEY, "ww9"))
        self._sent: list[tuple[bytes, bytes]] = []
        self._kinds: tuple[Callable[[], tuple[bytes, bytes]], ...] = (
            self._noise, self._bent, self._ruin, self._tree, self._good, self._replay, self._foreign, self._huge,
        )  # fmt: skip

    def request(self) -> tuple[str, bytes, bytes]:
        """Method, query string, body."""
        query, body = self._random.choice(self._kinds)()
        self._sent = [*self._sent[-20:], (query, body)]
        return self._random.choice(("POST", "POST", "POST", "GET")), query, body

    def _noise(self) -> tuple[bytes, bytes]:
        return self._random.randbytes(self._random.randrange(80)), self._random.randbytes(
            self._random.randrange(2000)
        )

    def _sealed(self, inner: bytes, by: Seal | None = None) -> tuple[bytes, bytes]:
        by = by or self._seal
        encrypted = by.seal(inner, self._random.randbytes(16))
        stamp = str(int(time.time()) + self._random.choice((0, 0, 0, -700, 700)))
        query = {
            "msg_signature": by.sign(stamp, "n", encrypted),
            "timestamp": stamp,
            "nonce": "n",
            "echostr": encrypted,
        }
        return urlencode(query).encode(), f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()

    def _bent(self) -> tuple[bytes, bytes]:
        """A good one with a few bytes changed."""
        query, body = self._good()
        target = bytearray(body if self._random.random() < 0.5 else query)
        for _ in range(self._random.randrange(1, 6)):
            target[self._random.randrange(len(target))] = self._random.randrange(256)
        return (query, bytes(target)) if len(target) == len(body) else (bytes(target), body)

    def _ruin(self) -> tuple[bytes, bytes]:
        return self._sealed(self._random.randbytes(self._random.randrange(200)))

    def _tree(self) -> tuple[bytes, bytes]:
        return self._sealed(f"<xml>{self._branch(4)}</xml>".encode())

    def _branch(self, depth: int) -> str:
        if not depth or self._random.random() < 0.3:
            return (
                f"<![CDATA[{self._random.choice(WORDS).replace(']]>', '')}]]>"
                if self._random.random() < 0.8
                else self._random.choice(WORDS)
            )
        names = self._random.choices(NAMES, k=self._random.randrange(1, 7))
        return "".join(f"<{name}>{self._branch(depth - 1)}</{name}>" for name in names)

    def _good(self) -> tuple[bytes, bytes]:
        number = self._random.randrange(500)
        inner = f"<xml><FromUserName>u{number % 50}</FromUserName><MsgType>text</MsgType><Content>正常</Content><MsgId>{number}</MsgId></xml>"
        return self._sealed(inner.encode())

    def _replay(self) -> tuple[bytes, bytes]:
        return self._random.choice(self._sent) if self._sent else self._noise()

    def _foreign(self) -> tuple[bytes, bytes]:
        return self._sealed(b"<xml/>", self._random.choice(self._others))

    def _huge(self) -> tuple[bytes, bytes]:
        size = self._random.choice((60_000, 66_000, 200_000)) if self._random.random() < 0.05 else 5_000
        return quote("督" * 20).encode(), b"<Encrypt>" + b"A" * size + b"</Encrypt>"


async def call(app: Starlette, method: str, query: bytes, body: bytes) -> int:
    """One request, without a network; its status."""
    pieces = [body[i : i + 8192] for i in range(0, len(body), 8192)] or [b""]
    status = 0

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": "/wecom/callback", "raw_path": b"/wecom/callback", "root_path": "", "query_string": query,
        "headers": [(b"host", b"x")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    await app(scope, receive, send)
    return status


async def fuzz(requests: int, seed: int, folder: Path) -> Result:
    url = f"sqlite:///{folder / 'fuzz.db'}"
    schema.upgrade(url)
    desk = ThreadDesk(open_store(url))
    intake = Intake(desk, WallClock(), lambda _: None, ignore)
    receive = endpoint(Seal(TOKEN, KEY, CORP), intake.store, WallClock())
    app = Starlette(routes=[Route("/wecom/callback", receive, methods=["GET", "POST"])])
    result, fuzzer = Result(), Fuzzer(seed)
    written = io.StringIO()
    logs.set_up("text")
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    for _ in range(requests):
        method, query, body = fuzzer.request()
        began = time.perf_counter()
        try:
            result.statuses[await call(app, method, query, body)] += 1
        except Exception:
            logging.getLogger(__name__).exception("crashed")
            result.crashed += 1
        result.slowest = max(result.slowest, time.perf_counter() - began)
    await desk.read(_understood)
    desk.close()
    result.log = written.getvalue()
    return result


def _understood(work: UnitOfWork) -> None:
    """Whatever was kept can be translated."""
    now = datetime.now(UTC)
    for inbox_id, _ in work.inbox.waiting(100_000):
        row = work.inbox.take(inbox_id)
        if row:
            translate(json.loads(row.body), now)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=200_000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        result = asyncio.run(fuzz(given.requests, given.seed, Path(folder)))
    print(
        f"requests {given.requests} in {time.perf_counter() - began:.0f} s; answers {dict(sorted(result.statuses.items()))}"
    )
    print(
        f"slowest {result.slowest * 1000:.1f} ms; crashed {result.crashed}; secrets in the log {len(result.leaked)}"
    )
    print("good" if result.good else "NOT good")


if __name__ == "__main__":
    main()
