"""What the office sets about stages and nodes: names of stages, usual days of building."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.errors import BadArgument
from core.milestones.back_plan import DURATIONS
from core.ports import UnitOfWork
from core.roster.nodes import KeyNode
from core.roster.stages import Rung
from core.settings import Json, Setting, choose, chosen
from core.texts.catalogue import say

LONGEST_NAME = 8
"""Characters; it stands on a button."""
STEPS = (15, 30, 45, 60, 90, 120, 180, 240, 300, 365)
"""Days that are offered for one stretch of building."""


def _names_from(stored: Json) -> Mapping[Rung, str]:
    if not isinstance(stored, dict):
        raise ValueError(stored)  # noqa: TRY004 - what was stored is wrong, not the call
    return {Rung(rung): str(name) for rung, name in stored.items() if rung in set(Rung)}


def _days_from(stored: Json) -> Mapping[KeyNode, int]:
    if not isinstance(stored, dict):
        raise ValueError(stored)  # noqa: TRY004 - what was stored is wrong, not the call
    said = {KeyNode(n): d for n, d in stored.items() if n in set(KeyNode) and isinstance(d, int)}
    return {node: said.get(node, days) for node, days in DURATIONS.items()}


NAMES: Setting[Mapping[Rung, str]] = Setting(
    "stage_names", {}, lambda names: {rung.value: name for rung, name in names.items()}, _names_from
)
"""The office's own words; a rung without one is called as it is."""
DAYS: Setting[Mapping[KeyNode, int]] = Setting(
    "durations", DURATIONS, lambda days: {node.value: n for node, n in days.items()}, _days_from
)


def stage_names(work: UnitOfWork) -> Mapping[Rung, str]:
    """A name for every rung."""
    own = chosen(work, NAMES)
    return {rung: own.get(rung) or say(f"rung.{rung.name.lower()}") for rung in Rung}


def rung_named(work: UnitOfWork, name: str) -> Rung | None:
    """By the office's word, else by the common one."""
    named = {called: rung for rung, called in stage_names(work).items()}
    return named.get(name) or (Rung(name) if name in set(Rung) else None)


def rename(work: UnitOfWork, rung: Rung, name: str, by: int, now: datetime) -> None:
    """
    Raises:
        BadArgument: too long, or the name of another rung.
    """
    others = {called for other, called in stage_names(work).items() if other is not rung}
    if not 1 <= len(name) <= LONGEST_NAME or name in others:
        raise BadArgument("stage_name")
    own = chosen(work, NAMES)
    choose(work, NAMES, {**own, rung: name}, by, now)


def durations(work: UnitOfWork) -> Mapping[KeyNode, int]:
    return chosen(work, DAYS)


def next_duration(work: UnitOfWork, node: KeyNode, by: int, now: datetime) -> None:
    """The next number of days offered for this stretch."""
    held = chosen(work, DAYS)
    later = next((step for step in STEPS if step > held[node]), STEPS[0])
    choose(work, DAYS, {**held, node: later}, by, now)
