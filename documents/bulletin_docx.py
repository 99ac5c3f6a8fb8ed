"""The official document of a bulletin (.docx), in the product's own form: 文件 or 简报.

Fonts are named, never embedded; the space of the seal stays free. The same issue gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from core.bulletins.letterhead import Form
from core.texts.documents import Annex, Document
from core.texts.issue import Issue
from core.texts.pages import Table
from core.texts.red_heads import moved
from documents.gongwen import (  # fmt: skip
    BODY,
    FANG,
    HEADING,
    HEI,
    LINE,
    SMALL,
    SONG,
    TITLE,
    WIDTH,
    Look,
    Rule,
    add,
    blank,
    breadth,
    imprint,
    saved,
    table,
)
from documents.red_head import filled

RED = "E60012"
MARK = 52.0
"""Largest size of the red name, pt; a long name is smaller so that it stays on one line."""
AREA = WIDTH / 20  # pt
TOP = 99.2  # pt: 35 mm from the upper edge of the type area to the red name
TITLE_LINE = 34.0
FULL = "\u3000"
"""A space as wide as a character: lines are drawn as wide as the type area only where nothing is indented."""
TABLE_SIZES = ((8, 12.0), (11, 10.5), (99, 9.0))
"""Columns at most → size of the letters, pt."""
LONGEST = 16
"""Characters beyond which a column of an annex gets no wider."""


def document_file(issue: Issue) -> bytes:
    """The .docx of an issue, in the office's own form if it has one.

    Raises:
        TemplateRefused: the office's template does not take it.
    """
    words = issue.document
    if issue.template:
        return filled(issue.template, words)
    made = blank()
    (_brief_head if words.form is Form.BRIEF else _head)(made, words)
    for n, line in enumerate(title_lines(words.title)):
        add(
            made,
            line,
            Look(SONG, TITLE, "center", line=TITLE_LINE, before=0 if n else 2 * LINE, with_next=True),
        )
    add(made, words.addressees, Look(before=LINE))
    add(made, words.intro)
    _sections(made, words)
    _ending(made, words)
    for annex in words.annexes:
        _annex(made, annex)
    for unit, text in issue.pages:
        _unit_page(made, unit, text)
    _imprint(made, words)
    at = issue.figures.snapshot.taken_at.astimezone(UTC).replace(tzinfo=None)
    return saved(made, words.title, at)


def _head(made: Any, words: Document) -> None:
    """发文机关标志, 发文字号 (with 签发人 beside it), red line."""
    _red(made, words.head, TOP)
    if words.signer:
        look = Look(before=2 * LINE, align="left", tab=AREA - BODY, below=_red_line())
        add(made, f"{FULL}{words.number}\t{words.signer}", look)
    else:
        add(made, words.number, Look(align="center", before=2 * LINE, below=_red_line()))


def _brief_head(made: Any, words: Document) -> None:
    """The name of the brief in the upper third, its number, who makes it and when, red line."""
    _red(made, words.head, LINE)
    add(made, words.number, Look(align="center", before=LINE))
    look = Look(align="left", tab=AREA - BODY, before=LINE / 2, below=_red_line())
    add(made, f"{FULL}{words.issuer}\t{words.day}", look)


def _red(made: Any, name: str, before: float) -> None:
    size = min(MARK, int(AREA / max(1, len(name)) * 2) / 2)
    add(made, name, Look(SONG, size, "center", line=size * 1.3, before=before, color=RED, on_grid=False))


def _red_line() -> Rule:
    return Rule(16, RED, 11)  # 4 mm below the words


def title_lines(title: str) -> list[str]:
    """The title in lines of at most 19 characters, broken where a word or bracket begins, about evenly.

    >>> title_lines("招商引资项目调度通报（2026年第47周）")
    ['招商引资项目调度通报', '（2026年第47周）']
    """
    most = int(AREA / TITLE) - 1
    if breadth(title) <= most:
        return [title]
    places = [n for n in range(2, len(title) - 1) if _may_break(title, n)]
    half = breadth(title) / 2
    best = min(places, key=lambda n: abs(breadth(title[:n]) - half), default=0)
    bracket = title.find("（")
    if bracket > 1 and breadth(title[:bracket]) <= most and breadth(title[bracket:]) <= most:
        best = bracket
    if not best:
        return [title]
    return [*title_lines(title[:best]), *title_lines(title[best:])]


def _may_break(title: str, at: int) -> bool:
    return title[at] in "（《“" or title[at - 1] in "的、，）》”：" or title[at] in "和及与"


def _sections(made: Any, words: Document) -> None:
    """The ranking follows the first block, which ends by announcing it."""
    for number, section in enumerate(words.sections):
        add(made, section.heading, HEADING)
        for one in section.paragraphs:
            add(made, one)
        for ranking in words.tables if number == 0 else ():
            _ranking(made, ranking, words.columns)


def _ranking(made: Any, ranking: Table, columns: Sequence[str]) -> None:
    caption = Look(HEI, SMALL, "center", before=6, after=3, line=20, on_grid=False, with_next=True)
    add(made, ranking.heading, caption)
    rows = [_ranked(row.rank, row.unit, row.total, moved(row), row.rates, row.lights) for row in ranking.rows]  # fmt: skip
    lit = [row[: len(columns)] for row in rows]
    widths = [2, 5, 3, 2, *(3 for _ in columns[4:])]
    if len(columns) > 6:
        widths[-3:] = [2, 2, 2]
    table(made, columns, lit, widths, next(size for most, size in TABLE_SIZES if len(columns) <= most))
    if ranking.unranked:
        add(made, ranking.unranked, Look(size=10.5, before=3, line=16, on_grid=False))
    add(made, "", Look(size=8, line=10, on_grid=False))


def _ranked(*cells: str | Sequence[str]) -> list[str]:
    flat: list[str] = []
    for cell in cells:
        flat += [cell] if isinstance(cell, str) else cell
    return flat


def _ending(made: Any, words: Document) -> None:
    """Closing, what is enclosed, who and when; room for the seal is left, none is drawn."""
    for one in words.closing:
        add(made, one)
    for number, annex in enumerate(words.annexes):
        label = words.annex_words if number == 0 else ""
        item = f"{number + 1}. {annex.title}" if len(words.annexes) > 1 else annex.title
        left = 2 if label else 2 + len(words.annex_words)
        add(made, label + item, Look(indent=left, before=0 if number else LINE, align="left"))
    add(made, words.issuer, Look(align="right", right=2, before=2 * LINE, with_next=True))
    add(made, words.day, Look(align="right", right=4))


def _annex(made: Any, annex: Annex) -> None:
    add(made, annex.label, Look(HEI, align="left", new_page=True))
    add(made, annex.title, Look(SONG, TITLE, "center", line=TITLE_LINE, before=LINE / 2, after=LINE / 2))
    table(made, annex.heads, annex.rows, widths(annex.heads, annex.rows), 10.5)
    if annex.more:
        add(made, annex.more, Look(size=10.5, before=3, line=16, on_grid=False))


def _unit_page(made: Any, unit: str, text: str) -> None:
    """One unit of a meeting pack on a page of its own; smaller, so that it is one."""
    add(made, unit, Look(SONG, TITLE, "center", line=TITLE_LINE, after=LINE / 2, new_page=True))
    for line in text.split("\n"):
        add(made, line, Look(size=12, line=18, align="left", on_grid=False))


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """By the longest cell of each column, within reason."""
    longest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return [2 + min(length, LONGEST) for length in longest]


def _imprint(made: Any, words: Document) -> None:
    """抄送, then who printed it and when."""
    lines = [FULL + one for one in words.copies]
    look = Look(FANG, SMALL, "left", line=24, tab=AREA - SMALL, on_grid=False)
    imprint(made, [*lines, f"{FULL}{words.printer}\t{words.printed}"], look)
