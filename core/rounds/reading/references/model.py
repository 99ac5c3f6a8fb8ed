"""What a reference is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How a project was named."""

    NAME = "name"
    NUMBER = "number"  # 2号, ①, 项目2
    MARK = "mark"  # "2." where a line or a piece begins
    REST = "rest"  # 其余
    ALL = "all"  # 三个项目都
    UNKNOWN = "unknown"  # points at something, nobody can say at what


@dataclass(frozen=True, slots=True)
class Reference:
    """``text[start:end]`` names ``numbers``; of REST and ALL ``count`` is the number said (两个)."""

    start: int
    end: int
    how: How
    numbers: tuple[int, ...] = ()
    count: int | None = None
