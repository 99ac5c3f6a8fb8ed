"""How the cells of an .xlsx sheet are shown, as far as reading needs it. The reader of values leaves it out."""

from __future__ import annotations

import re
from html import unescape

from documents.cell_names import place_of

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bs="(\d+)"[^>]*>')
_NAMELESS = re.compile(rb'<(?:\w+:)?c(?:\s(?![^>]*\br=")[^>]*)?>')
_PLACE = re.compile(rb'\br="([A-Z]+\d+)"')
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*?/?>")
_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_TELLS = re.compile(r"[%元万亿$€£!]|,(?![0#?])")
YEAR_MONTH_DAY, YEAR_MONTH = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"'
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm", 27: YEAR_MONTH, 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: YEAR_MONTH_DAY, 36: YEAR_MONTH, 50: YEAR_MONTH, 51: 'm"月"d"日"', 52: YEAR_MONTH,
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: YEAR_MONTH, 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file names by number only; 27 to 58 as programs in Chinese show them."""


def formats_of(styles: bytes, sheet: bytes) -> dict[tuple[int, int], str]:
    """(row, column) → number format of the cells whose format says something: a day, a unit, decimals, per cent."""
    shown = {number: text for number, text in enumerate(_by_style(styles)) if _matters(text)}
    found: dict[tuple[int, int], str] = {}
    for cell in _CELL.finditer(sheet) if shown else ():
        text = shown.get(int(cell[1]))
        if text is None:
            continue
        place = _PLACE.search(cell[0])
        if place:
            found[place_of(place[1].decode())] = text
    return found


def names_no_cells(sheet: bytes) -> bool:
    """Some programs leave out the names of cells; then nobody can tell whose style is whose."""
    return _NAMELESS.search(sheet, max(sheet.find(b"sheetData"), 0)) is not None


def is_day(number_format: str) -> bool:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    return "y" in bare or ("m" in bare and "d" in bare)


def _by_style(styles: bytes) -> list[str]:
    own = {}
    for tag in _FORMAT.findall(styles):
        number, code = re.search(rb'numFmtId="(\d+)"', tag), re.search(rb'formatCode="([^"]*)"', tag)
        if number and code:
            own[int(number[1])] = unescape(code[1].decode("utf-8", "replace"))
    block = _XFS.search(styles)
    numbers = (re.search(rb'numFmtId="(\d+)"', xf) for xf in _XF.findall(block[0] if block else b""))
    ids = [int(number[1]) if number else 0 for number in numbers]
    return [own.get(number) or BUILT_IN.get(number, "General") for number in ids]


def _matters(number_format: str) -> bool:
    return is_day(number_format) or number_format.startswith("0.0") or bool(_TELLS.search(number_format))
