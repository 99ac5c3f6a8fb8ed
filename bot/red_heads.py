"""Red-head templates that people drop: fetched, tried apart, kept; and the sample to start from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.context import TemplateWanted, TriedTemplate
from core.bulletins.red_head import LARGEST, Check, Checked, Flaw
from core.chat import Attachment
from core.errors import SendFailed
from core.files import DOCX, StoredFile
from core.ports import Chat, Desk, UnitOfWork
from core.texts.red_heads import sample_name, tried_name


@dataclass(frozen=True, slots=True)
class RedHeads:
    """``check`` tries a template; ``sample`` makes the one to start from. Both are slow."""

    check: Check
    sample: Callable[[], bytes]

    async def bring(self, chat: Chat, wanted: TemplateWanted, desk: Desk, now: datetime) -> TriedTemplate:
        """What was asked for; a flaw is part of the result."""
        if wanted.sample:
            content = await asyncio.to_thread(self.sample)
            kept = await desk.run(_keep, sample_name(), content, now)
            return TriedTemplate("", kept.name, Checked(), Attachment(kept.id, kept.name))
        name = wanted.incoming.file.name if wanted.incoming.file else ""
        if wanted.incoming.file is None or wanted.incoming.file.size > LARGEST:
            return TriedTemplate("", name, Checked(flaw=Flaw.TOO_BIG))
        try:
            content = await chat.fetch(wanted.incoming.file.file_id, LARGEST)
        except SendFailed as failed:
            return TriedTemplate("", name, Checked(flaw=Flaw.BROKEN, detail=str(failed)))
        checked = await asyncio.to_thread(self.check, content)
        if checked.flaw:
            return TriedTemplate("", name, checked)
        kept = await desk.run(_keep, name, content, now)
        tried = await desk.run(_keep, tried_name(name), checked.content, now)
        return TriedTemplate(kept.sha256, name, checked, Attachment(tried.id, tried.name))


def _keep(work: UnitOfWork, name: str, content: bytes, now: datetime) -> StoredFile:
    return work.files.put(name, DOCX, content, now)
