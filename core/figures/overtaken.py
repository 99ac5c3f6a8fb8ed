"""Whether what was said later about the same thing overtakes a figure. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from core.figures.model import Field, Figure, FigureState
from core.figures.stated import stated
from core.rounds.model import Report

SAID = FigureState.SAID


Fields = Mapping[int, Collection[Field]]
"""Report id → of what it states figures."""


def fields_of(versions: Iterable[Report]) -> Fields:
    """One that was taken back states nothing."""
    return {one.id: () if one.is_void else [each.field for each in stated(one.finding)] for one in versions}


def overtaken(
    figure: Figure,
    versions: Sequence[Report],
    fields: Fields,
    figures: Mapping[tuple[int, Field], Figure],
) -> bool:
    """Whether any of ``versions`` overtakes it.

    Args:
        fields: of these versions.
        figures: what became of the figures that they state, by report and field.
    """
    for later in versions:
        if later.id > figure.report_id and figure.field in fields[later.id]:
            if figure.field is Field.WEEK_IN and _of_two_rounds(figure.report_id, later.id, versions):
                continue
            if _overtakes(figures.get((later.id, figure.field)), figure):
                return True
    return False


def _of_two_rounds(earlier: int, later: int, versions: Sequence[Report]) -> bool:
    return len({one.round_id for one in versions if one.id in (earlier, later)}) > 1


def _overtakes(newer: Figure | None, figure: Figure) -> bool:
    if newer is not None and newer.state is SAID:
        return figure.state is SAID
    return newer is None or newer.state is not FigureState.WITHDRAWN
