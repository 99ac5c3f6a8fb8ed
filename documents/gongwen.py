"""The form of official documents (公文格式, GB/T 9704-2012): page, grid, fonts by name, paragraphs, tables, page numbers.

A text page holds 22 lines of 28 characters: type area 156 × 225 mm, lines 28.95 pt apart, each character of 16 pt
a quarter of a point closer. The grid is one of lines only: with characters as well LibreOffice gives each two cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

SONG, FANG, KAI, HEI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"
BODY, TITLE, SMALL = 16.0, 22.0, 14.0  # 3号, 2号, 4号, pt
LINE = 28.95  # pt: 225 mm ÷ 22
PITCH = 579  # the same in twentieths of a point
CLOSER = -5  # twentieths of a point between characters: 156 mm ÷ 28 = 15.79 pt
WIDTH = 8845  # 156 mm in twentieths of a point
LEFT = 1588  # 28 mm
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML cannot hold them
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # of a zip archive


@dataclass(frozen=True, slots=True)
class Rule:
    """A line below a paragraph, as wide as the type area: eighths of a point, and points away."""

    eighths: int
    color: str = "000000"
    space: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of paragraph. ``indent``, ``left`` and ``right`` count characters of its size; lengths are pt."""

    font: str = FANG
    size: float = BODY
    align: str = "both"
    indent: float = 0
    left: float = 0
    right: float = 0
    line: float = LINE
    before: float = 0
    after: float = 0
    color: str = ""
    on_grid: bool = True
    with_next: bool = False
    new_page: bool = False
    below: Rule | None = None
    tab: float = 0  # pt from the left: a stop at which words end


TEXT = Look(indent=2)
HEADING = Look(font=HEI, indent=2, with_next=True)
NOTHING = Look(size=1, line=1, on_grid=False)


def blank() -> Any:
    """An empty document with the page of the standard."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    about = made.element.body.sectPr
    for old in about.findall(qn("w:docGrid")):
        about.remove(old)
    about.append(parse_xml(f'<w:docGrid {_NS} w:type="lines" w:linePitch="{PITCH}"/>'))
    _page_numbers(made, section)
    return made


def add(made: Any, text: str, look: Look = TEXT) -> None:
    """A paragraph at the end; people's words are shown as they are."""
    _append(made, _paragraph(_run(text, look), look))


