"""Limits for a process of its own that opens what strangers made."""

from __future__ import annotations

import contextlib
import sys

if sys.platform != "win32":
    import resource


def fence(seconds: int, memory_bytes: int) -> None:
    """Limit time, address space, core dumps and further processes of this process."""
    if sys.platform == "win32":  # has no such limits; the parent's clock remains
        return
    limits = (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    )
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):  # a tighter limit is already set
            resource.setrlimit(what, (most, most))
