"""All references of a reply, the stronger before the weaker."""

from __future__ import annotations

from collections.abc import Iterator

from core.rounds.reading.naming import Names
from core.rounds.reading.plain import Plain
from core.rounds.reading.references.groups import rest_and_all
from core.rounds.reading.references.model import How, Reference
from core.rounds.reading.references.names import literal_names, strangers, weak_names
from core.rounds.reading.references.numbers import buildings, marks_in, meant, numbered


def find_references(plain: Plain, names: Names, known: tuple[int, ...]) -> list[Reference]:
    """All references in the order of the text, without overlaps; stronger ones win their place."""
    text = plain.text
    found = list(literal_names(text, names))
    for more in (
        numbered(text, known),
        buildings(text, known),
        rest_and_all(text),
        weak_names(text, names),
        strangers(text),
    ):
        found += [one for one in more if not _overlaps(one, found)]
    marks = [mark for mark in marks_in(text) if not _overlaps(mark, found)]
    found += meant(marks, found, text, known)
    return list(_once(sorted(found, key=lambda one: one.start)))


def _once(found: list[Reference]) -> Iterator[Reference]:
    """A thing that may be a project is none when that project is being spoken of already: 金穗粮油."""
    before: Reference | None = None
    for one in found:
        again = before is not None and one.numbers == before.numbers and before.how is not How.UNKNOWN
        if one.how is How.UNKNOWN and again and one.numbers and before is not None:
            if one.start == before.end:
                before = Reference(before.start, one.end, before.how, before.numbers)
            continue
        if again and before is not None and one.start == before.end and one.how is How.NAME:
            before = Reference(before.start, one.end, before.how, before.numbers)
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def _overlaps(one: Reference, others: list[Reference]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)
