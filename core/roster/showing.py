"""A field's value as people read it, for change lists."""

from __future__ import annotations

from core.dates import PartialDate, format_date
from core.money import format_wan
from core.roster.model import Stage


def shown(name: str, value: object) -> str:
    """Money in 万元, dates as exact as known, 是/否; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and name.endswith("_yuan"):
        return format_wan(value)  # 亿元 would hide a small change
    if isinstance(value, PartialDate):
        return format_date(value)
    if isinstance(value, Stage):
        return value.value
    return str(value)
