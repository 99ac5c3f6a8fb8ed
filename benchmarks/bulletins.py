"""The files of an issue: how long they take, how much memory stays, how long others are kept waiting."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.tables import Measured
from core.bulletins.model import Part
from core.texts.issue import Issue
from core.texts.sheets import Drawing, Sheet
from documents.bulletin_files import make
from documents.bulletin_picture import pdf, picture
from documents.red_head import filled
from documents.red_head_sample import red_head_sample
from tests.documents.issues import issue, whole
from tests.documents.sheets import SHEETS

TIMES = 5
PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096


def measure() -> Measured:
    before = resident()
    small, large = whole(issue(8, 60)), whole(issue(40, 5000))
    cold = seconds(lambda: make(small, [Part.PICTURE]))
    project, own, trend = (SHEETS[name] for name in ("project", "leader of seventy", "trend of forty"))
    make(large, list(Part))
    for one in SHEETS.values():
        picture(one.page)
    stays = resident() - before
    rows = [
        ("picture, 8 units, first of the process", f"{cold:.2f} s", "–"),
        ("picture, 8 units, warm", f"{best(8, 60, [Part.PICTURE]):.3f} s", "0.15 s"),
        ("picture, 40 units, warm", f"{best(40, 5000, [Part.PICTURE]):.3f} s", "0.5 s"),
        (
            "the same, time of the processor",
            f"{best(40, 5000, [Part.PICTURE], time.process_time):.3f} s",
            "–",
        ),
        ("document, 40 units, 5,000 projects", f"{best(40, 5000, [Part.DOCUMENT]):.3f} s", "–"),
        ("document in the office's own template", f"{own_form(large):.2f} s", "–"),
        ("workbook, 40 units, 5,000 projects", f"{best(40, 5000, [Part.WORKBOOK]):.2f} s", "–"),
        ("whole set, 40 units, 5,000 projects", f"{best(40, 5000, list(Part)):.2f} s", "3 s"),
        ("ranking as PDF, 40 units", f"{seconds(lambda: pdf(large.page)):.3f} s", "–"),
        ("picture of a project", f"{drawn(project):.3f} s", "0.15 s"),
        ("picture of seventy projects", f"{drawn(own):.3f} s", "0.5 s"),
        ("picture of forty units over twelve periods", f"{drawn(trend):.3f} s", "0.5 s"),
        ("longest another thread waits meanwhile", f"{1000 * longest_wait(large):.0f} ms", "–"),
        ("memory that stays after a set and every kind of picture", f"{stays:.0f} MB", "150 MB"),
    ]
    return Measured(
        "Files of a bulletin",
        ("what", "measured", "at most"),
        rows,
        ("typst", "python-docx", "xlsxwriter"),
        (f"best of {TIMES}, a new issue each time; from figures to bytes",),
    )


def best(
    units: int, projects: int, parts: list[Part], clock: Callable[[], float] = time.perf_counter
) -> float:
    """Never the same issue twice: the typesetter remembers pages."""
    issues = [whole(issue(units, projects, seed=seed)) for seed in range(100, 100 + TIMES)]
    return min(seconds(partial(make, one, parts), clock) for one in issues)


def own_form(made: Issue) -> float:
    """In a process of its own, which starts and ends."""
    return seconds(lambda: filled(red_head_sample(), made.document))


def drawn(drawing: Drawing) -> float:
    """With another title each time."""
    sheet = drawing.page
    assert isinstance(sheet, Sheet)
    titled = [replace(sheet, title=f"{sheet.title}{n}") for n in range(TIMES)]
    return min(seconds(partial(picture, one)) for one in titled)


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    work()
    return clock() - started


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
