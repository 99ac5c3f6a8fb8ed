"""Ledgers with accidents: bytes flipped, parts cut, cells replaced by what nobody expects."""

from __future__ import annotations

import random
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

EARLY = datetime(1900, 1, 1)  # noqa: DTZ001 - cells have no zone
LATE = datetime(9999, 12, 31)  # noqa: DTZ001 - cells have no zone
STRANGE: tuple[object, ...] = (
    "", " ", "\u0000x".replace("\u0000", ""), "=1+1", "#REF!", "1e999", "-1e308", "9" * 400, 1e308, -1e-300, 2**63, -1, 0,
    "２０２６年１３月", "0000-00-00", "2026-02-30", "亿", "万元", "一二三亿", "半", "点五亿", "1亿1亿1亿", "½", "٣", "１，２，３",
    EARLY, LATE, True, "是否", "合计", "（一）", "一、", "项目名称", "单位：亿元", "截至2026年99月",
    "<script>", "\ud7ff", "🙂" * 50, "字" * 33_000, "\n\n\n", "、、、", "()（）[]", "、".join(["王芳"] * 300), "139" * 30, "'", "%", "100%%",
)  # fmt: skip


def mutated(source: Path, target: Path, seed: int) -> Path:
    """``source`` with an accident of this seed; half of them in cells, half in bytes."""
    rng = random.Random(seed)
    target.write_bytes(_in_cells(source, rng) if seed % 2 else _in_bytes(source.read_bytes(), rng))
    return target


def _in_cells(source: Path, rng: random.Random) -> bytes:
    book = load_workbook(source)
    sheet = max(book.worksheets, key=lambda each: each.max_row)
    for _ in range(rng.choice([1, 5, 40])):
        cell = sheet.cell(rng.randint(1, sheet.max_row), rng.randint(1, sheet.max_column))
        try:
            cell.value = rng.choice(STRANGE)  # type: ignore[assignment]  # any cell value
        except (AttributeError, ValueError):  # inside a merged range, or nothing a cell may hold
            continue
    for area in list(sheet.merged_cells.ranges)[: rng.randint(0, 3)]:
        sheet.unmerge_cells(str(area))
    if rng.random() < 0.3:
        top = rng.randint(1, sheet.max_row)
        sheet.merge_cells(
            start_row=top, end_row=top + rng.randint(0, 9), start_column=1, end_column=rng.randint(1, 9)
        )
    if rng.random() < 0.2:
        sheet.delete_rows(rng.randint(1, 5), rng.randint(1, 3))
    if rng.random() < 0.2:
        sheet.insert_cols(rng.randint(1, 6))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _in_bytes(content: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.4:
        return _spoiled(content, rng)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        unlucky = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name == unlucky and rng.random() < 0.1:
                continue
            new.writestr(name, _spoiled(part, rng) if name == unlucky else part)
    return out.getvalue()


def _spoiled(content: bytes, rng: random.Random) -> bytes:
    some = bytearray(content)
    for _ in range(rng.choice([1, 3, 30])):
        at = rng.randrange(len(some)) if some else 0
        match rng.randrange(4):
            case 0 if some:
                some[at] = rng.randrange(256)
            case 1:
                del some[at : at + rng.randint(1, 200)]
            case 2:
                some[at:at] = some[at : at + rng.randint(1, 200)]
            case _:
                some[at:at] = rng.choice([b"<", b">", b'"', b"&", b"\0", b"999999999", b"\xff\xfe"])
    return bytes(some)
