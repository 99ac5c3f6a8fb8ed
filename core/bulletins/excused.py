"""How many projects and units an issue leaves out of account by a granted excuse, kind by kind (免责统计). Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from core.scoring.excuse import ExcuseKind
from core.scoring.model import Snapshot


@dataclass(frozen=True, slots=True)
class Excused:
    """How many there are of one kind: projects that left the denominators, units that are kept off the black list."""

    kind: ExcuseKind
    projects: int
    units: int


def excused_in(snapshot: Snapshot) -> tuple[Excused, ...]:
    """Every kind in its order, those that nobody has included; each project counted once."""
    projects = Counter(fact.excuse for fact in snapshot.facts if fact.excuse)
    units = Counter(unit.excuse for unit in snapshot.units if unit.excuse)
    return tuple(Excused(kind, projects[kind.value], units[kind.value]) for kind in ExcuseKind)
