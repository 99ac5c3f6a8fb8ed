"""What is remarkable about a ledger's columns, and the units that are asked for."""

from __future__ import annotations

import re
from collections import Counter

from core.roster.asking import EACH, UNIT, UNITS, Answers, Ask, Question, unit_key, unit_said, units_said
from core.roster.columns import BY_FIELD, COLUMNS, Kind
from core.roster.header import HeaderColumn
from core.roster.ledger import FindingKind, Severity
from core.roster.ledger_rows import Reading
from core.roster.report import Report
from core.roster.sheet import Sheet, address

_COUNTS = re.compile("[万亿]元|资金|金额|投资额|时间|日期|开工|投产")
"""An unknown column with such a header may be one we should have read."""
NEEDED = frozenset(
    {
        "investor",
        "county",
        "total_yuan",
        "leaders",
        "stage",
        "plan_start_on",
        "plan_production_on",
        "total_in_yuan",
    }
)
FEWEST_DOUBTS = 3
"""Sums of a column that look like another unit's before its unit is asked for."""


def about_columns(reading: Reading, report: Report, answers: Answers, *, unit_known: bool) -> None:
    header, row = reading.header, reading.header.bottom
    for name, found in header.columns.items():
        column, place = BY_FIELD[name], address(row, found.column)
        if found.guessed:
            report.say(
                place, FindingKind.COLUMN_GUESSED, Severity.GUESSED, said=found.label, value=column.title
            )
    _about_units(reading, report, answers, unit_known=unit_known)
    for found in header.twice:
        report.say(address(row, found.column), FindingKind.COLUMN_TWICE, Severity.GUESSED, said=found.label)
    for number, said in header.extras.items():
        severity = Severity.GUESSED if _COUNTS.search(said) else Severity.READ
        report.say(address(row, number), FindingKind.COLUMN_UNKNOWN, severity, said=said)
    _about_hidden(reading, report)
    for column in COLUMNS:
        if column.field in NEEDED and column.field not in header.columns:
            report.say("", FindingKind.COLUMN_MISSING, Severity.READ, value=column.title)


def _about_units(reading: Reading, report: Report, answers: Answers, *, unit_known: bool) -> None:
    """Columns whose unit nobody states: flagged, and asked for together, or one by one."""
    row = reading.header.bottom
    without = [] if unit_known or units_said(answers) else _without_unit(reading, answers)
    for found in without:
        facts = {"said": found.label, "unit": reading.unit.label}
        report.say(address(row, found.column), FindingKind.UNIT_ASSUMED, Severity.GUESSED, **facts)
    if len(without) > 1 and answers.get(UNIT) != EACH:
        facts = {"said": "、".join(found.label for found in without), "n": str(len(without))}
        options = (*UNITS, EACH)
        report.questions.append(Question(Ask.UNIT, UNIT, address(row, without[0].column), options, facts))
    else:
        report.questions += [_unit_question(reading, found) for found in without]


def _without_unit(reading: Reading, answers: Answers) -> list[HeaderColumn]:
    return [
        found
        for name, found in reading.header.columns.items()
        if BY_FIELD[name].kind is Kind.MONEY and not found.unit and not unit_said(answers, found)
    ]


def _unit_question(reading: Reading, found: HeaderColumn) -> Question:
    place = address(reading.header.bottom, found.column)
    return Question(Ask.COLUMN_UNIT, unit_key(found.column), place, tuple(UNITS), {"said": found.label})


def about_doubtful_units(reading: Reading, report: Report, answers: Answers) -> None:
    """A column most of whose sums look like another unit's: its own header is in doubt, so it is asked for."""
    doubts = Counter(
        re.sub(r"\d+", "", finding.cell)
        for finding in report.findings
        if finding.kind is FindingKind.UNIT_DOUBTFUL
    )
    asked = {question.key for question in report.questions}
    for name, found in reading.header.columns.items():
        key = unit_key(found.column)
        many = doubts[key.removeprefix("unit:")]
        if BY_FIELD[name].kind is not Kind.MONEY or many < FEWEST_DOUBTS or key in asked:
            continue
        if not unit_said(answers, found) and many * 2 > _figures(
            reading.sheet, reading.header.bottom, found.column
        ):
            report.questions.append(_unit_question(reading, found))


def _figures(sheet: Sheet, bottom: int, column: int) -> int:
    """Cells below the header that hold something in this column."""
    return sum(sheet.value(row, column) is not None for row in range(bottom + 1, len(sheet.rows) + 1))


def _about_hidden(reading: Reading, report: Report) -> None:
    header, row = reading.header, reading.header.bottom
    for number in sorted(reading.sheet.hidden_columns):
        known = next((found.label for found in header.columns.values() if found.column == number), "")
        if known or number in header.extras:
            said = known or header.extras[number]
            report.say(address(row, number), FindingKind.HIDDEN_COLUMN, Severity.READ, said=said)
