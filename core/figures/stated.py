"""Which figures an answer states (填报数). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.figures.fields import written
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
    found: dict[Field, Stated] = {}
    for field, value in _values(finding):
        found.setdefault(field, Stated(field, value, finding.quote))
    return tuple(found.values())


def _values(finding: Finding) -> Iterator[tuple[Field, str]]:
    for one in finding.sums:
        yield _SUMS[one.period], written(one.yuan)
    if finding.percent is not None:
        yield Field.PERCENT, written(finding.percent)
    if finding.stage and finding.stage not in {_STAGES.get(done.node) for done in finding.nodes}:
        yield Field.STAGE, written(finding.stage)
    for done in finding.nodes:
        yield _NODES[done.node], written(done.on)
