"""Callbacks that the database could not take in time: a file each, until it can.

On SQLite one transaction writes at a time, and WeCom does not wait for a long one. What lies here is as safe
as a commit: it is on the disk before WeCom hears that we have it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from core.chat import Channel
from core.ports import Clock, RawUpdate

MOST = 10_000  # files; a database that is away for longer than that is no pause any more
ENDING = ".json"


class SpoolFull(OSError):
    """Nothing more is taken until the database has caught up."""


@dataclass(frozen=True, slots=True)
class Lying:
    """``name``: the file's, in the order in which they came."""

    name: str
    update: RawUpdate


class Spool:
    """Files in ``folder``, which several processes may share: what two of them read is stored once."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._count = itertools.count()
        self._thread = ThreadPoolExecutor(1, "duban-spool")  # nothing slow goes before it

    async def keep(self, update: RawUpdate) -> None:
        """On the disk when this returns.

        Raises:
            OSError: the disk does not take it, or too much lies here (``SpoolFull``).
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write, update)

    async def lying(self) -> Sequence[Lying]:
        """All that is here, oldest first."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read)

    async def forget(self, one: Lying) -> None:
        """The database has it."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._remove, one.name)

    def close(self) -> None:
        self._thread.shutdown()

    def _names(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        return sorted(entry.name for entry in os.scandir(self._folder) if entry.name.endswith(ENDING))

    def _write(self, update: RawUpdate) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if len(self._names()) >= MOST:
            raise SpoolFull(f"{MOST} callbacks wait for the database")
        moment = int(self._clock.now().timestamp())
        name = f"{moment:012d}-{next(self._count):08d}-{secrets.token_hex(4)}"
        path, whole = self._folder / name, self._folder / f"{name}{ENDING}"
        body = json.dumps([update.channel, update.update_id, update.lane, update.body])
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        path.rename(whole)
        _sync(self._folder)

    def _read(self) -> Sequence[Lying]:
        found = []
        for name in self._names():
            try:
                channel, update_id, lane, body = json.loads((self._folder / name).read_text())
            except FileNotFoundError:  # another process was first
                continue
            found.append(Lying(name, RawUpdate(Channel(channel), update_id, lane, body)))
        return found

    def _remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """The name in the folder, too, has to outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
