"""Ledger files that people drop: fetched, kept by their hash, read apart, tried without effect."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from bot.context import FileWanted, Offered, Office
from core.errors import SendFailed
from core.ports import Chat, Desk, UnitOfWork
from core.problems.take_ledger import take_ledger
from core.roster.ledger import Ledger, LedgerFault, LedgerRefused
from core.roster.model import ImportResult

LARGEST = 10 * 1024 * 1024
"""Bytes of a ledger file, checked before it is opened."""

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")

ReadApart = Callable[[Path], Awaitable[Ledger]]


class _Tried(Exception):
    """Carries a dry run's result out of a transaction that must not commit."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__()
        self.result = result


class LedgerFiles:
    """``folder`` holds the dropped files by hash; ``read`` opens one in a process of its own."""

    def __init__(self, folder: Path, read: ReadApart) -> None:
        self._folder, self._read = folder, read

    async def load(
        self, chat: Chat, wanted: FileWanted, desk: Desk, office: Office, now: datetime
    ) -> Offered:
        """Fetch or reopen the file, read it and try the import; a refusal is part of the result."""
        name = wanted.name or (wanted.incoming.file.name if wanted.incoming.file else "")
        try:
            sha = wanted.sha or await self._fetch(chat, wanted)
            ledger = await self._read(self._folder / f"{sha}.xlsx")
        except LedgerRefused as refused:
            return Offered("", name, refused=refused)
        if wanted.sha:
            return Offered(sha, name, ledger)
        return Offered(sha, name, ledger, await _try(desk, ledger, office, now))

    async def _fetch(self, chat: Chat, wanted: FileWanted) -> str:
        """Keep the file by its hash.

        Raises:
            LedgerRefused: no table by its name, or too big.
        """
        file = wanted.incoming.file
        if file is None or not file.name.lower().endswith(ENDINGS):
            raise LedgerRefused(LedgerFault.NOT_A_TABLE)
        if file.size > LARGEST:
            raise LedgerRefused(LedgerFault.TOO_BIG)
        try:
            content = await chat.fetch(file.file_id, LARGEST)
        except SendFailed as failed:
            raise LedgerRefused(LedgerFault.BROKEN, str(failed)) from failed
        return await asyncio.to_thread(self._keep, content)

    def _keep(self, content: bytes) -> str:
        sha = hashlib.sha256(content).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{sha}.xlsx").write_bytes(content)
        return sha


async def _try(desk: Desk, ledger: Ledger, office: Office, now: datetime) -> ImportResult:
    try:
        await desk.run(_import_and_leave, ledger, office, now)
    except _Tried as tried:
        return tried.result
    raise AssertionError("a dry run never commits")


def _import_and_leave(work: UnitOfWork, ledger: Ledger, office: Office, now: datetime) -> None:
    raise _Tried(take_ledger(work, ledger, None, office.calendar.today(now), now))
