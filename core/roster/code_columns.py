"""Which column of codes is the project's own and which the state's: 项目代码 is written above both kinds.

The state's approval platform gives 2205-350624-04-01-123456: the month, the place, the kind of approval and of
building, a number (全国投资项目在线审批监管平台). Whatever is decided against the header is reported as guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from core.roster.cells import code_cell, text_cell
from core.roster.header import Header, HeaderColumn, field_of, label
from core.roster.sheet import CellValue, Sheet

OWN, STATE = "code", "state_code"
FEWEST = 2
"""Codes in a column before its cells are believed more than its header."""
MOST = 0.5
SAMPLE = 400
"""Rows looked at."""
_OF_STATE = re.compile(r"(?:20\d{2}|\d{2}(?:0[1-9]|1[0-2]))-?\d{6}-?\d{2}-?\d{2}-?\d{6}")
_SAYS_STATE = re.compile("备案|立项|投资项目|统一|国家|审批|监管|平台|赋码|核准")
"""Such a header leaves no doubt; also 闽发改备〔2022〕第12号 belongs there."""
_SERIAL = re.compile(r"\d{1,4}")


def is_of_state(value: CellValue) -> bool:
    """Also when its hyphens are wide, long or left out."""
    return _OF_STATE.fullmatch(code_cell(value)) is not None


def with_codes(sheet: Sheet, header: Header) -> Header:
    """``header`` with its columns of codes given to the fields that their cells speak for.

    One column may be given to both fields when it holds both kinds: each cell then goes where it belongs.
    """
    own, state = header.columns.get(OWN), header.columns.get(STATE)
    if state is None:
        return _also_of_state(sheet, header, own) if own else header
    if own is None:
        return _alone(sheet, header, state)
    if _mostly(sheet, header, own, is_of_state) and _not_of_state(sheet, header, state):
        return _given(header, {OWN: state, STATE: own})
    if _mostly(sheet, header, own, _is_serial) and _not_of_state(sheet, header, state):
        return _given(header, {OWN: state}, without=STATE, spare=own)
    return header


def _alone(sheet: Sheet, header: Header, state: HeaderColumn) -> Header:
    """Only columns that look like the state's by their headers."""
    others = [
        found for found in header.twice if (known := field_of(label(found.label).name)) and known[0] == STATE
    ]
    candidates = [found for found in (state, *others) if _not_of_state(sheet, header, found)]
    if not candidates:
        return header
    own = candidates[0]
    if own is not state:
        return _given(header, {OWN: own})
    better = next((found for found in others if _any(sheet, header, found, is_of_state)), None)
    if better:
        return _given(header, {OWN: own, STATE: better})
    if _any(sheet, header, own, is_of_state):
        return _given(header, {OWN: own, STATE: own})
    return _given(header, {OWN: own}, without=STATE)


def _also_of_state(sheet: Sheet, header: Header, own: HeaderColumn) -> Header:
    """Where the ledger's own code is the state's it is both."""
    return _given(header, {STATE: own}) if _mostly(sheet, header, own, is_of_state) else header


def _given(
    header: Header, fields: dict[str, HeaderColumn], *, without: str = "", spare: HeaderColumn | None = None
) -> Header:
    given = {name: replace(found, guessed=True) for name, found in fields.items()}
    kept = {name: found for name, found in header.columns.items() if name != without}
    taken = {found.column for found in given.values()}
    twice = tuple(found for found in header.twice if found.column not in taken)
    extras = dict(header.extras)
    if spare and "serial" not in kept:
        given["serial"] = replace(spare, guessed=True)
    elif spare:
        extras[spare.column] = spare.label
    return replace(header, columns={**kept, **given}, twice=twice, extras=extras)


def _not_of_state(sheet: Sheet, header: Header, found: HeaderColumn) -> bool:
    """Is its header open to both, and do its cells say that it is not the state's?"""
    if _SAYS_STATE.search(found.label):
        return False
    values = _values(sheet, header, found)
    foreign = sum(not is_of_state(value) and not _is_serial(value) for value in values)
    return len(values) >= FEWEST and foreign > MOST * len(values)


def _mostly(sheet: Sheet, header: Header, found: HeaderColumn, fits: Callable[[CellValue], bool]) -> bool:
    values = _values(sheet, header, found)
    return len(values) >= FEWEST and sum(map(fits, values)) > MOST * len(values)


def _any(sheet: Sheet, header: Header, found: HeaderColumn, fits: Callable[[CellValue], bool]) -> bool:
    return any(map(fits, _values(sheet, header, found)))


def _is_serial(value: CellValue) -> bool:
    return _SERIAL.fullmatch(code_cell(value).removesuffix(".0")) is not None


def _values(sheet: Sheet, header: Header, found: HeaderColumn) -> list[CellValue]:
    """What stands below the header, its repetitions left out."""
    last = min(header.bottom + SAMPLE, len(sheet.rows))
    values = (sheet.value(row, found.column) for row in range(header.bottom + 1, last + 1))
    return [value for value in values if text_cell(value) and text_cell(value) != found.label]
