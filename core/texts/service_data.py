"""What the office entered for the service indicators, in words (录入)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.chat import Card
from core.roster.model import Unit
from core.scoring.service_counts import Entered, Entry, Service
from core.texts.catalogue import LANGUAGES, say


def words_of(kind: Entered) -> frozenset[str]:
    """How people may write it, in any language."""
    return frozenset(sentences[f"entered.{kind.value}"] for sentences in LANGUAGES.values())


def one(entry: Entry, unit: str, by: str) -> str:
    return say("enter.done", what=_what(entry), unit=unit, source=entry.source, by=by, year=entry.year)


def _what(entry: Entry) -> str:
    name = say(f"entered.{entry.kind.value}")
    count = str(entry.part) if entry.kind is Entered.UNTRUE else f"{entry.part}/{entry.whole}"
    return f"{name} {count}"


def listed(
    units: Sequence[Unit],
    counted: Mapping[int, Service],
    entered: Mapping[tuple[int, Entered], Entry],
    names: Mapping[int, str],
    year: int,
) -> Card:
    """What counts for each unit, and whose word it is: entered, or counted from our own records."""
    rows = []
    for unit in units:
        known = counted.get(unit.id, Service())
        for kind in Entered:
            entry = entered.get((unit.id, kind))
            count = _counted(known, kind)
            if entry is not None:
                by = names[entry.entered_by]
                rows.append(say("enter.row", unit=unit.name, what=_what(entry), source=entry.source, by=by))
            elif count:
                rows.append(say("enter.own", unit=unit.name, what=f"{say(f'entered.{kind.value}')} {count}"))
    text = "\n".join([*(rows or [say("enter.none")]), "", say("usage.enter")])
    return Card(text, title=say("enter.title", year=year))


def _counted(known: Service, kind: Entered) -> str:
    if kind is Entered.SOLVED and known.problems_due:
        return f"{known.problems_in_time}/{known.problems_due}"
    if kind is Entered.QUALITY and known.reported:
        return f"{known.sent_back}/{known.reported}"
    return ""
