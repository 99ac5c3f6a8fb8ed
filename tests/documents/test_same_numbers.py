"""One issue says the same numbers in its text, its picture, its document and its workbook."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import openpyxl
import pypdfium2
import pytest

from core.bulletins.figures import figures_of
from core.scoring.excuse import ExcuseKind
from core.scoring.model import Scheme
from core.scoring.schemes import FIRST, FULL
from core.scoring.score import score_units
from core.texts.issue import Issue
from documents.bulletin_docx import document_file
from documents.bulletin_picture import pdf
from documents.bulletin_xlsx import workbook
from tests.documents.issues import issue, weekly_words, whole


@pytest.mark.parametrize("scheme", [FIRST, FULL], ids=lambda scheme: scheme.version)
@pytest.mark.parametrize("units", [1, 8, 40])
def test_ranks_totals_and_movement_agree(scheme: Scheme, units: int) -> None:
    made = whole(issue(units, scheme=scheme))
    text = weekly_words(made.figures)
    said = re.findall(r"^(\d+)\. (\S+)　([\d.]+)分　(\S+)$", text, re.MULTILINE)
    arrows = {"up": "↑", "down": "↓"}
    drawn = [
        (row.rank, row.unit, row.total, arrows.get(row.moved, "") + row.steps)
        for table in made.page.tables
        for row in table.rows
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made)), data_only=True)["综合排名"]
    computed = [
        (str(row[0]), row[1], f"{row[2]:.2f}", row[3]) for row in sheet.iter_rows(min_row=4, values_only=True)
    ]

    assert len(said) == units
    assert said == drawn == computed


def test_rates_and_lights_agree() -> None:
    made = whole(issue(8))
    drawn = [(*row.rates, *row.lights) for row in made.page.tables[0].rows]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made)), data_only=True)["综合排名"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))

    assert [(*(f"{rate:.1%}" for rate in row[4:7]), *map(str, row[7:10])) for row in rows] == drawn


def written(made: Issue) -> tuple[str, list[list[str]]]:
    """The paragraphs of the document, and the rows of its first table."""
    file = docx.Document(io.BytesIO(document_file(made)))
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    return "\n".join(one.text for one in file.paragraphs), rows


def drawn_words(made: Issue) -> str:
    """What the picture shows, as its PDF says it: the same template, the same page."""
    sheets = pypdfium2.PdfDocument(pdf(made.page))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    sheets.close()
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("scheme", [FIRST, FULL], ids=lambda scheme: scheme.version)
@pytest.mark.parametrize("units", [1, 40])
def test_the_document_has_the_ranking_of_the_workbook(scheme: Scheme, units: int) -> None:
    made = whole(issue(units, scheme=scheme))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made)), data_only=True)["综合排名"]
    computed = [
        [str(rank), unit, f"{total:.2f}", moved, *(f"{x:.1%}" for x in rest[:-3]), *map(str, rest[-3:])]
        for rank, unit, total, moved, *rest in sheet.iter_rows(min_row=4, values_only=True)
    ]
    heads, *rows = written(made)[1]

    assert len(rows) == units
    assert rows == computed
    assert heads[:4] == ["名次", "单位", "综合得分", "升降"]


def test_text_picture_document_and_workbook_agree_on_everything_else() -> None:
    made = whole(issue(8))
    text = weekly_words(made.figures)
    document, _ = written(made)
    picture = drawn_words(made)
    book = openpyxl.load_workbook(io.BytesIO(workbook(made)), data_only=True)

    for tile in made.page.tiles:
        change = tile.change[1:]
        assert f"{tile.label}{tile.value}{tile.unit}" in text
        assert f"{tile.value}{tile.unit}（较上期" in document
        assert re.sub(r"\s", "", f"{tile.label}{tile.value}{tile.unit}") in picture
        assert all(change in shown for shown in (text, document, picture))
    for row in made.page.tables[0].rows:
        assert f"{row.rank}{row.unit}{row.total}" in picture
    green, yellow, red = made.page.lights
    assert f"绿灯{green}个、黄灯{yellow}个、红灯{red}个" in document
    assert len(list(book["红黄灯项目"].iter_rows(min_row=4))) == int(yellow) + int(red)
    for roll in made.page.rolls:
        assert all(f"{one.unit}（{one.reasons}）" in document for one in roll.cited)
        assert all(one.unit + one.reasons in picture for one in roll.cited)
    late = sum(fact.contract and fact.late_start for fact in made.figures.snapshot.facts)
    assert f"签约满6个月尚未开工的合同项目有{late}个" in document


def test_headlines_lights_and_lists_agree() -> None:
    made = whole(issue(8))
    text = weekly_words(made.figures)

    for tile in made.page.tiles:
        assert f"{tile.label}{tile.value}{tile.unit}（{tile.change}）" in text
    green, yellow, red = made.page.lights
    assert f"🟢{green} 🟡{yellow} 🔴{red}" in text
    assert sum(len(roll.cited) for roll in made.page.rolls) > 0
    for roll in made.page.rolls:
        assert all(f"• {one.unit}：{one.reasons}" in text for one in roll.cited)


def test_changes_are_those_against_the_snapshot_before() -> None:
    made = whole(issue(8))
    contracts = made.page.tiles[0]

    assert (contracts.value, contracts.change, contracts.trend) == ("80", "+8", "up")


def test_excuses_are_counted_by_kind_and_alike_everywhere() -> None:
    """容错 two projects, 不可抗力 three, 退出 one, and one unit that is postponed as a whole."""
    snapshot = issue(8).snapshot
    kinds = ["tolerance"] * 2 + ["force_majeure"] * 3 + ["withdrawn"]
    facts = [fact._replace(excuse=kind) for fact, kind in zip(snapshot.facts, kinds, strict=False)]
    units = (replace(snapshot.units[0], excuse="postponed"), *snapshot.units[1:])
    frozen = replace(snapshot, facts=(*facts, *snapshot.facts[len(facts) :]), units=units)
    made = whole(figures_of(frozen, None))
    said = (
        "不计入分母的项目6个（容错2个、不可抗力3个、退出1个）。经批准免责、不列入黑榜的单位1个（暂缓1个）。"
    )

    assert said in weekly_words(made.figures)
    assert said in written(made)[0]
    assert said in drawn_words(made)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made)), data_only=True)["免责统计"]
    assert list(sheet.iter_rows(min_row=4, values_only=True)) == [
        ("容错", 2, 0), ("不可抗力", 3, 0), ("暂缓", 0, 1), ("置换", 0, 0), ("退出", 1, 0), ("合计", 6, 1),
    ]  # fmt: skip
    assert len(made.figures.excused) == len(ExcuseKind)


def test_of_few_projects_the_counts_stand_beside_the_percentage() -> None:
    """One unit with two contracts, another with eighteen."""
    figures = issue(2, projects=20)
    few = [f for f in figures.snapshot.facts if f.unit_id == 1][2:]
    rows = tuple(f._replace(unit_id=2) if f in few else f for f in figures.snapshot.facts)
    scores = score_units(figures.snapshot.scheme, rows, figures.snapshot.units, {})
    made = whole(figures_of(replace(figures.snapshot, facts=rows, scores=scores), None))
    shown = {row.unit: row.rates for table in made.page.tables for row in table.rows}
    names = {unit.id: unit.name for unit in figures.snapshot.units}

    assert any("/2)" in rate for rate in shown[names[1]])
    assert not any("/" in rate for rate in shown[names[2]])
    assert any("/2)" in cell for row in written(made)[1] for cell in row)
