"""Drafts of the red and black lists, and units with nothing to show (红黑榜, 零签约)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from core.calendar import Calendar
from core.chat import Card
from core.scoring.lists import Entry, Lists, Zero
from core.scoring.model import Snapshot
from core.texts import words
from core.texts.catalogue import say
from core.texts.pictures import row


def lists(found: Lists, snapshot: Snapshot, calendar: Calendar) -> Card:
    """All lists of a snapshot, praise first; an empty one says so."""
    names = {indicator.code: indicator.name for indicator in snapshot.scheme.indicators}
    parts = [
        _part("red", [_entry("lists.red_row", entry, names) for entry in found.red]),
        _part("black", [_entry("lists.black_row", entry, names) for entry in found.black]),
        _spared(found.spared),
        _part("no_leads", [_zero(zero) for zero in found.no_leads]),
        _part("no_signing", [_zero(zero) for zero in found.no_signing]),
        _part("wiped_out", [say("lists.wiped_row", unit=unit.name, n=n) for unit, n in found.wiped_out]),
        say("lists.foot", at=words.moment(snapshot.taken_at, calendar)),
    ]
    title = say("lists.title", week=words.period(snapshot.period))
    return Card("\n\n".join(filter(None, parts)), title=title, buttons=row("lists"))


def _part(name: str, rows: Sequence[str]) -> str:
    return "\n".join([say(f"lists.{name}"), *(rows or [say("lists.nobody")])])


def _entry(key: str, entry: Entry, names: Mapping[str, str]) -> str:
    lost = say("word.list_stop").join(f"{names[x.code]}{x.points}/{x.weight}" for x in entry.lost)
    rate = words.rate(entry.target.numerator, entry.target.denominator)
    facts = {"unit": entry.score.unit, "rank": entry.score.rank, "total": entry.score.total, "rate": rate}
    return say(key, last=entry.from_last, lost=lost, **facts)


def _spared(entries: Sequence[Entry]) -> str:
    names = say("word.list_stop").join(entry.score.unit for entry in entries)
    return say("lists.spared", names=names) if entries else ""


def _zero(zero: Zero) -> str:
    if not zero.since:
        return say("lists.never", unit=zero.unit.name)
    return say(
        "lists.since", unit=zero.unit.name, day=words.day(date.fromisoformat(zero.since)), year=zero.since[:4]
    )
