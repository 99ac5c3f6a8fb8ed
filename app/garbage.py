"""Python's search for garbage, told what never becomes any.

Libraries and compiled statements are two hundred thousand objects. Each full search walks through all of them while
everybody waits: measured 0.14 s, and a fifth of the processor time of a busy hour.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 15_000
"""New objects between two searches among the young; Python's own 700 is reached every second reply. In a busy second
as many are in use, and searching them again and again took 3 % of the processor; now it is 1 %."""
MIDDLE = 1
"""Searches among the young between two among those that outlived one. Fifty thousand objects, as while a ledger is
read, hold everybody up for 35 ms; thirty thousand are fewer."""
OLD = 30
"""Those between two searches among all: as seldom as before."""


@contextmanager
def nothing_is_sought() -> Iterator[None]:
    """While modules are loaded: hardly any of it becomes garbage, and looking through all of it again and again took
    a quarter of every start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def keep_what_is_there() -> None:
    """Once, when everything is loaded and started: what lives now is not searched again. What is garbage by then
    stays, measured a few dozen objects; looking for it would cost 0.2 s of the start."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
