"""A whole ledger: a layout that some office might have, its rows dirty, and the truth beside it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.dirt import cells
from tests.dirt.cells import WAN, YI, Cell, Written
from tests.dirt.head_words import (
    BOTH_HEADS,
    CODE_HEADS,
    DATES,
    INVESTORS,
    LEADER_HEADS,
    LIAISON_HEADS,
    MONEY,
    NAMES,
    OTHER_HEADS,
    PHONE_HEADS,
    PLACES,
    STAGE_HEADS,
    STOCK_HEADS,
)
from tests.dirt.other_words import HEADS
from tests.dirt.truth import COUNTIES, Row, truth

DIRT_FREE = ("title", "unit", "sections")


@dataclass(frozen=True)
class Spec:
    """One column: its field, ways to head it, and, for money, the unit said in brackets."""

    field: str
    heads: Sequence[str]


@dataclass
class Book:
    """A workbook on disk and what it means; ``columns`` is field → column number."""

    path: Path
    rows: list[Row]
    columns: dict[str, int]
    header_row: int
    units: dict[str, int]
    layout: str


def make(seed: int, path: Path, *, other_words: bool = False) -> Book:
    """The ledger of this seed, written to ``path`` as .xlsx. ``other_words``: with the second set of headers."""
    rng = random.Random(seed)
    rows = truth(rng, rng.randint(18, 45))
    return _Writer(rng, rows, path, other_words=other_words).write()


class _Writer:
    def __init__(self, rng: random.Random, rows: list[Row], path: Path, *, other_words: bool) -> None:
        self.rng, self.rows, self.path = rng, rows, path
        self.book = Workbook()
        self.words = HEADS if other_words else {}
        self.style = rng.choice(["unit_in_header", "unit_of_table", "mixed"])
        self.two_rows = rng.random() < 0.5
        self.together = rng.random() < 0.5  # liaison and phone in one cell
        self.sectioned = rng.random() < 0.5
        self.merged = not self.sectioned and rng.random() < 0.5
        self.table_unit = rng.choice([WAN, WAN, WAN, YI])
        self.units: dict[str, int] = {}
        self.columns: dict[str, int] = {}
        self.at = 1

    def write(self) -> Book:
        sheet = self.sheets()
        groups = self.groups()
        flat = [spec for _, specs in groups for spec in specs]
        self.columns = {spec.field: number for number, spec in enumerate(flat, 1)}
        self.title(sheet, len(flat))
        header = self.header(sheet, groups)
        rows = sorted(self.rows, key=lambda row: row.county) if self.sectioned or self.merged else self.rows
        for number, row in enumerate(rows):
            before = rows[number - 1].county if number else ""
            if self.sectioned and row.county != before:
                self.section(sheet, row.county, rows)
            if number and number % 17 == 0 and self.rng.random() < 0.4:
                self.header(sheet, groups)
            if self.rng.random() < 0.03:
                self.at += 1
            self.row(sheet, row)
        self.county_merges(sheet, rows)
        self.ending(sheet, len(flat))
        self.hidden(sheet)
        self.book.save(self.path)
        layout = (
            f"{self.style}, {'two' if self.two_rows else 'one'} rows, {'sections' if self.sectioned else ''}"
        )
        return Book(self.path, rows, self.columns, header, self.units, layout)

    def sheets(self) -> Worksheet:
        """The ledger's sheet among others."""
        first: Worksheet = self.book.worksheets[0]
        if self.rng.random() < 0.4:
            first.title = "填报说明"
            first.append(["填报说明"])
            first.append(["一、项目名称须与合同一致；二、金额单位为万元。"])
            sheet: Worksheet = self.book.create_sheet(
                self.rng.choice(["附表1", "项目台账", "10月", "招商引资项目"])
            )
        else:
            sheet = first
            sheet.title = self.rng.choice(["Sheet1", "台账", "调度表"])
        if self.rng.random() < 0.5:
            summary = self.book.create_sheet("汇总")
            summary.append(["县区", "项目个数", "总投资（亿元）", "到位资金（亿元）"])
            for county in COUNTIES:
                summary.append([county, 5, 12.5, 3.2])
        return sheet

    def groups(self) -> list[tuple[str, list[Spec]]]:
        rng = self.rng

        def one(name: str, heads: Sequence[str]) -> Spec:
            return Spec(name, [rng.choice(self.words.get(name, heads))])

        basic = [one("name", NAMES), one("investor", INVESTORS)]
        basic.insert(rng.choice([0, 2]), one("county", PLACES))
        basic.append(one("leaders", LEADER_HEADS))
        if rng.random() < 0.8:
            basic.insert(0, one("code", CODE_HEADS))
        basic.insert(0, Spec("serial", ["序号"]))
        contact = (
            [Spec("liaison", [rng.choice(self.words.get("both", BOTH_HEADS))])]
            if self.together
            else [one("liaison", LIAISON_HEADS), one("phone", PHONE_HEADS)]
        )
        money = [
            one(name, heads) for name, heads in MONEY.items() if name == "total_yuan" or rng.random() < 0.75
        ]
        dates = [one(name, heads) for name, heads in DATES.items() if rng.random() < 0.85]
        state = [one("stage", STAGE_HEADS)]
        if rng.random() < 0.6:
            state.append(one("in_stock", STOCK_HEADS))
        if rng.random() < 0.5:
            state.append(Spec("other", [rng.choice(OTHER_HEADS)]))
        found = [
            ("基本情况", basic),
            ("责任落实", contact),
            ("投资情况", money),
            ("时间节点", dates),
            ("项目进展", state),
        ]
        rest = found[1:]
        rng.shuffle(rest)
        return [found[0], *rest]

    def title(self, sheet: Worksheet, width: int) -> None:
        rng = self.rng
        if rng.random() < 0.9:
            sheet.cell(
                self.at,
                1,
                f"{rng.choice(['某市', '云州市', '临江区'])}2026年招商引资项目{rng.choice(['台账', '调度表', '进展情况统计表'])}",
            )
            sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=width)
            self.at += 1
        if self.style != "unit_in_header":
            label = "万元" if self.table_unit == WAN else "亿元"
            sheet.cell(self.at, 1, "填报单位：招商办")
            sheet.cell(
                self.at,
                max(width - 3, 3),
                rng.choice([f"单位：{label}", f"金额单位：{label}", f"单位:人民币{label}"]),
            )
            if rng.random() < 0.6:
                sheet.cell(
                    self.at, 2, rng.choice(["截至2026年10月31日", "截止2026年10月底", "数据截至：2026.10.31"])
                )
            self.at += 1
        elif rng.random() < 0.5:
            sheet.cell(self.at, 1, rng.choice(["截至2026年10月31日", "（2026年10月）"]))
            self.at += 1

    def head(self, spec: Spec) -> str:
        text = spec.heads[0]
        if spec.field in MONEY:
            own = self.style == "unit_in_header" or (self.style == "mixed" and sum(map(ord, text)) % 2)
            unit = self.units.setdefault(
                spec.field,
                (YI if spec.field in ("total_yuan", "fixed_yuan") and sum(map(ord, text)) % 3 == 0 else WAN)
                if own
                else self.table_unit,
            )
            if own:
                label = "万元" if unit == WAN else "亿元"
                text = self.rng.choice(
                    [
                        f"{text}（{label}）",
                        f"{text}\n({label})",
                        f"{text}（单位：{label}）",
                        f"{text}/{label}",
                    ]
                )
        if self.rng.random() < 0.15:
            text = f"{text[:2]}\n{text[2:]}"
        return text

    def header(self, sheet: Worksheet, groups: list[tuple[str, list[Spec]]]) -> int:
        column = 1
        top = self.at
        for title, specs in groups:
            for number, spec in enumerate(specs):
                if self.two_rows:
                    if title in ("基本情况", "责任落实"):
                        sheet.cell(top, column, self.head(spec))
                        sheet.merge_cells(
                            start_row=top, end_row=top + 1, start_column=column, end_column=column
                        )
                    else:
                        if number == 0:
                            sheet.cell(top, column, title)
                        sheet.cell(top + 1, column, self.head(spec))
                else:
                    sheet.cell(top, column, self.head(spec)).font = Font(bold=True)
                column += 1
            if self.two_rows and title not in ("基本情况", "责任落实") and len(specs) > 1:
                sheet.merge_cells(
                    start_row=top, end_row=top, start_column=column - len(specs), end_column=column - 1
                )
        self.at += 2 if self.two_rows else 1
        return self.at - 1

    def section(self, sheet: Worksheet, county: str, rows: Sequence[Row]) -> None:
        number = "一二三四五六七八九"[COUNTIES.index(county)]
        count = sum(row.county == county for row in rows)
        sheet.cell(
            self.at,
            1,
            self.rng.choice(
                [f"{number}、{county}（{count}个）", f"（{number}）{county}", f"{county}（{count}个）"]
            ),
        )
        sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=6)
        self.at += 1

    def row(self, sheet: Worksheet, row: Row) -> None:
        rng = self.rng
        row.at = self.at
        make: dict[str, Callable[[], Written]] = {
            "serial": lambda: Written(row.number),
            "name": lambda: cells.name(rng, row.name),
            "code": lambda: cells.code(rng, row.code),
            "investor": lambda: cells.name(rng, row.investor),
            "county": lambda: Written(row.county),
            "leaders": lambda: cells.leaders(rng, row.leaders),
            "liaison": lambda: cells.liaison(rng, row.liaison, row.phone, together=self.together),
            "phone": lambda: cells.phone(rng, row.phone),
            "stage": lambda: Written(rng.choice(cells.STAGES[row.stage]), "stage"),
            "in_stock": lambda: cells.flag(rng, yes=row.in_stock),
            "other": lambda: Written(rng.choice(["是", "工业", None, 35])),
        }
        for name, column in self.columns.items():
            if name in MONEY:
                written = self.money(row, name)
            elif name in DATES:
                written, row.dates[name] = cells.dirty_date(rng, row.days[name], past=name.startswith("real"))
            else:
                written = make[name]()
            if name == "code" and written.value is None:
                row.code = ""
            row.kinds[name] = written.kind
            put(sheet, self.at, column, written)
        self.at += 1

    def money(self, row: Row, name: str) -> Written:
        if name == "total_yuan" and self.rng.random() < 0.02:
            row.money[name] = None
            return cells.foreign(self.rng)
        return cells.money(self.rng, row.money[name], self.units[name])

    def county_merges(self, sheet: Worksheet, rows: Sequence[Row]) -> None:
        if not self.merged:
            return
        column = self.columns["county"]
        start = 0
        for number in range(1, len(rows) + 1):
            same = (
                number < len(rows)
                and rows[number].county == rows[start].county
                and rows[number].at == rows[number - 1].at + 1
            )
            if not same:
                if number - start > 1:
                    for each in rows[start + 1 : number]:
                        sheet.cell(each.at, column).value = None
                    sheet.merge_cells(
                        start_row=rows[start].at,
                        end_row=rows[number - 1].at,
                        start_column=column,
                        end_column=column,
                    )
                start = number

    def ending(self, sheet: Worksheet, width: int) -> None:
        if self.rng.random() < 0.6:
            sheet.cell(self.at, 1, self.rng.choice(["合计", "总计", "合 计"]))
            for name in MONEY:
                if name in self.columns:
                    unit = self.units[name]
                    sheet.cell(
                        self.at, self.columns[name], sum(row.money[name] or 0 for row in self.rows) / unit
                    )
            self.at += 1
        if self.rng.random() < 0.5:
            sheet.cell(
                self.at,
                1,
                self.rng.choice(
                    ["注：到位资金为累计数。", "备注：表中数据以统计部门为准", "说明：红色为新增项目"]
                ),
            )
            self.at += 1
        if self.rng.random() < 0.5:
            sheet.cell(self.at, 1, "填表人：贺军")
            sheet.cell(self.at, min(5, width), "审核人：白洁")

    def hidden(self, sheet: Worksheet) -> None:
        if self.rng.random() < 0.3:
            sheet.row_dimensions[self.rng.choice(self.rows).at].hidden = True


def put(sheet: Worksheet, row: int, column: int, written: Written) -> None:
    cell = sheet.cell(row, column)
    value: Cell = written.value
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    if written.format != "General" and value is not None:
        cell.number_format = written.format
