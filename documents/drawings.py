"""What somebody asked to see, as a file."""

from __future__ import annotations

from core.texts.sheets import Drawing
from documents.bulletin_files import TALLEST, height
from documents.bulletin_picture import pdf, picture


def draw(drawing: Drawing) -> tuple[bytes, bool]:
    """Implements ``bot.pictures.Draw``.

    Raises:
        CannotDraw: the font, or a character in it, is missing.
    """
    if drawing.on_paper:
        return pdf(drawing.page), False
    made = picture(drawing.page)
    return made, height(made) <= TALLEST
