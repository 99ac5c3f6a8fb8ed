"""The office's own calendar over the State Council's (假日安排, 办公时间, 免打扰时段); every clock goes by it.

Kept as one choice, so that reading it takes one question to the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.calendar import DAY, Calendar, Span
from core.errors import BadArgument
from core.ports import UnitOfWork
from core.settings import Json, Setting, chosen, keep

MOST_DAYS = 600
"""Days in the table: several years of holidays, and no more than can be read on every tick."""
SHORTEST = timedelta(hours=1)
"""Of the hours in which we may speak, and of an office's day."""


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What the office said about one day, who said it and when."""

    works: bool
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """Attributes:
    days: exceptions to the State Council's table.
    years: whose holidays the office has entered completely.
    hours, speaks: as in ``Calendar``; None: what the product comes with.
    """

    days: Mapping[date, OfficeDay]
    years: frozenset[int] = frozenset()
    hours: tuple[Span, ...] | None = None
    speaks: Span | None = None


def _to_json(value: OfficeTime) -> Json:
    days: list[Json] = [
        [day.isoformat(), one.works, one.by, one.at.isoformat()] for day, one in sorted(value.days.items())
    ]
    return {
        "days": days,
        "years": [*sorted(value.years)],
        "hours": [_span_json(span) for span in value.hours] if value.hours else None,
        "speaks": _span_json(value.speaks) if value.speaks else None,
    }


def _from_json(value: Json) -> OfficeTime:
    if not isinstance(value, dict):
        raise ValueError(value)  # noqa: TRY004 - what was stored is wrong, not the call
    hours, speaks, years = value["hours"], value["speaks"], value["years"]
    return OfficeTime(
        dict(_day(row) for row in _rows(value["days"])),
        frozenset(int(str(year)) for year in _rows(years)),
        tuple(_span(row) for row in _rows(hours)) if hours else None,
        _span(speaks) if speaks else None,
    )


def _rows(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _day(row: Json) -> tuple[date, OfficeDay]:
    day, works, by, at = _rows(row)
    return date.fromisoformat(str(day)), OfficeDay(bool(works), int(str(by)), datetime.fromisoformat(str(at)))


def _span_json(span: Span) -> Json:
    return [f"{end:%H:%M}" for end in span]


def _span(row: Json) -> Span:
    begins, ends = (time.fromisoformat(str(end)) for end in _rows(row))
    return begins, ends


OFFICE_TIME: Setting[OfficeTime] = Setting("calendar", OfficeTime({}), _to_json, _from_json)


def office_calendar(work: UnitOfWork, base: Calendar) -> Calendar:
    """``base`` with what the office has changed; one question to the database."""
    return with_office(base, chosen(work, OFFICE_TIME))


def with_office(base: Calendar, own: OfficeTime) -> Calendar:
    on = {day for day, one in own.days.items() if one.works}
    off = {day for day, one in own.days.items() if not one.works}
    holidays = replace(
        base.holidays,
        on=(base.holidays.on | on) - off,
        off=(base.holidays.off | off) - on,
        known=base.holidays.known | own.years,
    )
    return replace(base, holidays=holidays, hours=own.hours or base.hours, speaks=own.speaks or base.speaks)


def set_days(
    work: UnitOfWork, first: date, last: date, by: int, now: datetime, *, works: bool | None
) -> None:
    """Days off or worked, both ends included; ``works`` None: as the State Council says again.

    Raises:
        BadArgument: the table would become too long.
    """
    own = chosen(work, OFFICE_TIME)
    days = {first + n * DAY for n in range((last - first).days + 1)}
    kept = {day: one for day, one in own.days.items() if day not in days}
    if works is not None:
        kept |= {day: OfficeDay(works, by, now) for day in days}
    if len(kept) > MOST_DAYS:
        raise BadArgument("days")
    facts = {"first": first.isoformat(), "last": last.isoformat(), "works": str(works).lower()}
    keep(work, OFFICE_TIME, replace(own, days=kept), by, now, facts)


def finish_year(work: UnitOfWork, year: int, by: int, now: datetime) -> None:
    """The office has entered all holidays of this year: nobody is warned of it any more."""
    own = chosen(work, OFFICE_TIME)
    keep(work, OFFICE_TIME, replace(own, years=own.years | {year}), by, now, {"year": str(year)})


def set_hours(work: UnitOfWork, hours: tuple[Span, ...] | None, by: int, now: datetime) -> None:
    """Office hours of a working day; None: as the product comes.

    Raises:
        BadArgument: not in order, or shorter than an hour.
    """
    if hours is not None and not _in_order(hours):
        raise BadArgument("hours")
    own = chosen(work, OFFICE_TIME)
    facts = {"old": _said(own.hours or ()), "new": _said(hours or ())}
    keep(work, OFFICE_TIME, replace(own, hours=hours), by, now, {"hours": facts["new"], "were": facts["old"]})


def set_speaking(work: UnitOfWork, speaks: Span | None, by: int, now: datetime) -> None:
    """When unasked words may leave; None: as the product comes.

    Raises:
        BadArgument: less than an hour.
    """
    if speaks is not None and not _in_order((speaks,)):
        raise BadArgument("hours")
    own = chosen(work, OFFICE_TIME)
    was = _said((own.speaks,) if own.speaks else ())
    facts = {"speaks": _said((speaks,) if speaks else ()), "were": was}
    keep(work, OFFICE_TIME, replace(own, speaks=speaks), by, now, facts)


def _in_order(spans: tuple[Span, ...]) -> bool:
    ends = [end for span in spans for end in span]
    length = sum((_length(span) for span in spans), timedelta())
    return ends == sorted(set(ends)) and length >= SHORTEST


def _length(span: Span) -> timedelta:
    begins, ends = (timedelta(hours=end.hour, minutes=end.minute) for end in span)
    return ends - begins


def _said(spans: Iterable[Span]) -> str:
    return " ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in spans)


def unknown_years(calendar: Calendar, day: date, ahead: timedelta) -> list[int]:
    """Years within ``ahead`` of ``day`` whose holidays nobody knows; they are Monday to Friday."""
    years = range(day.year, (day + ahead).year + 1)
    return [year for year in years if year not in calendar.holidays.known]
