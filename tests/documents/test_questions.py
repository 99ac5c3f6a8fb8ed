"""What is asked, and what an answer changes."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.roster.asking import Ask
from core.roster.ledger import FindingKind, Ledger
from documents.ledger_in import read_ledger
from tests.documents.books import HEAD, ROW, Cell, a_ledger

BARE = tuple(cell if cell != "总投资(万元)" else "总投资" for cell in HEAD)


def one(column: str, value: Cell, row: tuple[Cell, ...] = ROW) -> tuple[Cell, ...]:
    return tuple(value if head == column else cell for head, cell in zip(HEAD, row, strict=True))


def asked(ledger: Ledger) -> list[tuple[Ask, str]]:
    return [(question.kind, question.key) for question in ledger.questions]


def test_a_unit_that_nobody_states_is_asked_for_and_taken(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [BARE, one("总投资(万元)", 8.47)])

    assert asked(read_ledger(path)) == [(Ask.COLUMN_UNIT, "unit:F")]
    for key in ("unit:F", "unit:总投资"):
        answered = read_ledger(path, answers={key: "亿元"})
        assert (answered.projects[0].total_yuan, answered.questions) == (847_000_000, ())
        assert FindingKind.UNIT_ASSUMED not in {finding.kind for finding in answered.findings}


def test_several_columns_without_unit_are_one_question_or_one_each(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [(*BARE, "累计到位资金"), (*ROW, 800)])

    assert asked(read_ledger(path)) == [(Ask.UNIT, "unit")]
    assert read_ledger(path, answers={"unit": "元"}).projects[0].total_in_yuan == 800
    assert asked(read_ledger(path, answers={"unit": "each"})) == [
        (Ask.COLUMN_UNIT, "unit:F"),
        (Ask.COLUMN_UNIT, "unit:J"),
    ]
    each = {"unit": "each", "unit:F": "亿元"}
    assert asked(read_ledger(path, answers=each)) == [(Ask.COLUMN_UNIT, "unit:J")]


def test_a_header_whose_unit_most_sums_deny_is_asked_about(tmp_path: Path) -> None:
    head = tuple("总投资(亿元)" if cell == "总投资(万元)" else cell for cell in HEAD)
    rows = [one("项目名称", f"{name}项目", one("总投资(万元)", 12_000)) for name in "甲乙丙丁"]
    rows = [one("投资方", f"{n}公司", one("项目编号", f"ZS-2026-00{n}", row)) for n, row in enumerate(rows)]
    ledger = read_ledger(a_ledger(tmp_path / "l.xlsx", [head, *rows]))

    assert asked(ledger) == [(Ask.COLUMN_UNIT, "unit:F")]
    answered = read_ledger(tmp_path / "l.xlsx", answers={"unit:F": "万元"})
    assert answered.questions == ()
    assert FindingKind.UNIT_DOUBTFUL not in {finding.kind for finding in answered.findings}


def test_a_row_that_looks_like_another_is_skipped_or_kept_as_somebody_says(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, ROW, one("总投资(万元)", 90_000)])

    assert asked(read_ledger(path)) == [(Ask.TWIN, "twin:3")]
    same = read_ledger(path, answers={"twin:3": "same"})
    assert ([p.row for p in same.projects], same.meta.skipped, same.questions) == ([2], {3: "duplicate"}, ())
    for answers in ({"twin:3": "different"}, {"twins": "all"}):
        apart = read_ledger(path, answers=answers)
        assert [(p.code, p.name) for p in apart.projects] == [("ZS-2026-001", "甲项目"), ("", "甲项目（2）")]
        assert apart.questions == ()


def test_another_sheet_can_be_chosen(tmp_path: Path) -> None:
    path = a_ledger(tmp_path / "l.xlsx", [HEAD, ROW], {"西县": [HEAD, one("项目名称", "丁项目")]})
    ledger = read_ledger(path)

    assert asked(ledger) == [(Ask.SHEET, "sheet")]
    assert ledger.questions[0].options == ("台账", "西县")
    assert read_ledger(path, answers={"sheet": "西县"}).projects[0].name == "丁项目"
    assert read_ledger(path, answers={"sheet": "台账"}).questions == ()


def test_two_people_of_one_name_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    head = (*HEAD, "联络员及电话")
    rows = [
        (*one("项目名称", f"{name}项目", one("投资方", f"{name}公司", one("项目编号", None))), f"王芳{phone}")
        for name, phone in (("甲", 13900000001), ("乙", 13900000001), ("丙", 13811112222))
    ]
    path = a_ledger(tmp_path / "l.xlsx", [head, *rows])

    assert asked(read_ledger(path)) == [(Ask.PERSON, "person:王芳")]
    assert {p.liaison for p in read_ledger(path, answers={"person:王芳": "same"}).projects} == {"王芳"}
    apart = read_ledger(path, answers={"person:王芳": "different"}).projects
    assert [p.liaison for p in apart] == ["王芳-0001", "王芳-0001", "王芳-2222"]


def test_totals_are_added_up_and_more_money_than_the_project_costs_is_seen(tmp_path: Path) -> None:
    head = (*HEAD, "累计到位资金(万元)")
    second = one("项目名称", "乙项目", one("项目编号", "ZS-2026-002", one("投资方", "丙公司")))
    total: tuple[Cell, ...] = ("小计", None, None, None, None, 24_000, None, None, None, 20_000)
    rows = [head, (*ROW, 15_000), (*second, 3_000), total]
    found = {(f.cell, f.kind) for f in read_ledger(a_ledger(tmp_path / "l.xlsx", rows)).findings}

    assert ("J4", FindingKind.TOTAL_DIFFERS) in found
    assert ("F4", FindingKind.TOTAL_DIFFERS) not in found
    assert ("J2", FindingKind.EXCEEDS_TOTAL) in found


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    a_ledger(tmp_path / "l.xlsx", [HEAD, one("计划开工时间", 44_290)])
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (HEAD, one("计划开工时间", 44_290)):
        sheet.append(line)
    book.epoch = CALENDAR_MAC_1904
    book.save(tmp_path / "mac.xlsx")
    days = [read_ledger(tmp_path / name).projects[0].plan_start_on for name in ("l.xlsx", "mac.xlsx")]

    assert [str(day and day.last) for day in days] == ["2021-04-04", "2025-04-05"]
