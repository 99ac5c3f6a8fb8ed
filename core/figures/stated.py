"""Which figures an answer states (填报数). Pure."""

from __future__ import annotations

from typing import NamedTuple

from core.figures.fields import Value, written
from core.figures.model import Field
from core.roster.model import Node, Stage
from core.rounds.model import Finding, Period

_SUMS = {
    Period.WEEK: Field.WEEK_IN,
    Period.MONTH: Field.MONTH_IN,
    Period.YEAR: Field.YEAR_IN,
    Period.TOTAL: Field.TOTAL_IN,
    Period.FIXED: Field.FIXED,
}
_NODES = {
    Node.START: Field.START_ON,
    Node.TOPPED: Field.TOPPED_ON,
    Node.COMPLETED: Field.COMPLETED_ON,
    Node.PRODUCTION: Field.PRODUCTION_ON,
    Node.STOCKED: Field.STOCKED_ON,
    Node.COUNTED: Field.COUNTED_ON,
}

_STAGES = {Node.START: Stage.BUILDING, Node.COMPLETED: Stage.FINISHED, Node.PRODUCTION: Stage.PRODUCING}
"""A confirmed node moves the stage on: it needs no figure of its own."""


class Stated(NamedTuple):
    """``value`` and ``quote`` as in ``Figure``."""

    field: Field
    value: str
    quote: str


def stated(finding: Finding) -> tuple[Stated, ...]:
    """Every figure of one answer, one per field; the first when an answer states a field twice."""
    values: dict[Field, Value] = {}
    for one in finding.sums:
        values.setdefault(_SUMS[one.period], one.yuan)
    if finding.percent is not None:
        values[Field.PERCENT] = finding.percent
    if finding.stage and finding.stage not in {_STAGES.get(done.node) for done in finding.nodes}:
        values[Field.STAGE] = finding.stage
    for done in finding.nodes:
        values.setdefault(_NODES[done.node], done.on)
    if not values:
        return ()
    return tuple([Stated(field, written(value), finding.quote) for field, value in values.items()])
