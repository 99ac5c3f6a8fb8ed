"""``python -m benchmarks.replies``: read very many strange replies, and say what came of it.

Each must end without an exception, within a second, and with no figure that is not in the text.
In slices on a busy machine: ``--count 20000 --seed 3``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.tables import Measured, show
from core.rounds.reading.read import read_reply
from storage.sounds import sound
from tests.rules.strange_replies import ONE, THREE, TODAY, assembled, check, mutated

LIMIT = 1.0
"""Seconds of the processor that one reply may take; others may keep the machine busy."""


def measure(count: int, seed: int) -> tuple[Measured, list[str]]:
    """The table, and the replies that broke a rule."""
    taken, broken, asked, figures, items = list[float](), list[str](), 0, 0, 0
    for number, text in enumerate(strange(count, seed)):
        begun = time.thread_time()
        try:
            reading = read_reply(text, ONE if number % 5 == 0 else THREE, TODAY, sound)
            taken.append(time.thread_time() - begun)
            check(text, reading)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            broken.append(f"{type(error).__name__}: {text!r}")
            continue
        if taken[-1] > LIMIT:
            broken.append(f"{taken[-1]:.1f} s: {text!r}")
        asked, items = asked + reading.ask, items + len(reading.items)
        figures += sum(len(item.sums) for item in reading.items)
    taken.sort()
    row = (
        f"{count:,}", str(len(broken)), f"{_ms(taken, 0.5)}", f"{_ms(taken, 0.99)}", f"{_ms(taken, 1)}",
        f"{asked / max(count, 1):.0%}", f"{items:,}", f"{figures:,}",
    )  # fmt: skip
    columns = ("replies", "broken", "median ms", "p99 ms", "slowest ms", "asked", "items", "figures")
    return Measured(f"Strange replies, seed {seed}", columns, [row]), broken


def strange(count: int, seed: int) -> Iterator[str]:
    yield from mutated(count - count // 3, seed)
    yield from assembled(count // 3, seed)


def _ms(taken: list[float], share: float) -> str:
    return f"{taken[min(int(len(taken) * share), len(taken) - 1)] * 1000:.2f}" if taken else "-"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replies", description=__doc__)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    table, broken = measure(given.count, given.seed)
    show(table)
    print(*broken[:20], sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
