"""The workbook of a bulletin: its formulas give the frozen score, and no cell can act."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
import pytest

from core.scoring.model import Scheme
from core.scoring.schemes import FIRST, FULL
from documents.bulletin_xlsx import workbook
from tests.documents.issues import issue, whole

RANKING, LINES = "综合排名", "指标得分"


def opened(content: bytes, *, values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


class Sums:
    """Computes a cell as a spreadsheet program does; knows just the functions our formulas use."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def of(self, sheet: str, cell: str) -> Any:
        value = self._book[sheet][cell].value
        return self._computed(sheet, value[1:]) if isinstance(value, str) and value.startswith("=") else value

    def _computed(self, sheet: str, formula: str) -> Any:
        parts = re.sub(r"'([^']+)'!(\w+):(\w+)", r'many("\1","\2","\3")', formula)
        parts = re.sub(r'(?<!")\b([A-H]\d+)\b(?!")', r'one("\1")', parts)
        known: dict[str, Callable[..., Any]] = {
            "one": lambda cell: self.of(sheet, cell),
            "many": lambda name, first, last: [
                self.of(name, f"{first[0]}{row}") for row in range(int(first[1:]), int(last[1:]) + 1)
            ],
            "SUM": lambda cells: sum(cell for cell in cells if not isinstance(cell, str)),
            "ROUND": rounded, "MIN": min, "MAX": max,
            "ISNUMBER": lambda value: not isinstance(value, str),
        }  # fmt: skip
        chosen = re.fullmatch(r"IF\((.+?),(.+),(.+)\)", parts)
        if chosen:
            is_so, then, otherwise = chosen.groups()
            return self._run(then if self._run(is_so, known) else otherwise, known)
        return self._run(parts, known)

    def _run(self, text: str, known: dict[str, Any]) -> Any:
        return eval(text, {"__builtins__": {}}, known)  # noqa: S307 - formulas that we wrote ourselves


def rounded(value: float, places: int) -> float:
    """Half away from zero on the fifteen digits that spreadsheet programs keep."""
    return float(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


@pytest.mark.parametrize("scheme", [FIRST, FULL], ids=lambda scheme: scheme.version)
@pytest.mark.parametrize("units", [3, 40])
def test_the_formulas_give_the_frozen_score(scheme: Scheme, units: int) -> None:
    made = whole(issue(units, scheme=scheme))
    book = opened(workbook(made), values=False)
    sums = Sums(book)
    frozen = {s.score.unit: s.score.total for group in made.figures.groups for s in group}
    found = {row[1].value: sums.of(RANKING, row[2].coordinate) for row in book[RANKING].iter_rows(min_row=4)}

    assert len(found) == units
    assert {unit: Decimal(str(total)) for unit, total in found.items()} == {u: t and t.normalize() for u, t in frozen.items()}  # fmt: skip
    assert all(str(row[2].value).startswith("=") for row in book[RANKING].iter_rows(min_row=4))


def test_a_reader_that_computes_nothing_sees_the_same() -> None:
    made = whole(issue(8))
    rows = list(opened(workbook(made), values=True)[RANKING].iter_rows(min_row=4, values_only=True))

    assert [row[0] for row in rows] == [s.score.rank for s in made.figures.groups[0]]
    assert [f"{row[2]:.2f}" for row in rows] == [str(s.score.total) for s in made.figures.groups[0]]


def test_a_changed_input_changes_the_score() -> None:
    """They are formulas, not decoration."""
    made = whole(issue(3, scheme=FIRST))
    book = opened(workbook(made), values=False)
    before = Sums(book).of(RANKING, "C4")
    book[LINES]["C4"] = 0

    assert Sums(book).of(RANKING, "C4") < before


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@sum", "=cmd|' /C calc'!A0", "\t=1"])
def test_no_text_can_act(said: str) -> None:
    content = workbook(whole(issue(3, names=(said, "乙县", "丙县"))))
    book = opened(content, values=False)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if str(c.value).startswith(said)]

    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_it_prints_on_a4_landscape_and_says_when_there_is_nothing() -> None:
    book = opened(workbook(whole(issue(0), problems=0)), values=False)

    assert {(s.page_setup.orientation, int(s.page_setup.paperSize), s.sheet_properties.pageSetUpPr.fitToPage) for s in book} == {("landscape", 9, True)}  # fmt: skip
    assert book[RANKING]["A4"].value == "本期没有可计分的项目，不排名。"
    assert book["超期问题"]["A4"].value == "截至本期没有超期未办结的问题。"
    assert book["红黄灯项目"]["A4"].value == "本期没有红黄灯项目。"


def test_worries_are_those_of_the_snapshot() -> None:
    made = whole(issue(8))
    rows = list(opened(workbook(made), values=True)["红黄灯项目"].iter_rows(min_row=4, values_only=True))

    assert [row[2] for row in rows] == [fact.code for fact in made.figures.worries]
    assert rows[0][1] == "红灯"
    assert len(rows) == made.figures.lights.red + made.figures.lights.yellow
