"""600 prompts to 600 people on a server that strictly takes 30 a second, while others ask and are answered.

Ours goes the whole way: inbox and outbox on SQLite with a commit for each claim, letter and answer. Beside
it PTB with its own AIORateLimiter, which keeps nothing.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.stage import TOKEN, Actor, Stage, stage
from benchmarks.tables import Measured

PEOPLE = 600
ASKERS = 50
EVERY = 0.4  # seconds between two questions
RIVALS = {
    "ours": ("benchmarks.bulk_ours", {}),
    "PTB AIORateLimiter()": ("benchmarks.bulk_ptb", {"retries": 0}),
    "PTB AIORateLimiter(max_retries=5)": ("benchmarks.bulk_ptb", {"retries": 5}),
}


@dataclass(frozen=True)
class Bulk:
    rate: float  # bulk messages a second, first to last
    worst: int  # most sends in any second, refused ones included
    refused: int
    lost: int
    doubled: int
    answers: list[float]  # seconds from the question to the answer, infinite if there was none
    cpu: float  # milliseconds of the program's process for each message

    def row(self, name: str) -> list[str]:
        answered = [wait for wait in self.answers if wait < float("inf")]
        p99 = statistics.quantiles(answered, n=100)[98] if len(answered) > 1 else float("inf")
        silent = len(self.answers) - len(answered)
        return [
            name, f"{self.rate:.1f}", str(self.worst), str(self.refused), str(self.lost), str(self.doubled),
            f"{statistics.median(answered) * 1000:.0f}", f"{p99 * 1000:.0f}", f"{silent}/{len(self.answers)}",
            f"{self.cpu:.2f}",
        ]  # fmt: skip


def measure() -> Measured:
    return Measured(
        f"{PEOPLE} prompts, strict 30/s, {1 / EVERY:.1f} questions a second meanwhile",
        [
            "sender",
            "bulk/s",
            "worst 1 s",
            "429s",
            "lost",
            "doubled",
            "answer p50 ms",
            "p99 ms",
            "unanswered",
            "CPU ms/msg",
        ],
        [run(module, more).row(name) for name, (module, more) in RIVALS.items()],
        ["python-telegram-bot", "aiohttp", "httpx", "sqlalchemy", "aiolimiter"],
    )


def run(module: str, more: dict[str, Any]) -> Bulk:
    with stage() as world:
        world.post("faults", strict=True)
        people = world.post("bulk/people", count=PEOPLE, started=True)["ids"]
        askers = world.post("bulk/people", count=ASKERS, started=True)["ids"]
        job = {"url": world.url, "token": TOKEN, "people": people, **more}
        with Actor(module, job) as actor:
            asked = _ask(world, askers)
            result = actor.result()
        return _judge(world, people, asked, result)


def _ask(world: Stage, askers: list[int]) -> dict[int, float]:
    """Each asks once, after the bulk has begun; when."""
    asked = {}
    time.sleep(1.0)
    for person in askers:
        asked[person] = time.monotonic()
        world.post(f"people/{person}/send", text="排名")
        time.sleep(max(0.0, EVERY - (time.monotonic() - asked[person])))
    return asked


def _judge(world: Stage, people: list[int], asked: dict[int, float], result: dict[str, Any]) -> Bulk:
    sent = [row for row in world.get("log?method=sendMessage") if row["outcome"] == "ok"]
    wanted = set(people)
    bulk = [row for row in sent if row["chat_id"] in wanted]
    heard = {row["chat_id"] for row in bulk}
    limits = world.get("limits")
    answered = {row["chat_id"]: row["monotonic"] for row in reversed(sent)}  # the same clock on one machine
    return Bulk(
        rate=(len(bulk) - 1) / (bulk[-1]["monotonic"] - bulk[0]["monotonic"]),
        worst=limits["worst_window"],
        refused=limits["refused"],
        lost=len(wanted - heard),
        doubled=len(bulk) - len(heard),
        answers=[answered.get(person, float("inf")) - at for person, at in asked.items()],
        cpu=1000 * result["cpu"] / len(sent),
    )
