"""Who speaks for which unit (责任单位): whom a result is shown to before it is frozen, and who may object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person
from core.roster.seeing import governments


def speakers(work: UnitOfWork) -> Mapping[int, Sequence[Person]]:
    """Unit → its people with the role of a unit, by id; those of 西岭区政府 also speak for 西岭区.

    The same rule as ``core.roster.seeing.own_units``, for everybody at once.
    """
    units = work.projects.units()
    names = {unit.id: unit.name for unit in units}
    of_government = {name: unit.id for unit in units for name in governments(unit.name)}
    found: dict[int, list[Person]] = defaultdict(list)
    for person in work.people.with_role(Role.UNIT):
        if person.unit_id is not None:
            place = of_government.get(names[person.unit_id])
            for unit_id in dict.fromkeys((person.unit_id, place)):
                if unit_id is not None:
                    found[unit_id].append(person)
    return found
