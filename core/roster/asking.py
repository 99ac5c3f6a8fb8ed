"""What only a person can say about a ledger: asked once, answered by a button or an option, then read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.money import MoneyUnit
from core.roster.header import HeaderColumn
from core.roster.sheet import letters, squeeze

Answers = Mapping[str, str]
"""``Question.key`` → one of its options. Answers to questions that are not asked are harmless."""


class Ask(StrEnum):
    SHEET = "sheet"  # which of several sheets is the ledger
    UNIT = "unit"  # of all columns that state none
    COLUMN_UNIT = "column_unit"  # of one column
    TWIN = "twin"  # is this row that project again
    PERSON = "person"  # is this one person or two of the same name


@dataclass(frozen=True, slots=True)
class Question:
    """``key`` names it in ``Answers``; ``options`` are what may be answered; ``facts`` fill its sentence."""

    kind: Ask
    key: str
    cell: str
    options: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


SHEET, UNIT, TWINS = "sheet", "unit", "twins"
EACH = "each"
SAME, DIFFERENT, ALL_DIFFERENT = "same", "different", "all"
UNITS: dict[str, MoneyUnit] = {"万元": MoneyUnit.WAN, "亿元": MoneyUnit.YI, "元": MoneyUnit.YUAN}


def unit_key(column: int) -> str:
    return f"unit:{letters(column)}"


def twin_key(row: int) -> str:
    return f"twin:{row}"


def person_key(name: str) -> str:
    return f"person:{name}"


def unit_said(answers: Answers, found: HeaderColumn) -> MoneyUnit | None:
    """The unit that somebody gave for this very column, by its letters or its header."""
    for key in (unit_key(found.column), f"unit:{squeeze(found.label)}"):
        if answers.get(key) in UNITS:
            return UNITS[answers[key]]
    return None


def units_said(answers: Answers) -> MoneyUnit | None:
    """The unit that somebody gave for all columns without one."""
    return UNITS.get(answers.get(UNIT, ""))


def twin_said(answers: Answers, row: int) -> str:
    """SAME, DIFFERENT or "" for the row that looks like another."""
    return answers.get(twin_key(row)) or (DIFFERENT if answers.get(TWINS) == ALL_DIFFERENT else "")
