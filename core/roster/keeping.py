"""A ledger column without a field of its own, as text that reads back to the same value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from core.dates import PartialDate, Precision
from core.roster.columns_kept import DETAILS
from core.roster.ledger import LedgerProject
from core.roster.showing import shown

YES, NO = "是", "否"


def kept(value: object) -> str:
    """Money as whole yuan, dates as first/last/precision, 是/否; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, PartialDate):
        return f"{value.first}/{value.last}/{value.precision}"
    return str(value)


def kept_columns(row: LedgerProject) -> dict[str, str]:
    """What the row says in these columns; blank ones are left out."""
    return {name: text for name in DETAILS if (text := kept(getattr(row, name)))}


def with_kept(row: LedgerProject, details: Mapping[str, str]) -> LedgerProject:
    """``row`` with its kept columns filled in again; other names are the office's own columns."""
    return replace(
        row,
        serial=details.get("serial", ""),
        origin=details.get("origin", ""),
        content=details.get("content", ""),
        build_kind=details.get("build_kind", ""),
        event=details.get("event", ""),
        outside_in_yuan=_money(details.get("outside_in_yuan", "")),
        problem_kind=details.get("problem_kind", ""),
        needs=details.get("needs", ""),
        helper=details.get("helper", ""),
        solve_on=_date(details.get("solve_on", "")),
        state_code=details.get("state_code", ""),
        top500=_flag(details.get("top500", "")),
        note=details.get("note", ""),
        phone=details.get("phone", ""),
        extra={name: text for name, text in details.items() if name not in DETAILS},
    )


def shown_kept(name: str, text: str) -> str:
    """Kept text as people read it."""
    if name == "outside_in_yuan":
        return shown(name, _money(text))
    return shown(name, _date(text)) if name == "solve_on" else text


def _money(text: str) -> int | None:
    return int(text) if text else None


def _flag(text: str) -> bool | None:
    return text == YES if text else None


def _date(text: str) -> PartialDate | None:
    if not text:
        return None
    first, last, precision = text.split("/")
    return PartialDate(date.fromisoformat(first), date.fromisoformat(last), Precision(precision))
