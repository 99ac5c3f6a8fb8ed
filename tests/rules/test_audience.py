"""About which projects a rule asks."""

from __future__ import annotations

import pytest

from core.roster.model import Project, Stage, UnitKind
from core.rounds.audience import asked_about
from core.rounds.timetable import EVERYBODY, Audience, Whom

KINDS = {1: UnitKind.COUNTY, 2: UnitKind.COUNTY, 3: UnitKind.DEPARTMENT}
HERE = Project(1, "ZS-1", "青禾", county_id=1, stage=Stage.BUILDING)
BROUGHT = Project(2, "ZS-2", "云杉", county_id=1, host_id=3, stage=Stage.TALKS)
ENDED = Project(3, "ZS-3", "白石", county_id=1, stage=Stage.ENDED)


@pytest.mark.parametrize(
    ("audience", "whom", "asked"),
    [
        (Audience.LEADERS, EVERYBODY, {1, 2}),
        (Audience.SIGNED, EVERYBODY, {1}),
        (Audience.OFFICE, EVERYBODY, set()),
        (Audience.LEADERS, Whom(units=frozenset({1})), {1, 2}),  # where it lies counts, too
        (Audience.LEADERS, Whom(units=frozenset({3})), {2}),
        (
            Audience.LEADERS,
            Whom(kinds=frozenset({UnitKind.COUNTY})),
            {1},
        ),  # a department brought the other in
        (Audience.LEADERS, Whom(kinds=frozenset({UnitKind.DEPARTMENT}), units=frozenset({2})), {2}),
        (Audience.LEADERS, Whom(stages=frozenset({Stage.TALKS, Stage.ENDED})), {2}),
        (Audience.SIGNED, Whom(stages=frozenset({Stage.TALKS})), set()),
    ],
)
def test_units_and_kinds_add_up_and_stages_narrow(audience: Audience, whom: Whom, asked: set[int]) -> None:
    assert {p.id for p in (HERE, BROUGHT, ENDED) if asked_about(audience, whom, p, KINDS)} == asked
