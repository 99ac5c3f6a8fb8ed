"""A whole ledger: a layout that some office might have, its rows dirty, and the truth beside it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from core.dates import PartialDate
from tests.dirt import cells
from tests.dirt.cells import WAN, YI, Cell, Written
from tests.dirt.other_words import HEADS

COUNTIES = ["临江区", "东坪县", "青石县", "凤鸣区", "高陵县", "沙湾镇", "云台经开区"]
LEADERS = [
    "秦国栋", "郑晓燕", "何志远", "许文博", "马丽娟", "唐建军", "欧阳雪", "宋涛", "罗敏", "邓海峰", "曹阳", "彭佳",
    "袁立新", "蒋一鸣", "丁伟", "田小禾",
]  # fmt: skip
LIAISONS = ["贺军", "龚小芳", "段磊", "黎明辉", "汤婷婷", "孔凡", "万里", "白洁", "史可", "毛建国"]
BRANDS = [
    "华锐",
    "金鼎",
    "宏远",
    "绿能",
    "天择",
    "瑞丰",
    "鹏程",
    "新禾",
    "海联",
    "博森",
    "同创",
    "恒通",
    "中科",
    "蓝谷",
    "永泰",
    "佳禾",
    "百川",
    "致远",
    "启明",
    "东晟",
]
TRADES = [
    "光伏组件",
    "新能源电池",
    "食用菌",
    "冷链物流",
    "中药饮片",
    "生猪养殖",
    "文旅小镇",
    "智能装备",
    "数据中心",
    "装配式建筑",
    "预制菜",
    "苹果深加工",
]
DIRT_FREE = ("title", "unit", "sections")


@dataclass
class Row:
    """What one row means. Money in yuan; dates as read."""

    number: int
    name: str
    code: str
    investor: str
    county: str
    leaders: tuple[str, ...]
    liaison: str
    phone: str
    stage: str
    money: dict[str, int | None]
    dates: dict[str, PartialDate | None]
    days: dict[str, date | None]
    in_stock: bool
    kinds: dict[str, str] = field(default_factory=dict)  # field → dirt
    at: int = 0  # row of the sheet


@dataclass(frozen=True)
class Spec:
    """One column: its field, ways to head it, and, for money, the unit said in brackets."""

    field: str
    heads: Sequence[str]


MONEY = {
    "total_yuan": ["总投资", "计划总投资", "项目总投资", "总投资额", "投资总额", "投资额", "概算总投资", "协议投资额", "项目投资总额"],
    "year_plan_yuan": ["年度计划投资", "2026年计划投资", "今年计划完成投资", "年度投资计划", "本年度投资目标", "当年计划完成投资"],
    "total_in_yuan": ["累计到位资金", "累计实际到位资金", "自签约以来累计到位", "累计到位", "到位资金（累计）", "截至目前累计到位资金"],
    "year_in_yuan": ["本年到位资金", "今年以来到位资金", "1-10月到位资金", "当年实际到位资金", "2026年到位资金"],
    "month_in_yuan": ["本月到位资金", "10月份到位资金", "当月新增到位", "本月新增到位资金", "当月到位"],
    "fixed_yuan": ["累计完成固投", "累计完成固定资产投资", "固定资产投资完成额", "累计完成投资", "固投累计完成"],
}  # fmt: skip
DATES = {
    "signed_on": ["签约时间", "签约日期", "合同签订日期", "签订合同时间", "签约年月"],
    "plan_start_on": ["计划开工时间", "拟开工时间", "预计开工日期", "计划动工时间", "计划开工"],
    "real_start_on": ["实际开工时间", "实际开工", "实际开工日期", "实际动工时间", "已开工时间"],
    "plan_production_on": [
        "计划投产时间",
        "预计投产时间",
        "拟投产时间",
        "计划竣工投产时间",
        "预计建成投产时间",
        "计划投产",
    ],
    "real_production_on": ["实际投产时间", "实际投产", "实际投产日期", "实际建成投产时间"],
}
NAMES = ["项目名称", "招商项目名称", "签约项目名称", "项目", "项目全称", "招引项目名称"]
INVESTORS = ["投资方", "投资企业", "投资单位", "投资主体", "引进企业名称", "客商名称", "投资企业全称"]
PLACES = ["属地", "县区", "落地县区", "所属县区", "落户县区", "县（区）", "项目所在县区"]
LEADER_HEADS = [
    "包抓领导",
    "包联领导",
    "责任领导",
    "包抓市级领导",
    "市级包联领导",
    "联系领导",
    "县级包抓领导姓名",
]
LIAISON_HEADS = ["联络员", "联系人", "项目联络员", "项目联系人", "联络员姓名"]
BOTH_HEADS = ["联络员及电话", "联系人及联系方式", "联络员（电话）", "联系人及手机号"]
PHONE_HEADS = ["联系电话", "手机号码", "联络员电话", "电话"]
STAGE_HEADS = ["项目阶段", "项目进度", "当前阶段", "目前状态", "项目状态", "所处阶段", "建设阶段"]
CODE_HEADS = ["项目编号", "编号", "台账编号", "项目编码", "项目代码", "招商项目代码"]
STOCK_HEADS = ["是否入库", "入库情况", "是否入库纳统", "是否已入库"]
OTHER_HEADS = ["是否省列重点", "土地性质", "能耗指标", "用地面积（亩）", "预计税收（万元）"]


def truth(rng: random.Random, count: int) -> list[Row]:
    rows = []
    for number in range(1, count + 1):
        brand, trade = rng.choice(BRANDS), rng.choice(TRADES)
        stage = rng.choice(list(cells.STAGES))
        total = rng.choice([rng.randint(1200, 9900), rng.randint(10000, 320000)]) * 10 * WAN // 10
        arrived = int(total * rng.random() * 0.8) // WAN * WAN
        signed = date(2024, 1, 5) + timedelta(days=rng.randint(0, 900))
        plan = signed + timedelta(days=rng.randint(40, 300))
        begun = stage in ("在建", "竣工待投产", "已投产", "停建")
        made = plan + timedelta(days=rng.randint(150, 500))
        money: dict[str, int | None] = {
            "total_yuan": total,
            "year_plan_yuan": total * rng.randint(5, 40) // 100 // WAN * WAN,
            "total_in_yuan": arrived if begun else 0,
            "year_in_yuan": arrived // 3 // WAN * WAN if begun else 0,
            "month_in_yuan": rng.choice([0, None, arrived // 20 // WAN * WAN or 50 * WAN]) if begun else None,
            "fixed_yuan": arrived * 3 // 4 // WAN * WAN if begun else None,
        }
        days: dict[str, date | None] = {
            "signed_on": signed,
            "plan_start_on": plan,
            "real_start_on": plan + timedelta(days=rng.randint(0, 40)) if begun else None,
            "plan_production_on": made,
            "real_production_on": made if stage == "已投产" else None,
        }
        rows.append(
            Row(
                number,
                f"{brand}{rng.choice(COUNTIES)[:2]}{trade}{rng.choice(['项目', '生产线项目', '基地建设项目', '产业园项目', '一期项目'])}",
                f"ZS-{signed.year}-{number:03d}",
                f"{rng.choice(['福建', '江苏', '浙江', '陕西'])}{brand}{rng.choice(['实业', '科技', '投资', '农业'])}有限公司",
                rng.choice(COUNTIES),
                tuple(rng.sample(LEADERS, rng.choice([1, 1, 1, 2, 3]))),
                rng.choice(LIAISONS),
                f"1{rng.randint(3, 9)}{rng.randint(0, 10**9 - 1):09d}",
                stage,
                money,
                {},
                days,
                rng.random() < 0.5,
            )
        )
    names = set[str]()
    for row in rows:  # no planted duplicates: those have a test of their own
        while row.name in names:
            row.name = f"{row.name[:-2]}{rng.choice(BRANDS)}项目"
        names.add(row.name)
    return rows


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
