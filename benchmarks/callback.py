"""Strange requests to the WeCom callback: ``python -m benchmarks.callback [--requests 200000]``.

The program runs with every logger at DEBUG. No answer may be a 5xx or take longer than a second, no secret may
stand in the log, and every real message that was answered with 200 must be in the inbox.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from benchmarks.program import Program
from benchmarks.stage import TOKEN, stage
from benchmarks.strange import Ask, Stranger
from benchmarks.tables import Measured, show
from storage import schema
from storage.engine import open_store
from storage.tables.delivery import InboxRow
from tests.wecom_account import ACCOUNT, wecom_settings

REQUESTS = 200_000
CONNECTIONS = 8
SLOW = 1.0
SECRETS = (ACCOUNT.secret, ACCOUNT.token, ACCOUNT.aes_key, TOKEN.partition(":")[2])


@dataclass
class Seen:
    """What was answered, by kind of request; ``kept`` are real messages that got their 200."""

    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    slowest: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    slow: int = 0
    kept: set[str] = field(default_factory=set)

    def note(self, ask: Ask, status: int, seconds: float) -> None:
        self.statuses[ask.kind][status] += 1
        self.slowest[ask.kind] = max(self.slowest[ask.kind], seconds)
        self.slow += seconds > SLOW
        if ask.message and status == 200:
            self.kept.add(ask.message)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.callback", description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    show(measure(given.requests, given.seed))


def measure(requests: int, seed: int) -> Measured:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        url = f"sqlite:///{folder / 'duban.db'}"
        world = stack.enter_context(stage())
        schema.upgrade(url)
        program = Program(folder, world.url, url, wecom_settings(world.url), "tests.faults.loud")
        stack.callback(program.kill)
        program.wait_until_ready()
        began = time.monotonic()
        seen = asyncio.run(_ask_all(program.port, requests, Stranger(seed)))
        passed = time.monotonic() - began
        _wait_for_the_spool(folder)
        store = open_store(url)
        stack.callback(store.close)
        with store.reader.connect() as connection:
            stored = {str(number) for (number,) in connection.execute(select(InboxRow.update_id))}
        assert program.process.poll() is None, "the program ended"
        log = (folder / "duban.log").read_text(encoding="utf-8", errors="replace")
    rows = [
        [kind, str(sum(answers.values())), _answers(answers), f"{seen.slowest[kind] * 1000:.0f}"]
        for kind, answers in sorted(seen.statuses.items())
    ]
    failed = sum(n for answers in seen.statuses.values() for status, n in answers.items() if status >= 500)
    forged = sum(seen.statuses[kind][200] for kind in ("unsigned", "garbage", "stale"))
    leaks = sum(secret in log for secret in SECRETS)
    return Measured(
        f"{requests} strange requests to /wecom/callback, {CONNECTIONS} connections",
        ["kind", "requests", "answers", "slowest, ms"],
        rows,
        ["starlette", "uvicorn", "cryptography", "defusedxml"],
        [
            f"5xx: {failed}; over {SLOW:.0f} s: {seen.slow}; forged or stale ones accepted: {forged}; secrets in {len(log) >> 20} MB of log: {leaks}",
            f"real messages answered with 200: {len(seen.kept)}, of these lost: {len(seen.kept - stored)}",
            f"seed {seed}; {requests / passed:.0f} requests/s",
        ],
    )


def _wait_for_the_spool(folder: Path) -> None:
    """What the database did not take in time is in the inbox a moment later."""
    deadline = time.monotonic() + 30.0
    while any(folder.glob("**/callbacks/*.json")) and time.monotonic() < deadline:
        time.sleep(0.1)


async def _ask_all(port: int, requests: int, stranger: Stranger) -> Seen:
    seen = Seen()
    left = iter(range(requests))
    await asyncio.gather(*(_ask_some(port, left, stranger, seen) for _ in range(CONNECTIONS)))
    return seen


async def _ask_some(port: int, left: Iterator[int], stranger: Stranger, seen: Seen) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while next(left, None) is not None:
            ask = stranger.next()
            began = time.monotonic()
            writer.write(_request(ask))
            status, ends = await _answer(reader)
            seen.note(ask, status, time.monotonic() - began)
            if ends:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
    finally:
        writer.close()


def _request(ask: Ask) -> bytes:
    head = f"{ask.verb} /wecom/callback?{ask.query} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(ask.body)}\r\n\r\n"
    return head.encode() + ask.body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Status, and whether the connection ends with it. A connection cut without an answer counts as 599."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    except (asyncio.IncompleteReadError, ConnectionError):
        return 599, True
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    await reader.readexactly(int(fields.get("content-length", 0)))
    return int(head.split(" ", 2)[1]), fields.get("connection") == "close"


def _answers(answers: Counter[int]) -> str:
    return ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))


if __name__ == "__main__":
    main()
