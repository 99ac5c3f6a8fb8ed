"""What the reader of cells leaves out: merged ranges, hidden rows and columns, formulas without a value.

Read from the sheet's XML with expressions over its tags, after ``file_guard`` has passed the file.
Cell text cannot hold a bare ``<``, so a tag found is a tag.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from defusedxml.ElementTree import fromstring

from core.roster.sheet import Area
from documents.cell_names import area_of, place_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s(?=[^>]*?hidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=\"([A-Z]+\d+)\"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]+\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.DOTALL
)
MOST_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class Marks:
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    empty_formulas: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # #REF! and the like


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member of the archive."""
    targets = {name: place for name, _, place in _relations(archive)}
    book = fromstring(archive.read("xl/workbook.xml"))
    sheets = (element for element in book.iter() if element.tag.rpartition("}")[2] == "sheet")
    return {sheet.get("name", ""): targets.get(sheet.get(_RELATION, ""), "") for sheet in sheets}


def styles_part(archive: zipfile.ZipFile) -> str:
    """The member with the styles; "" when there is none."""
    return next((place for _, kind, place in _relations(archive) if kind.endswith("/styles")), "")


def uses_1904(archive: zipfile.ZipFile) -> bool:
    """Do the days of this workbook count from 1904, as on old Macs?"""
    return (
        re.search(rb'<(?:\w+:)?workbookPr\s[^>]*date1904="(?:1|true)"', archive.read("xl/workbook.xml"))
        is not None
    )


def _relations(archive: zipfile.ZipFile) -> list[tuple[str, str, str]]:
    """(id, type, member of the archive) of what the workbook refers to."""
    return [
        (
            relation.get("Id", ""),
            relation.get("Type", ""),
            posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/"),
        )
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    ]


def marks_in(xml: bytes) -> Marks:
    merges = tuple(area_of(found.decode()) for found in _MERGE.findall(xml)[:MOST_MERGES])
    rows = frozenset(int(row) for row in _HIDDEN_ROW.findall(xml)) if b"hidden=" in xml else frozenset()
    formulas = (
        frozenset(place_of(found.decode()) for found in _EMPTY_FORMULA.findall(xml))
        if b"<f" in xml
        else frozenset()
    )
    errors = (
        {place_of(cell.decode()): text.decode() for cell, text in _ERROR.findall(xml)}
        if b't="e"' in xml
        else {}
    )
    return Marks(merges, rows, _hidden_columns(xml), formulas, errors)


def _hidden_columns(xml: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for tag in _COLUMN.findall(xml[: max(xml.find(b"<sheetData"), 0)]):
        if re.search(rb'hidden="(1|true)"', tag):
            first, last = (
                int(found[1]) if (found := re.search(rb"\b" + key + rb'="(\d+)"', tag)) else 0
                for key in (b"min", b"max")
            )
            hidden.update(range(first, min(last, first + 200) + 1))
    return frozenset(hidden)
