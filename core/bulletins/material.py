"""Everything the words of an issue are made from: frozen figures, and what happened in its period. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.bulletins.figures import Figures, Standing
from core.bulletins.model import BulletinKind
from core.figures.model import Figure
from core.problems.model import Problem
from core.roster.model import Project
from core.scoring.model import Fact, Snapshot


@dataclass(frozen=True, slots=True)
class Material:
    """
    Attributes:
        since: the first day of the period; ``as_of`` the cut-off, local.
        before: the snapshot that changes are measured against.
        confirmed: figures of the period's rounds that the office has confirmed.
        opened: problems new in the period. ``solved``: how many were closed in it.
        waiting: all problems open at the cut-off.
        course: the last snapshot of each month of the quarter, oldest first; quarterly only.
    """

    kind: BulletinKind
    figures: Figures
    since: date
    as_of: date
    before: Snapshot | None = None
    confirmed: Sequence[Figure] = ()
    opened: Sequence[Problem] = ()
    solved: int = 0
    waiting: Sequence[Problem] = ()
    projects: Mapping[int, Project] = field(default_factory=dict)
    course: tuple[Snapshot, ...] = ()

    @property
    def overdue(self) -> list[Problem]:
        """Open problems past their deadline, the longest overdue first."""
        late = [one for one in self.waiting if one.due_on is not None and one.due_on.last < self.as_of]
        return sorted(late, key=lambda one: (one.due_on.last if one.due_on else self.as_of, one.id))

    def unit_names(self) -> dict[int, str]:
        """Of every unit that a project may belong to; made once for many projects."""
        names = {score.unit_id: score.unit for score in self.figures.snapshot.scores}
        return names | {unit.id: unit.name for unit in self.figures.snapshot.units}


def unit_of(fact: Fact, names: Mapping[int, str]) -> str:
    """The unit that a project's light is told to: 属地, else who brought it in."""
    return names.get(fact.unit_id or fact.host_id or 0, "")


@dataclass(frozen=True, slots=True)
class Own:
    """One unit's part of the material, for its page of the meeting pack.

    Attributes:
        rows: its projects as they are frozen, ``then`` as they were in the snapshot before.
        waiting: open problems of its projects.
    """

    material: Material
    standing: Standing
    rows: tuple[Fact, ...]
    then: Mapping[int, Fact]
    waiting: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How much of everything is shown: rows of a ranking, entries of another list."""

    rows: int = 99
    entries: int = 5
