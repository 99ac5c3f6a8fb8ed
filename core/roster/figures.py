"""Money and date cells of a ledger: ``core.amounts`` and ``core.date_words`` with the column's unit and year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from core.amounts import Amount, AmountFlag, read_amount
from core.date_patterns import DateFlag
from core.date_words import DateReading, read_date
from core.dates import PartialDate, format_date
from core.money import MOST_YUAN, MoneyUnit, Yuan, format_yuan, to_yuan
from core.roster.cells import NOTHING, Note, Read, written
from core.roster.header import UNITS
from core.roster.ledger import FindingKind, Severity
from core.roster.sheet import UNKNOWN_FORMAT, CellValue

READ, GUESSED, REFUSED = Severity.READ, Severity.GUESSED, Severity.REFUSED

WAN_IN_YI_FROM = 1000
"""A bare number this large in a 亿元 column was typed in 万元: no county has a project of 100 billion yuan."""
DOUBTFUL_YI_FROM = 200
YI_IN_WAN_BELOW = 100
"""A total investment below one million yuan in a 万元 column was typed in 亿元."""


def money_cell(
    value: CellValue,
    unit: MoneyUnit,
    number_format: str = "General",
    *,
    foreign: bool = False,
    total: bool = False,
) -> Read[Yuan | None]:
    """The amount in a cell of a column in ``unit``.

    Args:
        number_format: of the cell; what it shows beside the number counts more than the header.
        foreign: the header names a foreign currency; nothing is converted.
        total: the column is 总投资, whose size tells a wrong unit.
    """
    if isinstance(value, bool):
        return Read(None, (Note(FindingKind.BAD_MONEY, REFUSED, {"said": written(value)}),))
    if isinstance(value, int | float):
        if shows := shown_unit(number_format):
            return _in_shown_unit(value, shows[0], unit, foreign=foreign or shows[1])
        if not isfinite(value) or abs(value) > MOST_YUAN:
            return Read(None, (Note(FindingKind.BAD_MONEY, REFUSED, {"said": written(value)}),))
        number = Decimal(repr(value))
        amount = Amount(to_yuan(number, unit), frozenset({AmountFlag.UNIT_ASSUMED}), "", number)
        if number < 0:
            amount = Amount(amount.yuan, amount.flags | {AmountFlag.NEGATIVE}, "", number)
    elif isinstance(value, str) or value is None:
        amount = _amount_words(value or "", unit)
    else:
        return Read(None, (Note(FindingKind.BAD_MONEY, REFUSED, {"said": written(value)}),))
    return _judged(amount, written(value), unit, foreign=foreign, total=total)


_SHOWN = re.compile(r"(?P<many>亿|百万|万|千)(?=元|\W|$)|(?P<coin>美元|欧元|港元|港币|日元|[$€£])|元")


@lru_cache(maxsize=512)
def shown_unit(number_format: str) -> tuple[MoneyUnit | None, bool] | None:
    """What a number format writes beside the number: (unit, is it foreign?); None when it writes no unit.

    0.00"亿元" shows 3.5 as 3.50亿元. A format that divides (0!.0,"万" or a comma at its end) shows a number
    of yuan in another size: the unit is yuan.
    """
    words = re.sub(r"\[[^\]]*\]", lambda part: "$" if re.match(r"\[\$[$€£]", part[0]) else "", number_format)
    words = words.partition(";")[0]
    plain = re.sub(r'["\\!_*]', "", words)
    if re.search(r"[0#?][!.\\\"]*\.?0*,+(?![0#?])", words) or "!." in words:
        return MoneyUnit.YUAN, False
    found = _SHOWN.search(plain)
    if found is None:
        return None
    if found["coin"]:
        return None, True
    return UNITS[found["many"] or ""], False


def _in_shown_unit(
    value: float,
    shown: MoneyUnit | None,
    unit: MoneyUnit,
    *,
    foreign: bool,
) -> Read[Yuan | None]:
    said = written(value)
    if foreign or shown is None:
        return Read(None, (Note(FindingKind.FOREIGN_MONEY, REFUSED, {"said": said}),))
    if not isfinite(value) or abs(value) * shown.value > MOST_YUAN:
        return Read(None, (Note(FindingKind.BAD_MONEY, REFUSED, {"said": said}),))
    yuan = to_yuan(Decimal(repr(value)), shown)
    if shown is unit and yuan >= 0:
        return Read(yuan)
    facts = {"said": said, "value": format_yuan(yuan), "unit": unit.label}
    return Read(yuan, (Note(FindingKind.UNIT_SHOWN, GUESSED, facts),))


@lru_cache(maxsize=8192)
def _amount_words(text: str, unit: MoneyUnit) -> Amount:
    return read_amount(text, unit)


_PLAIN = frozenset({AmountFlag.UNIT_ASSUMED, AmountFlag.STATED_ZERO, AmountFlag.NOT_STATED})
_MONEY_NOTES = (
    (AmountFlag.UNREADABLE, FindingKind.BAD_MONEY, REFUSED),
    (AmountFlag.FOREIGN, FindingKind.FOREIGN_MONEY, REFUSED),
    (AmountFlag.PENDING, FindingKind.PENDING, READ),
    (AmountFlag.SEVERAL, FindingKind.TWO_NUMBERS, GUESSED),
    (AmountFlag.APPROXIMATE, FindingKind.APPROXIMATE, GUESSED),
    (AmountFlag.NEGATIVE, FindingKind.NEGATIVE, GUESSED),
)


def _judged(amount: Amount, said: str, unit: MoneyUnit, *, foreign: bool, total: bool) -> Read[Yuan | None]:
    yuan = amount.yuan
    if foreign and yuan:
        return Read(None, (Note(FindingKind.FOREIGN_MONEY, REFUSED, {"said": said}),))
    if yuan is not None and abs(yuan) > MOST_YUAN:
        return Read(None, (Note(FindingKind.BAD_MONEY, REFUSED, {"said": said}),))
    doubtful = False
    if AmountFlag.UNIT_ASSUMED in amount.flags and amount.written is not None:
        yuan, doubtful = _unit_doubt(amount.written, yuan, unit, total=total)
    if not doubtful and amount.flags <= _PLAIN:
        return Read(yuan)
    facts = {"said": said, "value": format_yuan(yuan)}
    notes = [Note(kind, severity, facts) for flag, kind, severity in _MONEY_NOTES if flag in amount.flags]
    if doubtful:
        notes.append(Note(FindingKind.UNIT_DOUBTFUL, GUESSED, facts | {"unit": unit.label}))
    return Read(yuan, tuple(notes))


def _unit_doubt(
    number: Decimal, yuan: Yuan | None, unit: MoneyUnit, *, total: bool
) -> tuple[Yuan | None, bool]:
    """(the amount in the likelier unit, is the unit in doubt?) of a number written without one."""
    if unit is MoneyUnit.YI and number >= WAN_IN_YI_FROM:
        return to_yuan(number, MoneyUnit.WAN), True
    if unit is MoneyUnit.WAN and total and 0 < number < YI_IN_WAN_BELOW:
        return to_yuan(number, MoneyUnit.YI), True
    too_much = yuan is not None and abs(yuan) >= DOUBTFUL_YI_FROM * MoneyUnit.YI.value
    return yuan, too_much


_DATE_NOTES = (
    (DateFlag.UNREADABLE, FindingKind.BAD_DATE, REFUSED),
    (DateFlag.YEAR_MISSING, FindingKind.YEAR_MISSING, REFUSED),
    (DateFlag.INVALID_DAY, FindingKind.INVALID_DAY, GUESSED),
    (DateFlag.YEAR_ASSUMED, FindingKind.YEAR_ASSUMED, GUESSED),
    (DateFlag.AMBIGUOUS, FindingKind.AMBIGUOUS_DATE, GUESSED),
    (DateFlag.SEVERAL, FindingKind.TWO_NUMBERS, GUESSED),
    (DateFlag.VAGUE, FindingKind.VAGUE_DATE, GUESSED),
    (DateFlag.APPROXIMATE, FindingKind.VAGUE_DATE, GUESSED),
    (DateFlag.SERIAL, FindingKind.DATE_SERIAL, READ),
    (DateFlag.EXTRA_WORDS, FindingKind.DATE_WORDS, READ),
)


SERIALS = (20_000, 80_000)
BETWEEN_1900_AND_1904 = 1462  # days


def days_since_1900(value: float) -> float:
    """A bare number of days of a workbook that counts from 1904, counted as others do."""
    return value + BETWEEN_1900_AND_1904 if SERIALS[0] <= value <= SERIALS[1] else value


def date_cell(value: CellValue, number_format: str, year: int | None) -> Read[PartialDate | None]:
    if value is None or (isinstance(value, str) and value.strip() in NOTHING):
        return Read(None)
    reading = _date_words(value, year) if isinstance(value, str) else read_date(value, number_format, year)
    if number_format == UNKNOWN_FORMAT and isinstance(value, date) and value.day == 1:
        facts = {"said": written(value), "value": format_date(reading.value)}
        return Read(reading.value, (Note(FindingKind.FIRST_OF_MONTH, GUESSED, facts),))
    if not reading.flags:
        return Read(reading.value)
    facts = {"said": written(value), "value": format_date(reading.value, deadline=False, missing="未读入")}
    notes = tuple(
        Note(kind, severity, facts) for flag, kind, severity in _DATE_NOTES if flag in reading.flags
    )
    return Read(reading.value, notes)


@lru_cache(maxsize=8192)
def _date_words(text: str, year: int | None) -> DateReading:
    return read_date(text, "General", year)
