"""Each field of a figure: its canonical text, and what the ledger holds of it.

Canonical text is what ``Figure.value``, ``old`` and ``decided`` are made of: whole yuan ("20000000"), whole
per cent ("65"), a ``Stage`` value ("在建"), or a date as first/last/precision
("2026-11-01/2026-11-30/month"). Empty: nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from core.amounts import AmountFlag, read_amount
from core.date_words import Lean, read_date, read_reply_date
from core.dates import PartialDate, Precision, format_date
from core.figures.model import Field
from core.money import MOST_YUAN, MoneyUnit
from core.roster.model import Node, Project, Stage

Value: TypeAlias = int | Stage | PartialDate

SUMS = {
    Field.MONTH_IN: "month_in_yuan",
    Field.YEAR_IN: "year_in_yuan",
    Field.TOTAL_IN: "total_in_yuan",
    Field.FIXED: "fixed_yuan",
}
"""Sums that the ledger has a column for; it has none for a week."""
MONEY = frozenset({Field.WEEK_IN, *SUMS})
COLUMNS = {
    Field.START_ON: "real_start_on",
    Field.PRODUCTION_ON: "real_production_on",
    Field.STOCKED_ON: "stocked_on",
}
NOTED = {
    Field.TOPPED_ON: "主体封顶时间",
    Field.COMPLETED_ON: "竣工时间",
    Field.COUNTED_ON: "纳统时间",
}
"""Dates without a column of ours: kept in ``Project.details`` under this header, as people write them."""
DATES = frozenset({*COLUMNS, *NOTED})
NODES = {
    Field.START_ON: Node.START,
    Field.TOPPED_ON: Node.TOPPED,
    Field.COMPLETED_ON: Node.COMPLETED,
    Field.PRODUCTION_ON: Node.PRODUCTION,
    Field.STOCKED_ON: Node.STOCKED,
    Field.COUNTED_ON: Node.COUNTED,
}
"""What has been reached on such a date."""
_UNUSABLE = frozenset(
    {AmountFlag.SEVERAL, AmountFlag.FOREIGN, AmountFlag.NEGATIVE, AmountFlag.APPROXIMATE, AmountFlag.PENDING}
)


def written(value: Value | None) -> str:
    """The canonical text; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return f"{value.first.isoformat()}/{value.last.isoformat()}/{value.precision.value}"
    return value.value if isinstance(value, Stage) else str(value)


def parsed(field: Field, text: str) -> Value:
    """The inverse of ``written``.

    Raises:
        ValueError: not canonical, or out of range (sums 0 to 10¹⁴ yuan, per cent 0 to 100).
    """
    value = _read(field, text)
    if written(value) != text:
        raise ValueError(text)
    return value


def _read(field: Field, text: str) -> Value:
    if field is Field.STAGE:
        return Stage(text)
    if field in DATES:
        first, last, precision = text.split("/")
        return PartialDate(date.fromisoformat(first), date.fromisoformat(last), Precision(precision))
    most = MOST_YUAN if field in MONEY else 100
    if not text.isdigit() or len(text) > len(str(most)) or int(text) > most:
        raise ValueError(text)
    return int(text)


def typed(field: Field, text: str, today: date) -> Value | None:
    """What the office typed instead (改为…): 1800万 or 1800 (万元), 65 or 65%, 在建, 11月18日; None: unreadable.

    It is echoed and confirmed before it counts, so a sum without a unit is taken in 万元.
    """
    words = text.strip()
    if field in MONEY:
        amount = read_amount(words, MoneyUnit.WAN)
        sound = amount.yuan is not None and not amount.flags & _UNUSABLE and 0 <= amount.yuan <= MOST_YUAN
        return amount.yuan if sound else None
    if field is Field.PERCENT:
        digits = words.rstrip("%％").strip()
        whole = digits.isascii() and digits.isdigit() and len(digits) <= 3 and int(digits) <= 100
        return int(digits) if whole else None
    if field is Field.STAGE:
        return next((stage for stage in Stage if stage.value == words), None)
    return read_reply_date(words[:40], today, Lean.PAST).value


def held(project: Project, field: Field) -> str:
    """What the ledger holds of this field, as canonical text; "" for nothing."""
    if field in SUMS:
        value: Value | None = getattr(project, SUMS[field])
    elif field in COLUMNS:
        value = getattr(project, COLUMNS[field])
    elif field in NOTED:
        value = read_date(project.details.get(NOTED[field], "")).value
    elif field is Field.WEEK_IN:
        value = None
    else:
        value = project.percent if field is Field.PERCENT else project.stage
    return written(value)


def noted(on: PartialDate) -> str:
    """A date as it stands in ``Project.details``: 2026-11-18, 2026年11月."""
    return format_date(on, deadline=False)
