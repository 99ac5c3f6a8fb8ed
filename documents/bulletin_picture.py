"""Pictures: PNG, 1080 px wide, from typst templates of one family; the same on sheets of A4 as PDF.

All words come as data; nothing that people wrote is ever read as typst's own language.
A missing family or glyph is an error, never a box.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from core.texts.pages import Page
from core.texts.pictures import no_glyph
from core.texts.sheets import Sheet
from documents.fonts import FAMILY, font_file, missing

TEMPLATES = Path(__file__).parent / "templates"
PPI = 144.0  # 1080 px
_one_at_a_time = threading.Lock()


class CannotDraw(Exception):
    """The picture would not show what it should; the message says what is missing, for people."""


def picture(page: Page | Sheet, ppi: float = PPI) -> bytes:
    """A PNG, as high as it needs to be.

    Raises:
        CannotDraw: the font, or a character in it, is missing.
    """
    return _compiled(page, ppi)


def pdf(page: Page | Sheet) -> bytes:
    """The same on sheets of A4, from the same template.

    Raises:
        CannotDraw: as above.
    """
    return _compiled(page, None)


def _compiled(page: Page | Sheet, ppi: float | None) -> bytes:
    """``ppi``: None for paper."""
    lacking = missing("".join(_strings(asdict(page))))
    if lacking:
        raise CannotDraw(no_glyph(lacking))
    data = {
        "page": json.dumps(asdict(page), ensure_ascii=False),
        "family": FAMILY,
        "paper": "" if ppi else "a4",
    }
    template = str(TEMPLATES / ("bulletin.typ" if isinstance(page, Page) else "sheet.typ"))
    moment = 0  # the same page gives the same bytes
    try:
        with _one_at_a_time:
            made, warnings = _compiler().compile_with_warnings(
                template,
                format="png" if ppi else "pdf",
                ppi=ppi,
                sys_inputs=data,
                timestamp=moment,
            )
    except typst.TypstError as fault:
        raise CannotDraw(fault.message) from fault
    if warnings:
        raise CannotDraw("; ".join(warning.message for warning in warnings))
    if not isinstance(made, bytes):
        raise CannotDraw("more than one page")
    return made


@cache
def _compiler() -> typst.Compiler:
    """Kept: what it has laid out before costs nothing the next time."""
    return typst.Compiler(str(TEMPLATES / "sheet.typ"), font_paths=_fonts(), ignore_system_fonts=True)


def families() -> list[str]:
    """The families that pictures may use."""
    return _fonts().families()


@cache
def _fonts() -> typst.Fonts:
    folder = str(font_file().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
