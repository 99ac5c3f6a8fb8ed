"""Who carries what, and whether leaders may be ranked in a group at all (领导排名).

Off unless somebody chooses otherwise: ranking superiors in a group would not be accepted (default scheme, rule 9).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from core.ports import UnitOfWork
from core.roster.model import Duty
from core.settings import Setting

RANKED: Setting[bool] = Setting("leaders_ranked", default=False, to_json=bool, from_json=bool)


def carried_on(work: UnitOfWork, day: date) -> Mapping[int, tuple[str, Collection[int]]]:
    """Leader → (name, his projects on that day)."""
    found: dict[int, set[int]] = {}
    for one in work.projects.assigned(day, duty=Duty.LEADER):
        found.setdefault(one.person_id, set()).add(one.project_id)
    return {person_id: (work.people.get(person_id).name, ids) for person_id, ids in found.items()}
