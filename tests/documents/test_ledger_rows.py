"""Other dirtiness than the sample's: headers, units, names, broken cells."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.roster.ledger import FindingKind, Ledger, Severity
from core.roster.model import Stage
from documents.ledger_in import read_ledger
from tests.documents.books import HEAD, ROW, Cell, a_ledger, with_member


def read(tmp_path: Path, *rows: tuple[Cell, ...]) -> Ledger:
    return read_ledger(a_ledger(tmp_path / "l.xlsx", [HEAD, *rows]))


def one(column: str, value: Cell) -> tuple[Cell, ...]:
    return tuple(value if head == column else cell for head, cell in zip(HEAD, ROW, strict=True))


def kinds(ledger: Ledger) -> dict[str, FindingKind]:
    return {finding.cell: finding.kind for finding in ledger.findings}


def test_a_bad_cell_is_named_and_stops_nothing(tmp_path: Path) -> None:
    ledger = read(tmp_path, one("总投资(万元)", "见附件"), one("计划开工时间", "#REF!"), ROW)

    assert [project.name for project in ledger.projects] == ["甲项目"] * 3
    assert ledger.projects[0].total_yuan is None
    assert kinds(ledger)["F2"] is FindingKind.BAD_MONEY
    assert kinds(ledger)["G3"] is FindingKind.CELL_ERROR


def test_a_row_without_a_name_is_refused_not_swallowed(tmp_path: Path) -> None:
    ledger = read(tmp_path, one("项目名称", None), ROW)

    assert len(ledger.projects) == 1
    assert kinds(ledger)["C2"] is FindingKind.NO_NAME


def test_totals_notes_and_repeated_headers_are_no_projects(tmp_path: Path) -> None:
    total: tuple[Cell, ...] = ("东县小计", None, None, None, None, 12000)
    note: tuple[Cell, ...] = ("注：到位资金截至10月底",)
    ledger = read(
        tmp_path,
        ROW,
        total,
        HEAD,
        one("项目名称", "丙项目"),
        ("合  计",),
        note,
        ("填表人：王芳  审核人：刘洋",),
    )

    assert [project.name for project in ledger.projects] == ["甲项目", "丙项目"]
    assert ledger.meta.skipped == {3: "total", 4: "header", 6: "total", 7: "note", 8: "note"}


def test_the_section_gives_the_county_when_its_cell_is_blank(tmp_path: Path) -> None:
    ledger = read(tmp_path, ("一、西岭区（2个）",), one("属地", None), ROW)

    assert [project.county for project in ledger.projects] == ["西岭区", "东县"]
    assert kinds(ledger)["E3"] is FindingKind.COUNTY_GUESSED


@pytest.mark.parametrize(
    ("value", "yuan", "kind"),
    [
        (8.47, 847_000_000, FindingKind.UNIT_DOUBTFUL),
        (3_000_000, 30_000_000_000, FindingKind.UNIT_DOUBTFUL),
        (-5000, -50_000_000, FindingKind.NEGATIVE),
        (1e300, None, FindingKind.BAD_MONEY),
        (datetime(2026, 1, 1), None, FindingKind.BAD_MONEY),  # noqa: DTZ001 - cells have no zone
    ],
)
def test_amounts_that_cannot_be_meant_are_flagged(
    tmp_path: Path, value: Cell, yuan: int | None, kind: FindingKind
) -> None:
    ledger = read(tmp_path, one("总投资(万元)", value))

    assert ledger.projects[0].total_yuan == yuan
    assert kinds(ledger)["F2"] is kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四", ("张三", "李四")),
        ("王　强 李敏", ("王强", "李敏")),
        ("李敏（市委常委、组织部部长）", ("李敏",)),
        ("市委常委、副市长李敏", ("李敏",)),
        ("李敏同志；张三同志", ("李敏", "张三")),
        ("欧阳靖和李敏", ("欧阳靖", "李敏")),
        ("张三李四", ("张三", "李四")),
        ("李敏/", ("李敏",)),
        ("市政府党组成员、副市长\n张三", ("张三",)),
    ],
)
def test_leaders_in_many_hands(tmp_path: Path, text: str, names: tuple[str, ...]) -> None:
    alone = [one("包抓领导", name) for name in ("张三", "李四", "李敏", "王强", "欧阳靖")]

    assert read(tmp_path, one("包抓领导", text), *alone).projects[0].leaders == names


def test_a_name_on_no_list_is_a_flagged_guess(tmp_path: Path) -> None:
    ledger = read(tmp_path, one("包抓领导", "副市长赵小川"))

    assert ledger.projects[0].leaders == ("赵小川",)
    assert kinds(ledger)["H2"] is FindingKind.LEADER_GUESSED


def test_a_leader_missing_from_the_leaders_sheet_is_reported(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, ROW], {"包抓领导": [("姓名", "职务"), ("张三", "市长")]})

    assert kinds(read_ledger(path))["H2"] is FindingKind.LEADER_UNKNOWN


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("未开工", Stage.SIGNED),
        ("续建项目", Stage.BUILDING),
        ("在建（主体）", Stage.BUILDING),
        ("建成投产", Stage.PRODUCING),
    ],
)
def test_the_words_for_a_stage_are_understood(tmp_path: Path, text: str, stage: Stage) -> None:
    assert read(tmp_path, one("项目阶段", text)).projects[0].stage is stage


def test_an_unknown_stage_is_refused(tmp_path: Path) -> None:
    ledger = read(tmp_path, one("项目阶段", "飞跃"))

    assert ledger.projects[0].stage is None
    assert ledger.findings[-1].severity is Severity.REFUSED


def test_a_two_row_header_with_units_under_a_group(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["某县招商引资项目进展表"],
        ["序号", "项目名称", "投资企业", "开工时间", None, "资金情况（亿元）", None, "负责人员"],
        [None, None, None, "计划", "实际", "总投资", "累计到位", "包抓领导"],
        [1, "甲项目", "乙公司", "2026.3", "2026.4", 1.2, "3000万", "李敏"],
    ):
        sheet.append(line)
    for area in ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "l.xlsx")
    project = read_ledger(tmp_path / "l.xlsx").projects[0]

    assert (project.total_yuan, project.total_in_yuan) == (120_000_000, 30_000_000)
    assert project.plan_start_on is not None
    assert (
        project.plan_start_on.first.month,
        project.real_start_on and project.real_start_on.first.month,
    ) == (3, 4)
    assert project.leaders == ("李敏",)


def test_a_group_gives_its_unit_and_a_title_row_is_no_header(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("某县项目表（截止2026年9月底）",),
        ("基本情况", None, None, "资金（亿元）", None, "责任体系"),
        ("序号", "项目名称", "投资方", "总投资", "累计到位资金", "包抓领导"),
        ("一", "续建项目"),
        (1, "甲项目", "乙公司", 1.2, 0.3, "李敏"),
        ("二", "新建项目"),
        (2, "丙项目", "丁公司", "6亿", "/", "李敏"),
    ]
    ledger = read_ledger(a_ledger(tmp_path / "l.xlsx", rows))

    assert [(project.total_yuan, project.total_in_yuan) for project in ledger.projects] == [
        (120_000_000, 30_000_000),
        (600_000_000, 0),
    ]
    assert (ledger.meta.header_rows, ledger.meta.asof) == ((2, 3), "2026-09-30")


def test_values_are_filled_down_only_through_narrow_merges_and_never_money(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (HEAD, ROW, (*one("属地", None)[:5], None, *ROW[6:])):
        sheet.append(line)
    sheet.merge_cells("E2:E3")
    sheet.merge_cells("F2:F3")
    book.save(tmp_path / "l.xlsx")
    ledger = read_ledger(tmp_path / "l.xlsx")

    assert [project.county for project in ledger.projects] == ["东县", "东县"]
    assert [project.total_yuan for project in ledger.projects] == [120_000_000, None]
    assert kinds(ledger)["F3"] is FindingKind.MERGED_MONEY


def test_a_formula_without_a_stored_value_is_reported(tmp_path: Path) -> None:
    ledger = read(tmp_path, one("总投资(万元)", "=1+1"))

    assert ledger.projects[0].total_yuan is None
    assert kinds(ledger)["F2"] is FindingKind.FORMULA


def test_unknown_columns_are_kept_by_their_header(tmp_path: Path) -> None:
    ledger = read_ledger(a_ledger(tmp_path / "l.xlsx", [(*HEAD, "是否省列"), (*ROW, "是")]))

    assert ledger.projects[0].extra == {"是否省列": "是"}


def test_a_column_without_any_unit_is_read_as_wan_and_reported(tmp_path: Path) -> None:
    head = tuple("总投资" if cell == "总投资(万元)" else cell for cell in HEAD)
    ledger = read_ledger(a_ledger(tmp_path / "l.xlsx", [head, ROW]))

    assert ledger.projects[0].total_yuan == 120_000_000
    assert kinds(ledger)["F1"] is FindingKind.UNIT_ASSUMED


@pytest.mark.parametrize(
    ("number", "shown", "yuan"),
    [
        (3.5, '0.00"亿元"', 350_000_000),
        (8000, '#,##0"万元"', 80_000_000),
        (35000, '0!.0,"万元"', 35_000),
        (35_000_000, '0.00,,"百万"', 35_000_000),
        (12000, "#,##0.00_ ;[Red]-#,##0.00", 120_000_000),
        (300, '0"万美元"', None),
        (300, "[$$-409]#,##0.00", None),
    ],
)
def test_the_unit_a_cell_shows_counts_more_than_the_header(
    tmp_path: Path, number: float, shown: str, yuan: int | None
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (HEAD, one("总投资(万元)", number)):
        sheet.append(line)
    sheet["F2"].number_format = shown
    book.save(tmp_path / "l.xlsx")
    ledger = read_ledger(tmp_path / "l.xlsx")

    assert ledger.projects[0].total_yuan == yuan
    assert ("F2" in kinds(ledger)) == (yuan not in (80_000_000, 120_000_000))


def test_columns_are_known_by_what_stands_in_them(tmp_path: Path) -> None:
    head = ("序号", "编号", "甲", "乙", "丙", "总投资(万元)", "计划开工时间", "丁", "戊")
    rows = [(f"{n}", f"ZS-2026-00{n}", f"{w}加工项目", f"{w}有限公司", f"{w}县", 3000, "2026.5", f"副市长李{w}", "续建")
            for n, w in enumerate("金木水火土", 1)]  # fmt: skip
    ledger = read_ledger(a_ledger(tmp_path / "l.xlsx", [head, *rows]))

    assert [(p.name, p.investor, p.county, p.leaders, p.stage) for p in ledger.projects[:1]] == [
        ("金加工项目", "金有限公司", "金县", ("李金",), Stage.BUILDING)
    ]
    assert {kinds(ledger)[f"{column}1"] for column in "CDEHI"} == {FindingKind.COLUMN_GUESSED}


def test_what_is_not_the_sum_is_not_taken_for_it(tmp_path: Path) -> None:
    head = (*HEAD, "尚未到位资金(万元)", "资金到位率", "2026年计划到位资金(万元)")
    ledger = read_ledger(a_ledger(tmp_path / "l.xlsx", [head, (*ROW, 500, 0.4, 800)]))
    project = ledger.projects[0]

    assert (project.total_in_yuan, project.year_in_yuan, project.year_plan_yuan) == (None, None, None)
    assert {"J1", "K1", "L1"} <= set(kinds(ledger))


def test_a_second_ledger_sheet_is_named_and_can_be_chosen(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, ROW], {"西县": [HEAD, one("项目名称", "丁项目")]})

    assert FindingKind.OTHER_SHEET in {finding.kind for finding in read_ledger(path).findings}
    assert read_ledger(path, answers={"sheet": "西县"}).projects[0].name == "丁项目"


def test_a_file_that_names_no_cells_is_asked_about_its_days(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, one("计划开工时间", datetime(2026, 6, 1))])  # noqa: DTZ001 - cells have no zone
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    bare = with_member(
        path, tmp_path / "bare.xlsx", "xl/worksheets/sheet1.xml", re.sub(rb' r="[A-Z]+\d+"', b"", sheet)
    )
    ledger = read_ledger(bare)

    assert ledger.projects[0].name == "甲项目"
    assert kinds(ledger)["G2"] is FindingKind.FIRST_OF_MONTH
