"""To whom an issue goes (发布范围). Values only."""

from __future__ import annotations

from dataclasses import dataclass

from core.chat import Address
from core.roster.model import Group, Person

LEADERS, UNITS = "leaders", "units"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets it privately. ``page``: the page of his unit, for a meeting pack."""

    person: Person
    address: Address
    page: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """``lost``: people among those chosen to whom nothing can be delivered."""

    groups: tuple[Group, ...] = ()
    readers: tuple[Reader, ...] = ()
    lost: tuple[Person, ...] = ()

    @property
    def nobody(self) -> bool:
        return not self.groups and not self.readers
