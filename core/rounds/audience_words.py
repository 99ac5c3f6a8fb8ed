"""Whom a rule asks, as the office writes it: 全体领导; 只问东岭县、西河县; 县区 在建、竣工待投产; 市级领导."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from core.errors import BadArgument
from core.roster.levels import Level
from core.roster.model import Stage, Unit, UnitKind
from core.rounds.timetable import EVERYBODY, Whom

T = TypeVar("T")
_KINDS = {"县区": UnitKind.COUNTY, "区县": UnitKind.COUNTY, "部门": UnitKind.DEPARTMENT, "园区": UnitKind.PARK,
          "镇办": UnitKind.TOWN, "乡镇街道": UnitKind.TOWN}  # fmt: skip
_LEVELS = {"市级": Level.CITY, "县级": Level.COUNTY, "区级": Level.COUNTY, "县区级": Level.COUNTY, "镇级": Level.TOWN,
           "乡镇级": Level.TOWN, "乡科级": Level.TOWN}  # fmt: skip
_EVERYBODY = ("全体领导", "全部领导", "所有领导", "全体包抓领导", "全体")
_FILLING = re.compile(
    r"调度对象|对象|改为|改成|只问|只调度|只发|包抓|领导|项目|单位|阶段|类|[、，,和及与的：:。；;\s]"
)
_STAGES = {stage.value: stage for stage in Stage if stage is not Stage.ENDED}


def read_whom(text: str, units: Sequence[Unit]) -> Whom:
    """What these words narrow the rule to; names and words of one sort add up, sorts narrow one another.

    Raises:
        BadArgument: nothing is said, or a word of it is not understood.
    """
    left = "".join(text.split())
    if any(word in left and not _FILLING.sub("", left.replace(word, "")) for word in _EVERYBODY):
        return EVERYBODY
    found_units, left = _taken({unit.name: unit.id for unit in units}, left)
    levels, left = _taken(_LEVELS, left)
    kinds, left = _taken(_KINDS, left)
    stages, left = _taken(_STAGES, left)
    whom = Whom(frozenset(found_units), frozenset(kinds), frozenset(stages), frozenset(levels))
    if whom == EVERYBODY or _FILLING.sub("", left):
        raise BadArgument("whom")
    return whom


def _taken(words: Mapping[str, T], text: str) -> tuple[set[T], str]:
    """What is named, longest names first, and the rest of the text."""
    found = set()
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            found.add(words[word])
            text = text.replace(word, "")
    return found, text
