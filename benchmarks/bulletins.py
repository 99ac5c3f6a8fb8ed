"""The files of an issue: how long they take, how much memory stays, how long others are kept waiting."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.tables import Measured
from core.bulletins.model import Part
from core.texts.issue import Issue
from documents.bulletin_files import make
from tests.documents.issues import issue, whole

TIMES = 5
PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096


def measure() -> Measured:
    before = resident()
    small, large = whole(issue(8, 60)), whole(issue(40, 5000))
    cold = seconds(lambda: make(small, [Part.PICTURE]))
    rows = [
        ("picture, 8 units, first of the process", f"{cold:.2f} s", "–"),
        ("picture, 8 units, warm", f"{best(8, 60, [Part.PICTURE]):.3f} s", "0.15 s"),
        ("picture, 40 units, warm", f"{best(40, 5000, [Part.PICTURE]):.3f} s", "0.5 s"),
        ("whole set, 40 units, 5,000 projects", f"{best(40, 5000, list(Part)):.2f} s", "3 s"),
        ("longest another thread waits meanwhile", f"{1000 * longest_wait(large):.0f} ms", "–"),
        ("memory that stays", f"{resident() - before:.0f} MB", "150 MB"),
    ]
    return Measured(
        "Files of a bulletin",
        ("what", "measured", "at most"),
        rows,
        ("typst", "xlsxwriter"),
        (f"best of {TIMES}, a new issue each time; from figures to bytes",),
    )


def best(units: int, projects: int, parts: list[Part]) -> float:
    """Never the same issue twice: the typesetter remembers pages."""
    issues = [whole(issue(units, projects, seed=seed)) for seed in range(100, 100 + TIMES)]
    return min(seconds(lambda one=one: make(one, parts)) for one in issues)  # type: ignore[misc]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def longest_wait(made: Issue) -> float:
    """A thread that wants to run every 5 ms, as answers in the chat do."""
    done, worst = threading.Event(), 0.0

    def beat() -> None:
        nonlocal worst
        while not done.is_set():
            worst = max(worst, seconds(lambda: time.sleep(0.005)) - 0.005)

    thread = threading.Thread(target=beat)
    thread.start()
    make(made, list(Part))
    done.set()
    thread.join()
    return worst


def resident() -> float:
    """MB; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * PAGE / 2**20 if status.exists() else 0.0
