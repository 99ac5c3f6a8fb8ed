"""Which processes of this office have died: each holds a locked file for as long as it lives.

A kill -9 frees the lock, whatever else it leaves behind. So what a dead process had in hand is known at
the next start in the same data folder; of processes elsewhere, only when their leases run out.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


class Presence:
    """``owner`` is alive from now until ``close``, or until the process ends in whatever way."""

    def __init__(self, folder: Path, owner: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / f"{owner}.lock"
        draft = folder / f".{owner}"
        self._held = draft.open("w", encoding="utf-8")
        fcntl.flock(self._held, fcntl.LOCK_EX)
        draft.rename(self._path)  # it appears locked, so nobody ever takes us for dead

    def dead(self) -> Iterator[str]:
        """Owners that left their file behind; each is forgotten once the caller asks for the next."""
        for path in sorted(self._folder.glob("*.lock")):
            if path != self._path and _is_abandoned(path):
                yield path.stem
                path.unlink(missing_ok=True)

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        self._held.close()


def somebody_lives(folder: Path) -> bool:
    """Whether a process of this office runs here."""
    return any(not _is_abandoned(path) for path in folder.glob("*.lock") if path.exists())


def _is_abandoned(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            return _can_lock(file)
    except FileNotFoundError:
        return False


def _can_lock(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
