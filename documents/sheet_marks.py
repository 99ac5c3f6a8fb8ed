"""What openpyxl's fast reader leaves out: merged ranges, hidden rows and columns, formulas without a value.

Read from the sheet's XML with expressions over its tags, after ``workbook_guard`` has passed the file.
Cell text cannot hold a bare ``<``, so a tag found is a tag.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import range_boundaries

from core.roster.sheet import Area

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s(?=[^>]*?hidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=\"([A-Z]+\d+)\"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
MOST_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class Marks:
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    empty_formulas: frozenset[tuple[int, int]] = frozenset()


def read_marks(path: Path) -> dict[str, Marks]:
    """The marks of every worksheet by its name; sheets whose part is not found are left out."""
    with zipfile.ZipFile(path) as archive:
        parts = _parts(archive)
        present = set(archive.namelist())
        return {name: _marks(archive.read(part)) for name, part in parts.items() if part in present}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member of the archive."""
    targets: dict[str, str] = {}
    for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    book = fromstring(archive.read("xl/workbook.xml"))
    sheets = (element for element in book.iter() if element.tag.rpartition("}")[2] == "sheet")
    return {sheet.get("name", ""): targets.get(sheet.get(_RELATION, ""), "") for sheet in sheets}


def _marks(xml: bytes) -> Marks:
    merges = tuple(_area(found.decode()) for found in _MERGE.findall(xml)[:MOST_MERGES])
    rows = frozenset(int(row) for row in _HIDDEN_ROW.findall(xml)) if b"hidden=" in xml else frozenset()
    formulas = (
        frozenset(_place(found.decode()) for found in _EMPTY_FORMULA.findall(xml))
        if b"<f" in xml
        else frozenset()
    )
    return Marks(merges, rows, _hidden_columns(xml), formulas)


def _area(text: str) -> Area:
    left, top, right, bottom = range_boundaries(text)
    return Area(int(top or 1), int(left or 1), int(bottom or 1), int(right or 1))


def _place(text: str) -> tuple[int, int]:
    area = _area(text)
    return area.top, area.left


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
