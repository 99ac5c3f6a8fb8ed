"""All files of an issue. One that cannot be made does not keep the others from being made."""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable, Collection, Mapping

from core.bulletins.model import Part
from core.bulletins.parts import Made
from core.texts.issue import Issue
from documents.bulletin_docx import document_file
from documents.bulletin_picture import CannotDraw, picture
from documents.bulletin_xlsx import workbook
from documents.red_head import TemplateRefused

log = logging.getLogger(__name__)

TALLEST = 2600
"""Pixels: chats make a higher picture so small that nobody can read it, so it goes as a document."""


def make(issue: Issue, parts: Collection[Part]) -> list[Made]:
    """Implements ``core.bulletins.parts.Make``."""
    return [_made(issue, part) for part in Part if part in parts]


def _made(issue: Issue, part: Part) -> Made:
    try:
        content = MAKERS[part](issue)
    except (CannotDraw, TemplateRefused) as known:
        log.warning("a part of a bulletin was not made: %s, %s", part.value, known)
        return Made(part, why=str(known))
    except Exception as fault:
        log.exception("a part of a bulletin was not made: %s", part.value)
        return Made(part, why=f"{type(fault).__name__}: {fault}")
    return Made(part, content, shown=part is Part.PICTURE and height(content) <= TALLEST)


def height(png: bytes) -> int:
    return int(struct.unpack_from(">I", png, 20)[0])


MAKERS: Mapping[Part, Callable[[Issue], bytes]] = {
    Part.PICTURE: lambda issue: picture(issue.page),
    Part.DOCUMENT: document_file,
    Part.WORKBOOK: workbook,
}
