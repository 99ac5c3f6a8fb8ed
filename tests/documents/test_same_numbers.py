"""One issue says the same numbers in its text, its picture and its workbook."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from core.scoring.model import Scheme
from core.scoring.schemes import FIRST, FULL
from core.texts.bulletin import bulletin_text
from documents.bulletin_xlsx import workbook
from tests.documents.issues import CALENDAR, issue, whole


@pytest.mark.parametrize("scheme", [FIRST, FULL], ids=lambda scheme: scheme.version)
@pytest.mark.parametrize("units", [1, 8, 40])
def test_ranks_totals_and_movement_agree(scheme: Scheme, units: int) -> None:
    made = whole(issue(units, scheme=scheme))
    _, text = bulletin_text(made.figures, [], [], {}, CALENDAR)
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


def test_headlines_lights_and_lists_agree() -> None:
    made = whole(issue(8))
    _, text = bulletin_text(made.figures, [], [], {}, CALENDAR)

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
