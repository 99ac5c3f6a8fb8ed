"""Which rows of a ledger are projects, and which are totals, sections, notes or repeated headers."""

from __future__ import annotations

import re
from enum import StrEnum

from core.roster.header import Header
from core.roster.sheet import Sheet


class RowKind(StrEnum):
    PROJECT = "project"
    BLANK = "blank"
    HEADER = "header"  # repeated in mid-table
    TOTAL = "total"
    SECTION = "section"
    NOTE = "note"  # 备注, 填表人, signatures
    NAMELESS = "nameless"  # looks like a project but has no name


_TOTAL = re.compile(r"(.{0,10}?)(小计|合计|总计|共计|累计|总和|汇总)(数|[(（].{0,12}[)）])?[:：]?\d*个?")
_NOTE = re.compile(
    r"(备?注|说明|填[表报]|制表|审核|签字|报送|联系人|单位负责人|分管领导|复核|统计员|注释|[*★※]|填制|打印|数据来源)"
)
_SECTION = re.compile(
    r"[(（]?[一二三四五六七八九十百]+[)）]?[、.．:：]?.{1,30}|.{2,14}[(（]\d+[个项]?[)）]|第[一二三四五六七八九十]+.{1,20}"
)
_COUNTY = re.compile(
    r"^[(（]?[一二三四五六七八九十]*[)）]?[、.．]?\s*([\u4e00-\u9fff]{1,8}?(?:新区|开发区|经开区|高新区|园区|区|县|市|镇|乡|街道|办事处))(?:[(（].*|$)"
)
_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]?")
_HEADER_SHARE = 0.6
NEEDED_FOR_NAMELESS = 3
"""A row without a project name but with so many known cells is reported, not passed over."""


def row_kind(sheet: Sheet, header: Header, row: int, wide: frozenset[int]) -> RowKind:
    """What a row below the header is. ``wide``: rows with a merge across three columns or more."""
    filled = _filled_columns(sheet, row)
    if not filled:
        return RowKind.BLANK
    if _repeats_header(sheet, header, row, filled):
        return RowKind.HEADER
    name_at = header.columns["name"].column
    first, name = sheet.text(row, filled[0]), sheet.text(row, name_at)
    if any(_TOTAL.fullmatch(sheet.text(row, column)) for column in filled if column <= name_at):
        return RowKind.TOTAL
    if len(filled) <= 2 and _ORDINAL.fullmatch(first):
        return RowKind.SECTION  # "二 | 新建项目"
    lonely = len(filled) == 1 or (row in wide and len(filled) <= 2)
    if not name or lonely:
        return _without_name(header, filled, first, name, merged=row in wide)
    return RowKind.PROJECT


def _filled_columns(sheet: Sheet, row: int) -> list[int]:
    cells = sheet.rows[row - 1]
    return [column for column, value in enumerate(cells, 1) if value is not None and str(value).strip()]


def _repeats_header(sheet: Sheet, header: Header, row: int, filled: list[int]) -> bool:
    for top in range(header.top, header.bottom + 1):
        if not any(sheet.text(row, column) == sheet.text(top, column) for column in (filled[-1], filled[0])):
            continue  # nearly every row ends here
        same = sum(1 for column in filled if sheet.text(row, column) == sheet.text(top, column))
        if same >= 2 and same >= _HEADER_SHARE * len(filled):
            return True
    return False


def _without_name(header: Header, filled: list[int], first: str, name: str, *, merged: bool) -> RowKind:
    if _NOTE.match(first):
        return RowKind.NOTE
    known = {found.column for found in header.columns.values()}
    if not name and sum(1 for column in filled if column in known) >= NEEDED_FOR_NAMELESS:
        return RowKind.NAMELESS
    if _SECTION.fullmatch(first) or _COUNTY.fullmatch(first) or merged or (len(filled) == 1 and not name):
        return RowKind.SECTION if len(first) <= 40 else RowKind.NOTE
    if name and len(filled) == 1:
        return RowKind.PROJECT
    return RowKind.NOTE if len(filled) <= 2 else RowKind.NAMELESS


def section_county(sheet: Sheet, row: int) -> str:
    """The county a section row names: 一、西岭区（12个） → 西岭区; "" when it names none."""
    for column in _filled_columns(sheet, row):
        found = _COUNTY.match(sheet.text(row, column))
        return found[1] if found else ""
    return ""
