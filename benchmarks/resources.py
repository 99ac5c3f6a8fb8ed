"""What the whole program takes: memory when idle, time to start, and time to answer /status in a big office."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.office import found
from benchmarks.program import Program
from benchmarks.stage import Stage, stage
from benchmarks.tables import Measured

LEADERS = 100
EACH = 50  # projects of each: 5,000 in all
STARTS = 5
IDLE = 5.0  # seconds after the last work
QUESTIONS = (
    "/status ZS-2026-{number:04d}",
    "/status 第{number}号",
)  # found by its code, by a part of its name


def measure() -> Measured:
    with tempfile.TemporaryDirectory() as name, stage() as world:
        folder = Path(name)
        people = world.post("bulk/people", count=LEADERS, started=True)["ids"]
        url = f"sqlite:///{folder / 'duban.db'}"
        found(url, people, EACH, office=True)
        starts = [_start(folder, world, url) for _ in range(STARTS)]
        program = Program(folder, world.url, url)
        program.wait_until_ready()
        waits = _ask(world, people)
        time.sleep(IDLE)
        memory = program.memory()
        assert program.stop() == 0
    p99 = statistics.quantiles(waits, n=100)[98]
    return Measured(
        f"The whole program, {LEADERS * EACH} projects, SQLite",
        ["idle memory MB", "start to ready s", "/status p50 ms", "/status p99 ms"],
        [
            [
                f"{memory:.0f}",
                f"{statistics.median(starts):.2f}",
                f"{1000 * statistics.median(waits):.1f}",
                f"{1000 * p99:.1f}",
            ]
        ],
        ["sqlalchemy", "aiohttp", "python-telegram-bot"],
        [
            f"memory: resident, {IDLE:.0f} s after {len(waits)} questions",
            f"start: from the start of the process to the first 200 of /readyz, median of {STARTS}",
            "/status: from the update given to the sandbox to the answer taken by it, one question at a time",
        ],
    )


def _start(folder: Path, world: Stage, url: str) -> float:
    program = Program(folder, world.url, url)
    seconds = program.wait_until_ready()
    program.stop()
    return seconds


def _ask(world: Stage, people: list[int]) -> list[float]:
    """Everybody asks for something else, each question once; seconds to the answer."""
    waits = []
    for turn, question in enumerate(QUESTIONS):
        for number, person in enumerate(people):
            wanted = 1 + (number * EACH + turn * 7) % (LEADERS * EACH)
            world.http.delete("/sandbox/log")
            asked = time.monotonic()
            world.post(f"people/{person}/send", text=question.format(number=wanted))
            waits.append(_answered(world, person) - asked)
    return waits


def _answered(world: Stage, person: int) -> float:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for row in world.get(f"log?method=sendMessage&chat_id={person}"):
            if row["outcome"] == "ok":
                at: float = row["monotonic"]  # the same clock on one machine
                return at
        time.sleep(0.005)
    raise AssertionError("no answer")
