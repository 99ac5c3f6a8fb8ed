"""Problems that stand in a project's way (问题)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.dates import PartialDate


class Category(StrEnum):
    """问题类别; the words of the ledger."""

    LAND = "用地"
    EIA = "环评"
    ENERGY = "能评用能"
    FINANCE = "融资"
    PERMITS = "手续"
    UTILITIES = "配套"
    COMPANY = "企业"
    RELATIONS = "关系"
    STATISTICS = "入库纳统"
    OTHER = "其他"


class ProblemState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem ticket. ``department`` is who should solve it, as far as the ledger says."""

    id: int
    project_id: int
    category: Category
    text: str
    state: ProblemState
    opened_at: datetime
    opened_by: int | None = None  # person; None: from the ledger
    round_id: int | None = None
    department: str = ""
    resolved_at: datetime | None = None
    resolved_by: int | None = None
    due_on: PartialDate | None = None  # by when the person who reported it wants it solved


def names_in(departments: str) -> tuple[str, ...]:
    """市自然资源局、市住建局 → both names."""
    return tuple(filter(None, re.split(r"[、，,；;/\s]+", departments)))