def table(
    made: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], size: float
) -> None:
    """A bordered table over the type area; the head is repeated on every page, no row is torn.

    Args:
        widths: relative; together they make up the type area.
        size: of its letters, pt.
    """
    columns = [WIDTH * width // sum(widths) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    body = _row(heads, columns, size, HEI, head=True)
    body += "".join(_row(row, columns, size, FANG) for row in rows)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    _append(
        made,
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{edges}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40"'
        f' w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>',
    )


def imprint(made: Any, lines: Sequence[str], look: Look) -> None:
    """版记: lines at the end of the last page's type area, whatever is above them; 0.35 mm outside, 0.25 mm between."""
    outside, between = Rule(8), Rule(6)
    add(made, "", NOTHING)  # or a table right above would go on in it
    edges = _edge("top", outside) + _edge("bottom", outside) + _edge("insideH", between)
    cell = f'<w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/></w:tcPr>'
    rows = "".join(f"<w:tr><w:tc>{cell}{_paragraph(_run(one, look), look)}</w:tc></w:tr>" for one in lines)
    _append(
        made,
        f'<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{LEFT}"'
        f' w:tblpYSpec="bottom"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{rows}</w:tbl>',
    )
    add(made, "", NOTHING)  # the table stands on the page of this paragraph


def saved(made: Any, title: str, at: datetime) -> bytes:
    """The file; the same document gives the same bytes. ``at``: UTC without a zone."""
    about = made.core_properties
    about.title, about.author, about.comments = clean(title), "", ""
    about.created = about.modified = at
    first = io.BytesIO()
    made.save(first)
    return sealed(first.getvalue())


def sealed(archive: bytes) -> bytes:
    """The same zip archive without the moments at which its members were written."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _FIRST_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return target.getvalue()


def breadth(text: str) -> float:
    """How many Chinese characters it is wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _append(made: Any, xml: str) -> None:
    end = made.element.body.sectPr
    end.addprevious(parse_xml(xml.replace(">", f" {_NS}>", 1)))


def _paragraph(runs: str, look: Look) -> str:
    """Properties stand in the order of the schema, or Word calls the file broken."""
    spacing = f'w:before="{_twips(look.before)}" w:after="{_twips(look.after)}" w:line="{_twips(look.line)}"'
    parts = [
        "<w:keepNext/>" if look.with_next else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        '<w:widowControl w:val="0"/>',  # a page has its 22 lines
        f"<w:pBdr>{_edge('bottom', look.below)}</w:pBdr>" if look.below else "",
        f'<w:tabs><w:tab w:val="right" w:pos="{_twips(look.tab)}"/></w:tabs>' if look.tab else "",
        "" if look.on_grid else '<w:snapToGrid w:val="0"/>',
        f'<w:spacing {spacing} w:lineRule="exact"/>',
        _indent(look),
        f'<w:jc w:val="{look.align}"/>',
    ]  # fmt: skip
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{runs}</w:p>"


def _run(text: str, look: Look, inside: str = "") -> str:
    """“ ” — … take the Chinese font by the hint."""
    color = f'<w:color w:val="{look.color}"/>' if look.color else ""
    size = f'<w:sz w:val="{int(look.size * 2)}"/><w:szCs w:val="{int(look.size * 2)}"/>'
    words = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(clean(one))}</w:t>' for one in text.split("\t")
    )
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{look.font}"'
        f' w:hint="eastAsia"/>{color}<w:spacing w:val="{CLOSER}"/>{size}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>{inside or words}</w:r>'
    )


def _indent(look: Look) -> str:
    """In characters for Word and in twentieths of a point for LibreOffice, which ignores the former."""
    step = look.size * 20
    sides = {"left": look.left, "right": look.right, "firstLine": look.indent}
    words = " ".join(
        f'w:{side}Chars="{int(n * 100)}" w:{side}="{int(n * step)}"' for side, n in sides.items() if n
    )
    return f"<w:ind {words}/>" if words else ""


def _edge(side: str, rule: Rule) -> str:
    return f'<w:{side} w:val="single" w:sz="{rule.eighths}" w:space="{rule.space}" w:color="{rule.color}"/>'


def _twips(points: float) -> int:
    return round(points * 20)


def _row(cells: Sequence[str], widths: Sequence[int], size: float, font: str, *, head: bool = False) -> str:
    made = "".join(_cell(text, width, size, font) for text, width in zip(cells, widths, strict=True))
    repeated = "<w:tblHeader/>" if head else ""
    return f'<w:tr><w:trPr><w:cantSplit/>{repeated}<w:jc w:val="center"/></w:trPr>{made}</w:tr>'


def _cell(text: str, width: int, size: float, font: str) -> str:
    """What needs more than a line stands at the left, anything else in the middle."""
    align = "left" if breadth(text) * size * 20 > width else "center"
    look = Look(font, size, align, line=size * 1.25, before=1.5, after=1.5, on_grid=False)
    middle = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{middle}{_paragraph(_run(text, look), look)}</w:tc>"


def _page_numbers(made: Any, section: Any) -> None:
    """— 1 —, outside: right on odd pages, left on even ones."""
    made.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        look = Look(PLAIN, SMALL, side, left=side == "left", right=side == "right", line=18, on_grid=False)
        marks = [
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        ]
        number = "".join(_run("", look, mark) for mark in marks)
        xml = _paragraph(_run("— ", look) + number + _run(" —", look), look)
        old = footer.paragraphs[0]._p  # noqa: SLF001 - there is no public way
        old.getparent().replace(old, parse_xml(xml.replace(">", f" {_NS}>", 1)))
