"""One value of one project set right, and the columns of its frozen row that follow from it. Pure.

Only those columns change: whatever else has happened to the project since the cut-off stays out of the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from core.dates import PartialDate
from core.figures.fields import typed as figure_typed
from core.figures.model import Field
from core.roster.light_rules import LightRules
from core.roster.model import Project, Stage
from core.roster.showing import shown
from core.scoring.facts import facts_of
from core.scoring.model import Fact, Pace

Right: TypeAlias = int | bool | Stage | PartialDate


class Item(StrEnum):
    """What of a project can be set right; the value is the name of its field."""

    YEAR_IN = "year_in_yuan"
    TOTAL_IN = "total_in_yuan"
    TOTAL = "total_yuan"
    YEAR_PLAN = "year_plan_yuan"
    STAGE = "stage"
    SIGNED = "signed_on"
    START = "real_start_on"
    STOCK = "in_stock"
    STATS = "in_stats"


_AS_FIGURE = {
    Item.YEAR_IN: Field.YEAR_IN,
    Item.TOTAL_IN: Field.TOTAL_IN,
    Item.TOTAL: Field.TOTAL_IN,
    Item.YEAR_PLAN: Field.YEAR_IN,
    Item.STAGE: Field.STAGE,
    Item.SIGNED: Field.START_ON,
    Item.START: Field.START_ON,
}
"""What is typed is read as a figure of this kind: a sum, a stage, a day that has come."""
_OF_STAGE = (
    "started", "producing", "production_due", "ended", "building", "late_start", "paused", "talks", "light",
    "next_node", "overdue",
)  # fmt: skip
FOLLOW: Mapping[Item, tuple[str, ...]] = {
    Item.YEAR_IN: ("year_in_yuan", "on_pace", "light"),
    Item.TOTAL_IN: ("arrived_yuan",),
    Item.TOTAL: ("contract_yuan",),
    Item.YEAR_PLAN: ("on_pace", "light"),
    Item.STAGE: _OF_STAGE,
    Item.SIGNED: ("signed_now", "signed_on", "late_start"),
    Item.START: ("started_now", "light", "next_node", "overdue"),
    Item.STOCK: ("in_stock", "light"),
    Item.STATS: ("in_stats",),
}
"""Columns of a ``Fact`` that say something else once the item is set right."""
_BY_CODE: Mapping[str, tuple[Item, ...]] = {
    "A1": (Item.TOTAL, Item.SIGNED),
    "A2": (Item.TOTAL, Item.SIGNED),
    "B1": (Item.STAGE,),
    "B2": (Item.STAGE, Item.START),
    "C1": (Item.YEAR_IN,),
    "C2": (Item.TOTAL_IN, Item.TOTAL),
    "D1": (Item.YEAR_IN, Item.YEAR_PLAN, Item.STAGE),
    "D2": (Item.STAGE,),
    "E1": (Item.STOCK, Item.STAGE),
    "E2": (Item.STATS, Item.STAGE),
    "started": (Item.STAGE, Item.START),
    "arrived": (Item.TOTAL_IN, Item.TOTAL),
    "producing": (Item.STAGE,),
}
_YES, _NO = frozenset({"是", "yes", "有", "已"}), frozenset({"否", "no", "无", "未"})


def items_for(code: str) -> Sequence[Item]:
    """What may be wrong where this indicator is; everything where it is none of a project's."""
    return _BY_CODE.get(code, tuple(Item))


def typed(item: Item, words: str, today: date) -> Right | None:
    """The right value as somebody wrote it: 1800万, 在建, 2026-11-18, 是; None: unreadable."""
    if item in (Item.STOCK, Item.STATS):
        word = words.strip().lower()
        return True if word in _YES else False if word in _NO else None
    return figure_typed(_AS_FIGURE[item], words, today)


def set_right(project: Project, item: Item, value: Right) -> Project:
    """The project with that value; nothing else changes."""
    return replace(project, **{item.value: value})  # type: ignore[arg-type]  # as ``typed`` reads it


def as_read(project: Project, item: Item) -> str:
    """What it holds of the item, as people read it."""
    return shown(item.value, getattr(project, item.value))


def amended(fact: Fact, right: Project, item: Item, as_of: date, pace: Pace, lights: LightRules) -> Fact:
    """The frozen row with the columns that follow from ``item`` as they are for ``right`` on the cut-off day."""
    (now,) = facts_of([right], as_of, pace, {right.id: fact.excuse} if fact.excuse else {}, lights)
    return fact._replace(**{name: getattr(now, name) for name in FOLLOW[item]})


def retaken(project: Project, as_of: date, pace: Pace, excuse: str, lights: LightRules) -> Fact | None:
    """The whole row anew from the ledger of today, for a mistake that was put right there already; None: the
    project belongs to no unit."""
    excused = {project.id: excuse} if excuse else {}
    return next(iter(facts_of([project], as_of, pace, excused, lights)), None)
