"""G31 and (31, 7)."""

from __future__ import annotations

import re

from core.roster.sheet import Area

_PARTS = re.compile(r"\$?([A-Z]+)\$?(\d+)")


def place_of(name: str) -> tuple[int, int]:
    """(row, column) of a cell's name.

    Raises:
        ValueError: it is none.
    """
    found = _PARTS.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def area_of(name: str) -> Area:
    """A range such as A1:C3, or one cell.

    Raises:
        ValueError: it is none.
    """
    first, _, last = name.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return Area(top, left, bottom, right)
