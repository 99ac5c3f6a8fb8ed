"""The content of files that leave with cards, for the adapters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.errors import Undeliverable
from core.files import StoredFile
from core.ports import Desk, UnitOfWork

OpenFile = Callable[[int], Awaitable[bytes]]
"""File id → content. Raises ``Undeliverable`` when there is no such file."""


def opener(desk: Desk) -> OpenFile:
    async def opened(file_id: int) -> bytes:
        stored = await desk.read(_get, file_id)
        if stored is None:
            raise Undeliverable(f"no file {file_id}")
        return stored.content

    return opened


def _get(work: UnitOfWork, file_id: int) -> StoredFile | None:
    return work.files.get(file_id)
