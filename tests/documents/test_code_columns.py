"""项目代码 above a column: the project's own code or the state's? Its cells say."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.roster.code_columns import is_of_state
from core.roster.ledger import FindingKind, Ledger, Severity
from documents.ledger_in import read_ledger
from documents.ledger_out import ledger_bytes
from tests.dirt import cells
from tests.documents.books import Cell, a_ledger

HEAD = ("项目名称", "投资方", "属地", "总投资(万元)", "包抓领导")
ROWS = tuple(
    (f"{name}光伏组件项目", f"{name}公司", "临江区", 5000 + at, "秦国栋")
    for at, name in enumerate("甲乙丙丁戊")
)
OWN = [f"ZS-2025-10{n}" for n in range(5)]
STATE = [f"2205-350624-04-01-12345{n}" for n in range(5)]
FILED = [f"闽发改备〔2022〕A06012{n}号" for n in range(5)]
NUMBERS = [1, 2, 3, 4, 5]
Column = Sequence[Cell]


def read(folder: Path, **columns: Column) -> Ledger:
    """A ledger with these columns of codes before the others."""
    body = [(*codes, *row) for *codes, row in zip(*columns.values(), ROWS, strict=True)]
    return read_ledger(a_ledger(folder / "l.xlsx", [(*columns, *HEAD), *body]))


def codes(ledger: Ledger) -> tuple[list[str], list[str]]:
    return [project.code for project in ledger.projects], [project.state_code for project in ledger.projects]


def guessed(ledger: Ledger) -> list[tuple[str, str]]:
    """(cell, read as) of the columns that were guessed."""
    return [
        (finding.cell, re.findall("“(.*?)”", finding.message)[-1])
        for finding in ledger.findings
        if finding.kind is FindingKind.COLUMN_GUESSED and finding.severity is Severity.GUESSED
    ]


NONE = [""] * 5
CASES: dict[str, tuple[dict[str, Column], list[str], list[str], list[tuple[str, str]]]] = {
    "own codes alone": ({"项目代码": OWN}, OWN, NONE, [("A1", "项目编号")]),
    "the state's alone": ({"项目代码": STATE}, NONE, STATE, []),
    "both, as they are called": ({"项目编号": OWN, "项目代码": STATE}, OWN, STATE, []),
    "both, the other way round": ({"项目编号": STATE, "项目代码": OWN}, OWN, STATE, [("A1", "项目代码"), ("B1", "项目编号")]),
    "the state's under 项目编号": ({"项目编号": STATE}, STATE, STATE, [("A1", "项目代码")]),
    "both kinds in one column": (
        {"项目代码": [*OWN[:3], *STATE[3:]]}, [*OWN[:3], *STATE[3:]], ["", "", "", *STATE[3:]],
        [("A1", "项目编号"), ("A1", "项目代码")],
    ),
    "two that sound like the state's": ({"项目代码": OWN, "投资项目代码": STATE}, OWN, STATE, [("A1", "项目编号"), ("B1", "项目代码")]),
    "only numbered rows beside": ({"编号": NUMBERS, "项目代码": OWN}, OWN, NONE, [("B1", "项目编号"), ("A1", "序号")]),
    "a number of a filing is no own code": ({"备案号": FILED}, NONE, FILED, []),
    "the header leaves no doubt": ({"投资项目代码": OWN}, NONE, OWN, []),
    "too few to tell": ({"项目代码": ["ZS-2025-101", None, None, None, None]}, NONE, ["ZS-2025-101", "", "", "", ""], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_cells_say_whose_codes_they_are(
    tmp_path: Path, case: tuple[dict[str, Column], list[str], list[str], list[tuple[str, str]]]
) -> None:
    columns, own, state, said = case

    ledger = read(tmp_path, **columns)

    assert codes(ledger) == (own, state)
    assert sorted(guessed(ledger)) == sorted(said)


@pytest.mark.parametrize("seed", range(5))
def test_dirty_codes_are_known_too(tmp_path: Path, seed: int) -> None:
    """Small letters, wide ones, other hyphens, blanks around, cells left empty."""
    rng = random.Random(seed)
    dirty = [cells.code(rng, text).value for text in OWN]
    state = [cells.code(rng, text).value for text in STATE]

    found = codes(read(tmp_path, 项目编号=state, 项目代码=dirty))

    assert found[0] == [text if value else "" for text, value in zip(OWN, dirty, strict=True)]
    assert [is_of_state(text) for text in found[1]] == [value is not None for value in state]


def test_what_was_guessed_once_is_no_guess_in_our_own_export(tmp_path: Path) -> None:
    ledger = read(tmp_path, 项目编号=STATE, 项目代码=OWN)
    (tmp_path / "again.xlsx").write_bytes(ledger_bytes(ledger.projects, (), ()))

    again = read_ledger(tmp_path / "again.xlsx")

    assert codes(again) == codes(ledger) == (OWN, STATE)
    assert guessed(again) == []


@pytest.mark.parametrize(
    ("written", "of_state"),
    [
        ("2205-350624-04-01-123456", True),
        ("２２０５－３５０６２４—04–01-123456", True),
        ("2017 350624 04 01 123456", True),
        ("220535062404011234560", False),
        ("2213-350624-04-01-123456", False),
        ("91350624MA2XN0QX3F", False),
        ("ZS-2025-101", False),
        (2025101, False),
        (None, False),
    ],
)
def test_the_form_of_the_states_codes(written: Cell, of_state: bool) -> None:
    assert is_of_state(written) is of_state
