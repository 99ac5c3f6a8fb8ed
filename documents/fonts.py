"""The font that comes with the product, and which characters it has. No font of the system is ever used."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn

FAMILY = "Noto Sans SC"
INVISIBLE = frozenset("\n\r\t \u00a0\u200b\u3000")


def font_file() -> Path:
    return pylopdf_fonts_zh_cn.sans_path()


def missing(text: str) -> str:
    """The characters of ``text`` that the font cannot draw, each once, in order."""
    known = covered()
    return "".join(dict.fromkeys(c for c in text if c not in INVISIBLE and ord(c) not in known))


@cache
def covered() -> frozenset[int]:
    """Code points with a glyph, from the font's own table.

    Source: OpenType 1.9, ``cmap`` formats 12 (groups of 12 bytes: first, last, glyph) and 4.
    """
    font = font_file().read_bytes()
    start = _table(font, b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    offsets = {struct.unpack_from(">HHI", font, start + 4 + 8 * n)[2] for n in range(count)}
    found: set[int] = set()
    for offset in offsets:
        found.update(_points(font, start + offset))
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> int:
    """
    Raises:
        LookupError: the font has no such table.
    """
    for n in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise LookupError(tag)


def _points(font: bytes, at: int) -> Iterator[int]:
    form = struct.unpack_from(">H", font, at)[0]
    if form == 12:
        for n in range(struct.unpack_from(">I", font, at + 12)[0]):
            first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * n)
            yield from range(first, last + 1)
    elif form == 4:
        twice = struct.unpack_from(">H", font, at + 6)[0]
        ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
        starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
