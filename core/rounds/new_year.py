"""A year whose holidays nobody knows is Monday to Friday, and the office is told so once."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.calendar import Calendar
from core.office_time import unknown_years
from core.ports import UnitOfWork
from core.rounds.tell import tell_office
from core.texts import office_time as texts

AHEAD = timedelta(days=31)
"""The State Council publishes a year's holidays in November of the year before."""
_WARNED = "calendar.warned"


def years_to_warn_of(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[int, ...]:
    unknown = unknown_years(calendar, calendar.today(now), AHEAD)
    warned = (work.settings.get(_WARNED) or "").split() if unknown else []
    return tuple(year for year in unknown if str(year) not in warned)


def warn_of_year(work: UnitOfWork, year: int, calendar: Calendar, now: datetime) -> bool:
    """False while nobody in the office can be reached; then it is tried again."""
    if year not in years_to_warn_of(work, calendar, now):
        return False
    if not tell_office(work, f"calendar:{year}", texts.unknown_year(year), calendar, now):
        return False
    work.settings.set(_WARNED, f"{work.settings.get(_WARNED) or ''} {year}".strip())
    return True
