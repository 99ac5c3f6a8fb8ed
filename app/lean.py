"""Libraries without those parts of them that we never use, but would keep in memory day and night."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*packages: str) -> Iterator[None]:
    """What is imported inside finds these packages missing, which its makers foresaw; afterwards they are there.

    One that is loaded already stays visible.
    """
    hidden = [name for name in packages if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own sign for "not to be found"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
