"""Write a ledger as .xlsx in the office's 47-column template; reading it again gives the same values.

No cell can act: every text is stored as text, and one that begins like a formula is marked with the
quote prefix, so that a spreadsheet program shows it and does not run it, even after it is edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from core.dates import PartialDate, Precision, format_date
from core.money import MoneyUnit, in_unit
from core.problems.model import Category
from core.roster.columns import COLUMNS, Column, Kind
from core.roster.ledger import LedgerLeader, LedgerProject, LedgerTarget
from core.roster.model import Stage
from documents.sheets_out import ACTS, Choices, Plain, Table, write_tables

__all__ = ["ACTS", "ledger_bytes", "write_ledger"]

LEDGER, TARGETS, LEADERS, NOTES = "项目台账", "年度任务", "包抓领导", "说明"
_WIDTHS = {
    Kind.TEXT: 36,
    Kind.NAME: 16,
    Kind.MONEY: 14,
    Kind.DATE: 14,
    Kind.LEADERS: 20,
    Kind.INVESTOR: 30,
    Kind.SERIAL: 6,
}
FROZEN = (1, 3)  # the header, and 序号, 项目编号, 项目名称
NATURES = ("合同", "协议", "意向")


def ledger_bytes(
    projects: Sequence[LedgerProject], targets: Sequence[LedgerTarget], leaders: Sequence[LedgerLeader]
) -> bytes:
    """The file as it is sent."""
    out = BytesIO()
    write_ledger(out, projects, targets, leaders)
    return out.getvalue()


def write_ledger(
    target: Path | BinaryIO,
    projects: Iterable[LedgerProject],
    targets: Sequence[LedgerTarget] = (),
    leaders: Sequence[LedgerLeader] = (),
    notes: Sequence[str] = (),
) -> None:
    """Sheets 项目台账, 年度任务, 包抓领导 and 说明 (the last three only when there is something to say)."""
    rows = list(projects)
    tables = [_projects(rows)]
    if targets:
        tables.append(_targets(targets))
    if leaders:
        lines: list[list[Plain]] = [
            [one.name, one.title, sum(one.name in row.leaders for row in rows)] for one in leaders
        ]
        tables.append(Table(LEADERS, ("姓名", "职务", "包抓项目数"), (12, 36, 12), lines))
    if notes:
        tables.append(Table(NOTES, ("说明",), (80,), [[note] for note in notes]))
    write_tables(target, tables)


def _projects(rows: Sequence[LedgerProject]) -> Table:
    extra = tuple(dict.fromkeys(title for row in rows for title in row.extra))
    lines = [
        [*(_value(row, column) for column in COLUMNS), *(row.extra.get(title, "") for title in extra)]
        for row in rows
    ]
    titles = (*(column.title for column in COLUMNS), *extra)
    widths = (*(_WIDTHS.get(column.kind, 12) for column in COLUMNS), *(16 for _ in extra))
    return Table(LEDGER, titles, widths, lines, FROZEN, _choices(rows))


def _choices(rows: Sequence[LedgerProject]) -> Choices:
    """Drop-downs by column number, from 0: the words the ledger knows, and units that it names already."""
    units = sorted({row.host for row in rows if row.host})
    counties = sorted({row.county for row in rows if row.county})
    said = {
        "stage": tuple(stage.value for stage in Stage),
        "problem_kind": tuple(category.value for category in Category),
        "nature": NATURES,
        "county": tuple(counties),
        "host": tuple(units),
    }
    return {
        number: words
        for number, column in enumerate(COLUMNS)
        if (words := ("是", "否") if column.kind is Kind.FLAG else said.get(column.field, ()))
    }


def _targets(targets: Sequence[LedgerTarget]) -> Table:
    """One row for each unit and year."""
    titles = ("年度", "县区", "年度签约额任务(万元)", "年度到位资金任务(万元)", "上期名次")
    lines = [
        [goal.year, goal.unit, _wan(goal.signed_yuan), _wan(goal.arrived_yuan), goal.previous_rank]
        for goal in targets
    ]
    return Table(TARGETS, titles, (8, 16, 24, 24, 10), lines)


def _value(project: LedgerProject, column: Column) -> Plain:
    value: object = getattr(project, column.field)
    if column.kind is Kind.MONEY:
        return _wan(value if isinstance(value, int) else None)
    if column.kind is Kind.SERIAL and isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,8}", value):
        return int(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Stage):
        return value.value
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, PartialDate):  # anything vaguer than a day in words, which read back as they were
        return value.last if value.precision is Precision.DAY else format_date(value, deadline=False)
    return value if isinstance(value, str | int | date | Decimal) else None


def _wan(yuan: int | None) -> Decimal | None:
    return None if yuan is None else in_unit(yuan, MoneyUnit.WAN)
