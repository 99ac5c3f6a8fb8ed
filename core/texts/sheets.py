"""What a picture shows besides the ranking: a head, blocks one below the other, notes; strings only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.roster.model import Light
from core.texts.pages import Page, Tile

FULL = 1000
"""The length of a whole bar, the sides of a curve."""
LAMPS = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "red", Light.GREY: "grey"}


@dataclass(frozen=True, slots=True)
class Tiles:
    """Headline figures, up to four in a row."""

    tiles: tuple[Tile, ...]
    kind: str = "tiles"


@dataclass(frozen=True, slots=True)
class Step:
    """``state``: done, now, ahead, or off for one that a project has left the ladder from."""

    label: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Cell:
    """``lamp``: a light before the words. ``tone``: strong, soft, up, down, or empty."""

    text: str
    tone: str = ""
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The stages of a project from left to right, and its light."""

    heading: str
    steps: tuple[Step, ...]
    lamp: Cell
    remark: str = ""
    kind: str = "ladder"


@dataclass(frozen=True, slots=True)
class Table:
    """``widths``: shares of the width; ``align``: l, c or r for each column. ``nothing`` is shown without rows."""

    heading: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    align: str
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Bar:
    """``note`` stands behind it. ``tone``: top, low or empty."""

    label: str
    value: str
    note: str
    length: int
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """``centred``: a funnel."""

    heading: str
    bars: tuple[Bar, ...]
    centred: bool = False
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class Point:
    """``x`` and ``y`` from 0 to ``FULL``, from left and from below."""

    x: int
    y: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Curve:
    """``nothing`` is shown where there are fewer than two points."""

    heading: str
    points: tuple[Point, ...]
    nothing: str = ""
    kind: str = "curve"


@dataclass(frozen=True, slots=True)
class Words:
    heading: str
    lines: tuple[str, ...]
    nothing: str = ""
    kind: str = "words"


Block = Tiles | Ladder | Table | Bars | Curve | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    issuer: str
    corner: str
    title: str
    under: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn for somebody who asked. ``caption``: the same facts as text; ``name``: of the file.

    ``on_paper``: as PDF on sheets of A4.
    """

    page: Sheet | Page
    name: str
    caption: str
    on_paper: bool = False


def share(part: int | float, whole: int | float) -> int:
    """Of a whole bar; 0 where there is no whole."""
    return max(0, min(FULL, round(part * FULL / whole))) if whole else 0


def joined(lines: Sequence[str], limit: int = 900) -> str:
    """A caption: whole lines as far as they fit (services allow 1,024 characters under a picture)."""
    kept, left = [], limit
    for line in filter(None, lines):
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join(kept)
