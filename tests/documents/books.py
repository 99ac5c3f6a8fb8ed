"""Small workbooks for tests: a ledger from rows of cells, and files that are not what they seem."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

Cell = str | int | float | datetime | None
HEAD: tuple[Cell, ...] = (
    "序号",
    "项目编号",
    "项目名称",
    "投资方",
    "属地",
    "总投资(万元)",
    "计划开工时间",
    "包抓领导",
    "项目阶段",
)
ROW: tuple[Cell, ...] = (1, "ZS-2026-001", "甲项目", "乙公司", "东县", 12000, "2026年6月", "李敏", "在建")


def a_ledger(
    path: Path, rows: Sequence[Sequence[Cell]], sheets: Mapping[str, Sequence[Sequence[Cell]]] | None = None
) -> Path:
    """A workbook with ``rows`` on the sheet 台账, and other sheets behind it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in {"台账": rows, **(sheets or {})}.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)
    book.close()
    return path


def with_member(source: Path, target: Path, name: str, content: bytes) -> Path:
    """A copy of ``source`` in which one member is replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return target
