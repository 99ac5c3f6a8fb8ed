"""Replies as fast as they come: ours stores, understands, commits and answers; PTB's echo bot just answers.

The same sandbox service and the same load for both, in turns. Ours has everything on: SQLite with a commit
for each reply, the leader's card redrawn after it.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.stage import TOKEN, Actor, Stage, stage
from benchmarks.tables import Measured

LEADERS = 750
EACH = 2  # with the card that is redrawn, three messages: more in three seconds would wait for the pace of their chat
ROUNDS = 5
SLOW = 80  # milliseconds the service takes for each call in the second table row
SENTENCE = "1号 正常，到位{}万"  # each time another sum: no reading is known from the one before
RIVALS = {
    "ours": "benchmarks.inbound_ours",
    "PTB echo, default": "benchmarks.inbound_ptb",
}
PATIENCE = 180.0


@dataclass(frozen=True)
class Run:
    rate: float  # answers a second, from the first update given to the last answer taken
    cpu: float  # milliseconds of the program's process for each reply


def measure() -> Measured:
    rows = []
    for latency, names in ((0, list(RIVALS)), (SLOW, ["ours"])):
        runs: dict[str, list[Run]] = {name: [] for name in names}
        for _ in range(ROUNDS if not latency else 1):
            for name in names:
                runs[name].append(run(RIVALS[name], latency))
        rows += [_row(name, latency, runs[name], runs.get("PTB echo, default")) for name in names]
    return Measured(
        f"{LEADERS * EACH} replies of {LEADERS} people, waiting when the program starts to ask",
        ["program", "API latency ms", "replies/s (median)", "each round", "ratio to PTB", "CPU ms/reply"],
        rows,
        ["python-telegram-bot", "aiohttp", "httpx", "sqlalchemy"],
        ["ratio: median of the rounds' ratios, each to the PTB round that followed it"],
    )


def _row(name: str, latency: int, runs: list[Run], beside: list[Run] | None) -> list[str]:
    ratios = [ours.rate / theirs.rate for ours, theirs in zip(runs, beside or [], strict=False)]
    return [
        name,
        str(latency),
        f"{statistics.median(run.rate for run in runs):.0f}",
        " ".join(f"{run.rate:.0f}" for run in runs),
        f"{statistics.median(ratios):.2f}" if ratios else "-",
        f"{statistics.median(run.cpu for run in runs):.2f}",
    ]


def run(module: str, latency: int) -> Run:
    with stage() as world:
        people = world.post("bulk/people", count=LEADERS, started=True)["ids"]
        job = {"url": world.url, "token": TOKEN, "people": people}
        with Actor(module, job) as actor:
            world.post("faults", latency_ms=latency)
            before = len(_answers(world))
            items = [
                {"person": person, "text": SENTENCE.format(200 + number)}
                for number, person in enumerate(people * EACH)
            ]
            began = time.monotonic()
            world.post("bulk/send", items=items)
            ended = _wait_for_answers(world, before + len(items))
            actor.tell("enough")
            result: dict[str, Any] = actor.result()
        return Run(len(items) / (ended - began), 1000 * result["cpu"] / len(items))


def _wait_for_answers(world: Stage, wanted: int) -> float:
    """When the last one was taken; the sandbox and we read the same clock."""
    deadline = time.monotonic() + PATIENCE
    while len(answers := _answers(world)) < wanted:
        assert time.monotonic() < deadline, f"{len(answers)} of {wanted} answers"
        time.sleep(1.0)  # the log is long: asking for it disturbs
    last: float = answers[wanted - 1]["monotonic"]
    return last


def _answers(world: Stage) -> list[dict[str, Any]]:
    return [row for row in world.get("log?method=sendMessage") if row["outcome"] == "ok"]
