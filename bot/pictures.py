"""Pictures that people ask for: drawn beside everything else, in no transaction, kept as files, then sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.context import Drawn, PictureWanted
from core.chat import Attachment
from core.files import PDF, PNG
from core.ports import Desk, UnitOfWork
from core.texts.sheets import Drawing

log = logging.getLogger(__name__)

Draw = Callable[[Drawing], tuple[bytes, bool]]
"""The file, and whether a chat can show it as a picture; see ``documents.drawings``. Slow; raises when it cannot."""


async def draw_for(wanted: PictureWanted, draw: Draw, desk: Desk, now: datetime) -> Drawn:
    """The picture as a file that can leave; why there is none is part of the result."""
    drawing = wanted.drawing
    try:
        content, shown = await asyncio.to_thread(draw, drawing)
    except Exception as fault:
        log.exception("a picture was not drawn: %s", drawing.name)
        return Drawn(drawing, why=str(fault))
    return Drawn(drawing, await desk.run(_keep, drawing, content, now, shown=shown))


def _keep(work: UnitOfWork, drawing: Drawing, content: bytes, now: datetime, *, shown: bool) -> Attachment:
    kept = work.files.put(drawing.name, PDF if drawing.on_paper else PNG, content, now)
    return Attachment(kept.id, drawing.name, picture=shown)
