"""At which level a leader serves (市级、县级、乡镇), read from his title; nobody keeps a list of it."""

from __future__ import annotations

import re
from enum import StrEnum

from core.roster.model import Person, Unit, UnitKind


class Level(StrEnum):
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    OTHER = "other"  # departments, parks, and whoever's title says nothing


_LEVELS = (
    (re.compile(r"镇|乡(?!村)|街道"), Level.TOWN),
    (re.compile(r"开发区|经开区|高新区|新区|园区?|示范区|管委会|党工委"), Level.OTHER),
    (re.compile(r"[县区旗]"), Level.COUNTY),
    (re.compile(r"市长|市(?:委|人大|政府|政协|纪委|监委)(?!员)"), Level.CITY),
)
"""The first that stands in the title."""
_OF_UNIT = {UnitKind.COUNTY: Level.COUNTY, UnitKind.TOWN: Level.TOWN}


def level_of(person: Person, unit: Unit | None) -> Level:
    """By the title (副县长 is of the county, whatever unit he stands under); where it says nothing, by the unit's kind."""
    found = next((level for words, level in _LEVELS if words.search(person.title)), None)
    if found is None and unit:
        found = _OF_UNIT.get(unit.kind)
    return found or Level.OTHER
