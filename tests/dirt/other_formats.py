"""The cells of an .xlsx sheet again as .xls, .ods and .csv, written by hand: no library writes what old programs wrote."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

Line = Sequence[object]
ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0


def as_csv(source: Path, target: Path, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """The fullest sheet, cells as a spreadsheet program would show them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    sheet = max(load_workbook(source, data_only=True).worksheets, key=lambda each: each.max_row)
    for row in sheet.iter_rows():
        writer.writerow([_shown(cell.value) for cell in row])
    target.write_bytes(out.getvalue().encode(encoding))
    return target


def _shown(value: object) -> object:
    return f"{value:%Y/%m/%d}" if isinstance(value, datetime) else value


def as_ods(source: Path, target: Path) -> Path:
    tables = "".join(_table(sheet) for sheet in load_workbook(source, data_only=True).worksheets)
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target


def _table(sheet: Worksheet) -> str:
    starts = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    } - set(starts)
    lines = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = "".join(
            "<table:covered-table-cell/>"
            if (number, column) in covered
            else _ods_cell(value, starts.get((number, column)))
            for column, value in enumerate(row, 1)
        )
        hidden = ' table:visibility="collapse"' if sheet.row_dimensions[number].hidden else ""
        lines.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    return f"<table:table table:name={quoteattr(sheet.title)}>{''.join(lines)}</table:table>"


def _ods_cell(value: object, area: CellRange | None) -> str:
    span = ""
    if area is not None:
        rows, columns = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    if value is None:
        return f"<table:table-cell{span}/>"
    if isinstance(value, datetime):
        return f'<table:table-cell{span} office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell{span} office:value-type="float" office:value="{value!r}"/>'
    words = "".join(f"<text:p>{escape(part)}</text:p>" for part in str(value).split("\n"))
    return f'<table:table-cell{span} office:value-type="string">{words}</table:table-cell>'


def as_xls(source: Path, target: Path, more: bytes = b"") -> Path:
    """BIFF8 in a compound file. ``more``: records after the first one."""
    sheets = load_workbook(source, data_only=True).worksheets
    xfs = b"".join(
        _record(0x00E0, struct.pack("<HH", 0, 14 if day else 0) + bytes(16)) for day in (False, True)
    )
    bodies = [_xls_sheet(sheet) for sheet in sheets]

    def books(starts: Sequence[int]) -> bytes:
        bounds = b"".join(
            _record(
                0x0085,
                struct.pack("<IBB", start, 0, 0)
                + bytes([len(sheet.title), 1])
                + sheet.title.encode("utf-16-le"),
            )
            for start, sheet in zip(starts, sheets, strict=True)
        )
        return (
            _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
            + more
            + xfs
            + bounds
            + _record(0x000A, b"")
        )

    at, starts = len(books([0] * len(sheets))), []
    for body in bodies:
        starts.append(at)
        at += len(body)
    target.write_bytes(compound("Workbook", books(starts) + b"".join(bodies)))
    return target


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _xls_sheet(sheet: Worksheet) -> bytes:
    out = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))]
    out.append(_record(0x0200, struct.pack("<IIHHH", 0, sheet.max_row, 0, sheet.max_column, 0)))
    for row, line in enumerate(sheet.iter_rows(values_only=True)):
        for column, value in enumerate(line):
            if isinstance(value, datetime):
                out.append(_record(0x0203, struct.pack("<HHHd", row, column, 1, (value - ZERO).days)))
            elif isinstance(value, int | float):
                out.append(_record(0x0203, struct.pack("<HHHd", row, column, 0, float(value))))
            elif value is not None:
                words = str(value)
                out.append(
                    _record(
                        0x0204,
                        struct.pack("<HHHHB", row, column, 0, len(words), 1) + words.encode("utf-16-le"),
                    )
                )
    areas = [
        struct.pack("<HHHH", a.min_row - 1, a.max_row - 1, a.min_col - 1, a.max_col - 1)
        for a in sheet.merged_cells.ranges
    ]
    if areas:
        out.append(_record(0x00E5, struct.pack("<H", len(areas)) + b"".join(areas)))
    return b"".join([*out, _record(0x000A, b"")])


SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream: header, FAT, directory, data."""
    stream = stream.ljust(max(len(stream), 4096), b"\0")
    data = -(-len(stream) // SECTOR)
    fats = 1
    while (fats + 1 + data) * 4 > fats * SECTOR:
        fats += 1
    table = [FAT] * fats + [END] + [fats + 2 + n for n in range(data - 1)] + [END]
    table += [FREE] * (fats * SECTOR // 4 - len(table))
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *[*range(fats), *[FREE] * (109 - fats)])
    entries = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, fats + 1, len(stream)) + bytes(256)
    return header + struct.pack(f"<{len(table)}I", *table) + entries + stream.ljust(data * SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
