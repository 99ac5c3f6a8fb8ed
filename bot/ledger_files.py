"""Ledger files that people drop: fetched, kept, read apart, tried without effect."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.context import FileWanted, Offered, Office
from core.chat import Attachment, Channel
from core.errors import SendFailed
from core.files import ANY, XLSX, StoredFile
from core.ports import Chat, Desk, UnitOfWork
from core.roster.asking import Answers
from core.roster.current_ledger import current_ledger
from core.roster.ledger import (
    Ledger,
    LedgerFault,
    LedgerLeader,
    LedgerProject,
    LedgerRefused,
    LedgerTarget,
)
from core.roster.ledger_accounts import with_accounts
from core.roster.namesakes import told_apart
from core.roster.rehearse import rehearse
from core.texts import imports

LARGEST = 10 * 1024 * 1024
"""Bytes of a ledger file, checked before it is opened."""
ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")


class ReadApart(Protocol):
    """Reads a ledger in a process of its own; see ``documents.ledger_process``."""

    def __call__(
        self, path: Path, reference_year: int | None, answers: Answers, annotated: Path | None
    ) -> Awaitable[Ledger]: ...


Write = Callable[[Sequence[LedgerProject], Sequence[LedgerTarget], Sequence[LedgerLeader]], bytes]
"""A ledger as .xlsx; see ``documents.ledger_out``."""


class LedgerFiles:
    """Dropped files lie in the database, so that every replica has them; ``folder`` is for the time of reading."""

    def __init__(self, folder: Path, read: ReadApart, write: Write) -> None:
        self._folder, self._read, self._write = folder, read, write

    async def load(
        self, chat: Chat, wanted: FileWanted, desk: Desk, office: Office, now: datetime
    ) -> Offered:
        """Fetch or reopen the file, read it and try the import; a refusal is part of the result."""
        if wanted.export:
            return await self._export(desk, office, now)
        name = wanted.name or (wanted.incoming.file.name if wanted.incoming.file else "")
        try:
            kept = (
                await self._open(desk, wanted) if wanted.sha else await self._fetch(chat, wanted, desk, now)
            )
            answers = {**await desk.read(told_apart), **wanted.answers}
            ledger, remarked = await self._apart(
                kept, office.calendar.today(now).year, answers, remarks=wanted.preview
            )
        except LedgerRefused as refused:
            return Offered(wanted.sha, name, refused=refused)
        if not wanted.preview:
            return Offered(kept.sha256, name, ledger, answers=wanted.answers)
        file = await desk.run(_keep_remarked, name, remarked, now) if remarked else None
        preview = await desk.read(rehearse, ledger, office.calendar.today(now), now)
        if Channel.WECOM in office.channels:
            preview = await desk.read(with_accounts, preview, ledger)
        return Offered(kept.sha256, name, ledger, preview, answers=wanted.answers, annotated=file)

    async def _export(self, desk: Desk, office: Office, now: datetime) -> Offered:
        """The current ledger as a file that can leave; ``name`` is the number of projects."""
        today = office.calendar.today(now)
        projects, targets, leaders = await desk.read(current_ledger, today)
        content = await asyncio.to_thread(self._write, projects, targets, leaders)
        file = await desk.run(_keep_export, imports.export_name(today), content, now)
        return Offered("", str(len(projects)), annotated=file)

    async def _open(self, desk: Desk, wanted: FileWanted) -> StoredFile:
        kept = await desk.read(_find, wanted.sha)
        if kept is None:
            raise LedgerRefused(LedgerFault.BROKEN, "gone")
        return kept

    async def _fetch(self, chat: Chat, wanted: FileWanted, desk: Desk, now: datetime) -> StoredFile:
        """Keep the file.

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
        return await desk.run(_keep, file.name, content, now)

    async def _apart(
        self, kept: StoredFile, year: int, answers: Answers, *, remarks: bool
    ) -> tuple[Ledger, bytes]:
        """The ledger, and the file with remarks if they are wanted and there are any."""
        token = secrets.token_hex(8)
        source, target = self._folder / f"{token}.in", self._folder / f"{token}.out"
        try:
            await asyncio.to_thread(_lay_down, source, kept.content)
            ledger = await self._read(source, year, answers, target if remarks else None)
            worth = remarks and imports.worth_looking(ledger)
            return ledger, await asyncio.to_thread(target.read_bytes) if worth else b""
        finally:
            await asyncio.to_thread(_take_away, source, target)


def _lay_down(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _take_away(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _keep(work: UnitOfWork, name: str, content: bytes, now: datetime) -> StoredFile:
    return work.files.put(name, ANY, content, now)


def _find(work: UnitOfWork, sha: str) -> StoredFile | None:
    return work.files.find(sha)


def _keep_export(work: UnitOfWork, name: str, content: bytes, now: datetime) -> Attachment:
    return Attachment(work.files.put(name, XLSX, content, now).id, name)


def _keep_remarked(work: UnitOfWork, name: str, content: bytes, now: datetime) -> Attachment:
    called = imports.remarked_name(name)
    return Attachment(work.files.put(called, XLSX, content, now).id, called)
