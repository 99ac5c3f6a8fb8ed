"""One row of a ledger into a ``LedgerProject``, cell by cell; a bad cell spoils only itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from core.money import MoneyUnit
from core.roster import cells
from core.roster.cells import ERRORS, Note
from core.roster.code_columns import is_of_state
from core.roster.columns import BY_FIELD, Kind
from core.roster.figures import date_cell, days_since_1900, money_cell
from core.roster.filled_row import FilledRow, as_project
from core.roster.header import Header, HeaderColumn
from core.roster.leader_names import split_leaders
from core.roster.ledger import FindingKind, LedgerProject, Severity
from core.roster.sheet import CellValue, Sheet

FillDown = Mapping[tuple[int, int], CellValue]
"""Cells covered by a merge of one column → the value at its top."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What all rows of one sheet share."""

    sheet: Sheet
    header: Header
    unit: MoneyUnit
    year: int | None
    roster: frozenset[str]  # names of leaders known from the workbook
    listed: frozenset[str]  # those of the 包抓领导 sheet; empty when there is none
    below: FillDown = field(default_factory=dict)


def read_row(row: int, reading: Reading) -> tuple[LedgerProject, list[tuple[int, Note]]]:
    """The project in ``row``, and notes with the column each belongs to."""
    filled = FilledRow(row)
    for name, found in reading.header.columns.items():
        try:
            _read_cell(name, found, row, reading, filled)
        except (ValueError, ArithmeticError, LookupError, TypeError) as error:
            fact = {"said": type(error).__name__}
            filled.note(found.column, (Note(FindingKind.CELL_ERROR, Severity.REFUSED, fact),))
    _keep_codes_apart(reading.header, filled)
    for column, title in reading.header.extras.items():
        text = cells.text_cell(reading.sheet.value(row, column))
        if text:
            filled.extra[title] = text
    return as_project(filled), filled.notes


def _keep_codes_apart(header: Header, filled: FilledRow) -> None:
    """Of a column that was given to both fields only the state's codes are the state's."""
    own, state = header.columns.get("code"), header.columns.get("state_code")
    if own is None or state is None or own.column != state.column:
        return
    if not is_of_state(filled.texts.get("state_code")):
        filled.texts.pop("state_code", None)


def _read_cell(name: str, found: HeaderColumn, row: int, reading: Reading, filled: FilledRow) -> None:
    place = row, found.column
    value = reading.sheet.value(*place)
    kind = BY_FIELD[name].kind
    if value is None and place in reading.below:
        if kind is Kind.MONEY:
            filled.note(found.column, (Note(FindingKind.MERGED_MONEY, Severity.REFUSED),))
            return
        value = reading.below[place]
    if value is None:
        if place in reading.sheet.formulas_without_value:
            filled.note(found.column, (Note(FindingKind.FORMULA, Severity.REFUSED),))
        return
    if isinstance(value, str) and value in ERRORS:
        filled.note(found.column, (Note(FindingKind.CELL_ERROR, Severity.REFUSED, {"said": value}),))
        return
    _STORE[kind](name, value, found, reading.sheet.formats.get(place, "General"), reading, filled)


_Store = Callable[[str, CellValue, HeaderColumn, str, Reading, FilledRow], None]


def _money(
    name: str, value: CellValue, found: HeaderColumn, shown: str, reading: Reading, filled: FilledRow
) -> None:
    unit = found.unit or reading.unit
    read = money_cell(value, unit, shown, foreign=found.foreign, total=name == "total_yuan")
    filled.money[name] = read.value
    filled.note(found.column, read.notes)


def _date(
    name: str, value: CellValue, found: HeaderColumn, shown: str, reading: Reading, filled: FilledRow
) -> None:
    if reading.sheet.since_1904 and isinstance(value, int | float):
        value = days_since_1900(value)
    read = date_cell(value, shown, reading.year)
    filled.dates[name] = read.value
    filled.note(found.column, read.notes)


def _text(
    name: str, value: CellValue, _found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    filled.texts[name] = cells.text_cell(value)


def _name(
    name: str, value: CellValue, _found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    filled.texts[name] = cells.name_cell(value)


def _code(
    name: str, value: CellValue, _found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    filled.texts[name] = cells.code_cell(value)


def _serial(
    name: str, value: CellValue, _found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    filled.texts[name] = cells.written(value).removesuffix(".0")


def _investor(
    name: str, value: CellValue, _found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    filled.texts[name], origin = cells.investor_words(cells.text_cell(value))
    if origin:
        filled.texts.setdefault("origin", origin)


def _person(
    name: str, value: CellValue, _found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    """A phone number written beside the liaison is his; beside another person it is kept apart."""
    filled.texts[name], phone = cells.person_words(cells.text_cell(value))
    if phone and name == "liaison":
        filled.texts["phone"] = filled.texts.get("phone") or phone
    elif phone:
        filled.extra[f"{BY_FIELD[name].title}电话"] = phone


def _phone(
    _name: str, value: CellValue, found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    read = cells.phone_cell(value)
    if names := cells.person_words(cells.text_cell(value))[0] if read.value else "":
        filled.texts["liaison"] = filled.texts.get("liaison") or names  # a column for both
    filled.texts["phone"] = read.value or filled.texts.get("phone", "")
    filled.note(found.column, read.notes)


def _stage(
    _name: str, value: CellValue, found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    read = cells.stage_words(cells.written(value))
    filled.stage = read.value
    filled.note(found.column, read.notes)


def _flag(
    name: str, value: CellValue, found: HeaderColumn, _format: str, _reading: Reading, filled: FilledRow
) -> None:
    read = cells.flag_words(cells.written(value))
    filled.flags[name] = read.value
    filled.note(found.column, read.notes)


def _percent(
    _name: str, value: CellValue, found: HeaderColumn, shown: str, _reading: Reading, filled: FilledRow
) -> None:
    read = cells.percent_cell(value, shown)
    filled.percent = read.value
    filled.note(found.column, read.notes)


def _leaders(
    _name: str, value: CellValue, found: HeaderColumn, _format: str, reading: Reading, filled: FilledRow
) -> None:
    text = cells.text_cell(value)
    filled.leaders, notes = _leader_notes(text, reading.roster, reading.listed)
    filled.note(found.column, notes)


@lru_cache(maxsize=8192)
def _leader_notes(
    text: str, roster: frozenset[str], listed: frozenset[str]
) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    words = split_leaders(text, roster)
    notes: list[Note] = []
    if words.unread:
        notes.append(Note(FindingKind.BAD_LEADER, Severity.REFUSED, {"said": "、".join(words.unread)}))
    if words.guessed:
        fact = {"said": text, "value": "、".join(words.guessed)}
        notes.append(Note(FindingKind.LEADER_GUESSED, Severity.GUESSED, fact))
    strangers = [name for name in words.names if listed and name not in listed and name not in words.guessed]
    if strangers:
        notes.append(Note(FindingKind.LEADER_UNKNOWN, Severity.GUESSED, {"value": "、".join(strangers)}))
    return words.names, tuple(notes)


_STORE: dict[Kind, _Store] = {
    Kind.SERIAL: _serial,
    Kind.CODE: _code,
    Kind.NAME: _name,
    Kind.INVESTOR: _investor,
    Kind.TEXT: _text,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.LEADERS: _leaders,
    Kind.PERSON: _person,
    Kind.PHONE: _phone,
    Kind.STAGE: _stage,
    Kind.FLAG: _flag,
    Kind.PERCENT: _percent,
}
