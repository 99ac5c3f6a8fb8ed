"""Days as the office and leaders write them: 2027-01-01至01-03, 11月23日至27日, 11月23日, 今天, 明天."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = timedelta(days=366)
"""No span that anybody means is longer."""
BACK = timedelta(days=60)
"""A day without a year may lie this far back; else next year's is meant."""
_DAY = r"(?:(\d{4})\s*[-年./])?\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?"
_END = r"(?:(?:(\d{4})\s*[-年./])?\s*(\d{1,2})\s*[-月./])?\s*(\d{1,2})\s*[日号]?"
_SPAN = re.compile(rf"{_DAY}(?:\s*(?:至|到|~|～|—+|–|-)\s*{_END})?")
_NEAR = re.compile("(今天|明天|后天)")
_AWAY = {"今天": 0, "明天": 1, "后天": 2}


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both included. ``rest``: the words around them, without blanks at the ends."""

    first: date
    last: date
    rest: str


def read_days(text: str, today: date) -> Days | None:
    """The first span of days in ``text``; None if there is none, or none that can be."""
    near = _NEAR.sub(lambda found: f"{today + timedelta(days=_AWAY[found[1]])}", text)
    found = _SPAN.search(near)
    if found is None:
        return None
    try:
        first, last = _ends(found, today)
    except ValueError:
        return None
    if not first <= last <= first + LONGEST:
        return None
    return Days(first, last, f"{near[: found.start()]} {near[found.end() :]}".strip())


def _ends(found: re.Match[str], today: date) -> tuple[date, date]:
    """A number that is not written counts as 0."""
    year, month, day, last_year, last_month, last_day = (int(n or 0) for n in found.groups())
    first = date(year or today.year, month, day)
    if not year and first < today - BACK:
        first = date(first.year + 1, month, day)
    if not last_day:
        return first, first
    last = date(last_year or first.year, last_month or first.month, last_day)
    if last_month and not last_year and last < first:
        last = date(last.year + 1, last_month, last_day)
    return first, last
