"""Whether what was said later about the same thing overtakes a figure. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.model import Field, Figure, FigureState
from core.figures.stated import stated
from core.rounds.model import Report

SAID = FigureState.SAID


def overtaken(
    figure: Figure, later: Report, versions: Sequence[Report], figures: Mapping[tuple[int, Field], Figure]
) -> bool:
    if later.id <= figure.report_id or later.is_void:
        return False
    if figure.field not in {one.field for one in stated(later.finding)}:
        return False
    rounds = {each.round_id for each in versions if each.id in (figure.report_id, later.id)}
    if figure.field is Field.WEEK_IN and len(rounds) > 1:
        return False
    newer = figures.get((later.id, figure.field))
    if newer is not None and newer.state is SAID:
        return figure.state is SAID
    return newer is None or newer.state is not FigureState.WITHDRAWN
