"""A result before it is frozen: each unit sees its own and may object (预公示与异议). Values and pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.scoring.model import Fact, Ruling, Snapshot, UnitFact, UnitScore
from core.scoring.score import CENT, score_units
from core.scoring.written import digest, texts_of


class PreviewState(StrEnum):
    """``open → signed``."""

    OPEN = "open"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Preview:
    """A round's result at its cut-off, while the units look at it.

    Attributes:
        made: inputs and result as they stand; accepted objections are in it.
        closes_at: objections are taken until then.
        extended_by: who gave more time, once; with ``extended_why``.
    """

    id: int
    round_id: int
    made: Snapshot
    opened_at: datetime
    closes_at: datetime
    state: PreviewState = PreviewState.OPEN
    extended_by: int | None = None
    extended_why: str = ""

    def takes(self, now: datetime) -> bool:
        """Whether a unit may still object."""
        return self.state is PreviewState.OPEN and now < self.closes_at


class ObjectionState(StrEnum):
    """``open → accepted | refused | withdrawn``."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody of a unit says is wrong, and what was decided.

    ``code``: the indicator; empty: something else. ``change``: what an accepted one did, as people read it.
    """

    id: int
    preview_id: int
    unit_id: int
    person_id: int
    code: str
    project_id: int | None
    text: str
    said_at: datetime
    state: ObjectionState = ObjectionState.OPEN
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What a unit is shown of its list: its place among ``of`` ranked ones, and the middle of their totals."""

    score: UnitScore
    of: int
    median: Decimal | None


def own_place(scores: Iterable[UnitScore], unit_id: int) -> Own | None:
    """None: the unit is not scored. Nothing of any other unit is in it but the median."""
    every = list(scores)
    score = next((one for one in every if one.unit_id == unit_id), None)
    if score is None:
        return None
    totals = [one.total for one in every if one.kind == score.kind and one.total is not None]
    return Own(score, len(totals), median(totals))


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle one, or the mean of the two in the middle, half up; None of nothing.

    >>> median([Decimal(1), Decimal(2), Decimal(4), Decimal(9)])
    Decimal('3.00')
    """
    if not values:
        return None
    order = sorted(values)
    middle = order[(len(order) - 1) // 2] + order[len(order) // 2]
    return (middle / 2).quantize(CENT, ROUND_HALF_UP)


def rescored(made: Snapshot) -> Snapshot:
    """The same inputs once more, with places against the same period before, and its check code."""
    previous = {score.unit_id: score.previous for score in made.scores if score.previous is not None}
    listed = {score.unit_id for score in made.scores if score.listed}
    scores = score_units(made.scheme, made.facts, made.units, previous, listed)
    again = replace(made, scores=scores, digest="")
    return replace(again, digest=digest(texts_of(again)))


def with_fact(made: Snapshot, fact: Fact) -> Snapshot:
    """One project's row replaced, or added where there was none; everything scored again."""
    rows = {one.project_id: one for one in made.facts} | {fact.project_id: fact}
    return rescored(replace(made, facts=tuple(rows.values())))


def with_unit(made: Snapshot, unit: UnitFact) -> Snapshot:
    """What is known of one unit replaced; everything scored again."""
    units = tuple(unit if one.id == unit.id else one for one in made.units)
    return rescored(replace(made, units=units))


def rulings(objections: Iterable[Objection]) -> tuple[Ruling, ...]:
    """What is frozen of the decided ones, by number."""
    decided = (ObjectionState.ACCEPTED, ObjectionState.REFUSED)
    return tuple(
        Ruling(
            one.id,
            one.unit_id,
            one.project_id,
            one.code,
            one.state is ObjectionState.ACCEPTED,
            one.reason,
            one.change,
        )
        for one in sorted(objections, key=lambda one: one.id)
        if one.state in decided
    )
