"""An .xlsx file with remarks, everything else byte for byte as it was: formats, drop-downs, pictures, formulas.

Only the parts concerned are rewritten: the sheet (styles of cells), the styles, the comments and their
drawing. Macros are left out; formulas stay, with the values they had. ``file_guard`` has passed the file.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring

from core.roster.ledger import Severity
from documents.annotated.remarks import COLOURS, Remark
from documents.cell_names import place_of
from documents.sheet_marks import sheet_parts, styles_part

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_BOOK = re.compile(rb"application/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml")
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(/?)>")
_PLACE = re.compile(rb'\br="([A-Z]+\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*?(?:/>|(?<!/)>.*?</(?:\w+:)?xf>)", re.DOTALL)
_AFTER_COMMENTS = re.compile(
    rb"<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b"
)
AUTHOR = "督办"
Parts = dict[str, bytes]


def patch(source: Path, target: Path, sheet: str, remarks: Sequence[Remark]) -> None:
    """Write ``source`` with ``remarks`` on the sheet of that name to ``target``.

    Raises:
        KeyError, ValueError: the file is put together in a way that we do not know.
    """
    with zipfile.ZipFile(source) as archive:
        part = sheet_parts(archive)[sheet]
        changed = _changed(archive, part, remarks)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out:
            for member in archive.infolist():
                if not member.filename.lower().endswith("vbaproject.bin"):
                    content = changed.pop(member.filename, None)
                    out.writestr(member.filename, archive.read(member) if content is None else content)
            for name, content in changed.items():
                out.writestr(name, content)


def _changed(archive: zipfile.ZipFile, part: str, remarks: Sequence[Remark]) -> Parts:
    """The parts that are new or different, by name."""
    parts: Parts = {}
    styles_at = styles_part(archive)
    parts[styles_at], parts[part] = _coloured(archive.read(styles_at), archive.read(part), remarks)
    relations_at = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
    relations = _read(archive, relations_at) or f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    targets = _targets(relations, part)
    comments_at = targets.get("comments") or "xl/commentsDuban.xml"
    drawing_at = targets.get("vmlDrawing") or "xl/drawings/vmlDrawingDuban.vml"
    old, old_shapes = _read(archive, comments_at), _read(archive, drawing_at)
    commented = _commented_cells(old)
    parts[comments_at] = _comments(old, remarks)
    parts[drawing_at] = _shapes(
        old_shapes, [remark.cell for remark in remarks if remark.cell not in commented]
    )
    if "comments" not in targets:
        relations = _related(relations, "comments", "/" + comments_at, "rIdDubanComments")
    if "vmlDrawing" not in targets:
        relations = _related(relations, "vmlDrawing", "/" + drawing_at, "rIdDubanDrawing")
        parts[part] = _with_drawing(parts[part], "rIdDubanDrawing")
    parts[relations_at] = relations
    parts["[Content_Types].xml"] = _types(archive.read("[Content_Types].xml"), comments_at)
    book_relations = "xl/_rels/workbook.xml.rels"
    parts[book_relations] = re.sub(
        rb"<Relationship\b[^>]*vbaProject[^>]*/>", b"", archive.read(book_relations)
    )
    return parts


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _targets(relations: bytes, part: str) -> dict[str, str]:
    """Kind of relation → member of the archive, for the relations of ``part``."""
    found: dict[str, str] = {}
    for each in fromstring(relations):
        kind = each.get("Type", "").rpartition("/")[2]
        place = posixpath.join("/" + posixpath.dirname(part), each.get("Target", ""))
        found.setdefault(kind, posixpath.normpath(place).lstrip("/"))
    return found


def _coloured(styles: bytes, sheet: bytes, remarks: Sequence[Remark]) -> tuple[bytes, bytes]:
    """Styles with our fills and the cell styles that use them; the sheet with its cells in these styles."""
    severities = {remark.cell.encode(): remark.severity for remark in remarks}
    block = re.search(rb"(<(?:\w+:)?cellXfs\b[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", styles, re.DOTALL)
    fills = re.search(rb"(<((?:\w+:)?)fills\b[^>]*>)(.*?)(</(?:\w+:)?fills>)", styles, re.DOTALL)
    if block is None or fills is None:
        raise ValueError("styles")
    xfs = _XF.findall(block[2])
    first_fill = len(re.findall(rb"<(?:\w+:)?fill\b", fills[3]))
    made: dict[tuple[int, Severity], int] = {}

    def restyled(cell: re.Match[bytes]) -> bytes:
        place = _PLACE.search(cell[2])
        severity = severities.get(place[1]) if place else None
        if severity is None:
            return cell[0]
        style = _STYLE.search(cell[2])
        old = int(style[1]) if style else 0
        new = made.setdefault((old, severity), len(xfs) + len(made))
        kept = _STYLE.sub(b"", cell[2])
        return b'<%sc%s s="%d"%s>' % (cell[1], kept.rstrip(), new, cell[3])

    sheet = _CELL.sub(restyled, sheet)
    order = list(COLOURS)
    more = [_filled(xfs[old], first_fill + order.index(severity)) for old, severity in made]
    styles = styles[: block.start(2)] + block[2] + b"".join(more) + styles[block.end(2) :]
    styles = _recounted(styles, b"cellXfs", len(xfs) + len(more))
    prefix = fills[2]
    solid = b"".join(
        b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="FF%s"/><%sbgColor indexed="64"/></%spatternFill></%sfill>'
        % (prefix, prefix, prefix, colour.encode(), prefix, prefix, prefix)
        for colour in COLOURS.values()
    )
    at = styles.index(b"</%sfills>" % prefix)
    return _recounted(styles[:at] + solid + styles[at:], b"fills", first_fill + len(COLOURS)), sheet


def _filled(xf: bytes, fill: int) -> bytes:
    head, closing, rest = re.match(rb"(<(?:\w+:)?xf\b[^>]*?)(/?>)(.*)", xf, re.DOTALL).groups()  # type: ignore[union-attr]  # from _XF
    head = re.sub(rb'\s(?:fillId|applyFill)="[^"]*"', b"", head)
    return bytes(head + b' fillId="%d" applyFill="1"' % fill + closing + rest)


def _recounted(styles: bytes, name: bytes, count: int) -> bytes:
    return re.sub(
        rb'(<(?:\w+:)?%s\b[^>]*?)\scount="\d+"' % name, rb'\g<1> count="%d"' % count, styles, count=1
    )


_COMMENT = re.compile(rb'<(?:\w+:)?comment\s[^>]*?ref="([A-Z]+\d+)".*?</(?:\w+:)?comment>', re.DOTALL)
_WORDS = re.compile(rb"<(?:\w+:)?t\b[^>]*>(.*?)</(?:\w+:)?t>", re.DOTALL)


def _commented_cells(comments: bytes) -> set[str]:
    return {cell.decode() for cell in _COMMENT.findall(comments)}


def _comments(old: bytes, remarks: Sequence[Remark]) -> bytes:
    """The comments part; what somebody wrote at a cell of ours stands before our words."""
    ours = {remark.cell.encode() for remark in remarks}
    before = {found[1]: b"".join(_WORDS.findall(found[0])) for found in _COMMENT.finditer(old)}
    kept = b"".join(found[0] for found in _COMMENT.finditer(old) if found[1] not in ours)
    prefix = (re.search(rb"<(\w+:)?comments\b", old) or [b"", b""])[1] or b""
    authors = re.findall(rb"<(?:\w+:)?author>.*?</(?:\w+:)?author>|<(?:\w+:)?author/>", old, re.DOTALL)
    new = b"".join(
        b'<%(p)scomment ref="%(cell)s" authorId="%(author)d"><%(p)stext><%(p)st xml:space="preserve">%(words)s</%(p)st></%(p)stext></%(p)scomment>'
        % {
            b"p": prefix,
            b"cell": remark.cell.encode(),
            b"author": len(authors),
            b"words": (before[remark.cell.encode()] + b"\n" if remark.cell.encode() in before else b"")
            + escape(f"{AUTHOR}：{remark.text}").encode(),
        }
        for remark in remarks
    )
    name = prefix.rstrip(b":")
    space = b"xmlns:%s" % name if name else b"xmlns"
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<%(p)scomments %(space)s="%(main)s"><%(p)sauthors>%(authors)s'
        b"<%(p)sauthor>%(us)s</%(p)sauthor></%(p)sauthors><%(p)scommentList>%(all)s</%(p)scommentList></%(p)scomments>"
        % {
            b"p": prefix, b"space": space, b"main": _MAIN.encode(), b"authors": b"".join(authors),
            b"us": AUTHOR.encode(), b"all": kept + new,
        }
    )  # fmt: skip


_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:x="urn:schemas-microsoft-com:office:excel">{_SHAPE_TYPE}</xml>'
).encode()


def _shapes(old: bytes, cells: Sequence[str]) -> bytes:
    """The drawing with one hidden note for each cell."""
    drawing = old or _DRAWING
    if b"_x0000_t202" not in drawing:
        drawing = drawing.replace(b"</xml>", _SHAPE_TYPE.encode() + b"</xml>")
    shapes = "".join(_shape(number, cell) for number, cell in enumerate(cells))
    at = drawing.rindex(b"</xml>")
    return drawing[:at] + shapes.encode() + drawing[at:]


def _shape(number: int, cell: str) -> str:
    row, column = place_of(cell)
    column -= 1
    anchor = f"{column + 1}, 15, {max(row - 2, 0)}, 10, {column + 4}, 15, {row + 4}, 4"
    return (
        f'<v:shape id="_x0000_s9{number:05}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _related(relations: bytes, kind: str, target: str, name: str) -> bytes:
    at = relations.rindex(b"</") if b"</" in relations else -1
    new = f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'.encode()
    if at < 0:  # <Relationships …/>
        return re.sub(rb"/>\s*$", b">" + new + b"</Relationships>", relations)
    return relations[:at] + new + relations[at:]


def _with_drawing(sheet: bytes, name: str) -> bytes:
    prefix = (re.search(rb"<(\w+:)?worksheet\b", sheet) or [b"", b""])[1] or b""
    tag = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (prefix, _RELATIONS.encode(), name.encode())
    data = sheet.rfind(b"sheetData")
    found = _AFTER_COMMENTS.search(sheet, data)
    at = found.start() if found else sheet.rindex(b"</%sworksheet>" % prefix)
    return sheet[:at] + tag + sheet[at:]


def _types(types: bytes, comments_at: str) -> bytes:
    types = _MACRO_BOOK.sub(_BOOK, types)
    types = re.sub(rb"<Override\b[^>]*vbaProject[^>]*/>", b"", types)
    new = b""
    if not re.search(rb'Extension="vml"', types, re.IGNORECASE):
        new += b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    if b'"/%s"' % comments_at.encode() not in types:
        new += f'<Override PartName="/{comments_at}" ContentType="{_COMMENTS_TYPE}"/>'.encode()
    at = types.rindex(b"</Types>")
    return types[:at] + new + types[at:]
