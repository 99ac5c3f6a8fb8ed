"""The lines somebody may speak of, and whose his numbers are (读前准备)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.echo.drafting import joined
from core.rounds.echo.model import Place
from core.rounds.model import Prompt
from core.rounds.reading.model import Item, Line, Reading, Reason, Unclear
from core.rounds.reading.naming import names_of
from core.rounds.reading.plain import make_plain
from core.rounds.reading.read import read_reply
from core.rounds.reading.references import How, find_references
from core.rounds.reading.sounds import Sound
from core.rounds.who import answerable

_UNNUMBERED = 1000
"""A number on several cards is nobody's: such lines are found by name only."""
_NAMING = frozenset({How.NAME, How.NUMBER, How.MARK})
_NUMBERING = frozenset({How.NUMBER, How.MARK})


def places_of(work: UnitOfWork, person: Person, prompts: Sequence[Prompt], day: date) -> tuple[Place, ...]:
    """Every project once, in the order of the cards; a joint project stands on the first of them."""
    his = [(prompt, answerable(work, person, prompt, day)) for prompt in prompts]
    projects = work.projects.many({item.project_id for _, items in his for item in items})
    found: dict[int, Place] = {}
    for prompt, items in his:
        numbers = {item.no for item in items}
        others = frozenset([item.no for item in work.rounds.items(prompt.id) if item.no not in numbers])
        for item in items:
            if item.project_id not in found:
                place = Place(prompt, item.no, projects[item.project_id], item.no, others)
                found[item.project_id] = place
    if len(his) == 1:  # its numbers are all different
        return tuple(found.values())
    uses = Counter(place.no for place in found.values())
    return tuple(
        place if uses[place.no] == 1 else replace(place, said=_UNNUMBERED + index)
        for index, place in enumerate(found.values())
    )


def lines_of(places: Sequence[Place]) -> tuple[Line, ...]:
    lines = list[Line]()
    for place in places:
        one = place.project
        lines.append(Line(place.said, one.name, one.aliases, one.total_yuan, one.total_in_yuan, one.stage))
    return tuple(lines)


def read(
    text: str,
    places: Sequence[Place],
    answered: Collection[int],
    today: date,
    sound: Sound | None = None,
) -> Reading:
    """The reading, without what 其余 and 全部 say of projects that were answered before.

    Args:
        answered: project ids.
        sound: as in ``read_reply``.
    """
    if len(places) == 1 and (foreign := _foreign(text, places[0])):
        return _without_foreign(
            read_reply(text, (*lines_of(places), *foreign), today, sound), text, places[0].said
        )
    reading = read_reply(text, lines_of(places), today, sound)
    open_ = {place.said for place in places if place.project.id not in answered}
    if len(places) == 1 or not open_ or len(open_) == len(places):
        return reading
    doubtful = {item.no for item in reading.items if item.no not in open_ and _is_plain(item)}
    unnamed = doubtful - _numbers(text, places, _NAMING) if doubtful else doubtful
    return Reading(tuple(item for item in reading.items if item.no not in unnamed), reading.unresolved)


def _foreign(text: str, place: Place) -> tuple[Line, ...]:
    """Somebody with one line who speaks of other numbers of its card: these lines, without their names."""
    lines = tuple(Line(no, "") for no in sorted(place.others))
    known = tuple(sorted({place.said, *place.others}))
    found = find_references(make_plain(text), names_of((*lines_of([place]), *lines)), known)
    named = {number for one in found if one.how in _NUMBERING for number in one.numbers}
    return lines if named & place.others else ()


def _without_foreign(reading: Reading, text: str, own: int) -> Reading:
    """What is said of lines that are not his is quoted with their number."""
    others = [
        Unclear(Reason.PROJECT, f"{item.no}号 {joined(text, item.spans)}", item.spans[0], item.no)
        for item in reading.items
        if item.no != own and item.spans
    ]
    known = [one for one in reading.unresolved if one.no in (None, own)]
    return Reading(tuple(item for item in reading.items if item.no == own), (*others, *known))


def is_report(text: str, places: Sequence[Place], today: date, asked: int) -> bool:
    """A report beyond doubt, where words about line ``asked`` were expected."""
    if not _numbers(text, places, _NAMING) - {asked}:
        return False
    reading = read_reply(text, lines_of(places), today)
    return bool(reading.items) and not reading.unresolved


def fitting(text: str, by_prompt: Mapping[int, Sequence[Place]]) -> tuple[int, ...]:
    """Ids of the cards on which all the numbers that ``text`` names stand; none when it names none."""
    fits = []
    for prompt_id, places in by_prompt.items():
        own = tuple(Place(p.prompt, p.no, p.project, p.no) for p in places)
        references = _references(text, own)
        numbers = {number for one in references if one[0] in _NUMBERING for number in one[1]}
        if (
            numbers
            and numbers <= {place.no for place in own}
            and not any(o[0] is How.UNKNOWN for o in references)
        ):
            fits.append(prompt_id)
    return tuple(fits)


def about_everything(text: str, places: Sequence[Place], reading: Reading) -> bool:
    """Whether something was understood though no line is named."""
    return bool(reading.items) and not _numbers(text, places, _NAMING)


def _numbers(text: str, places: Sequence[Place], hows: Collection[How]) -> frozenset[int]:
    return frozenset(n for how, numbers in _references(text, places) if how in hows for n in numbers)


def _references(text: str, places: Sequence[Place]) -> list[tuple[How, tuple[int, ...]]]:
    lines = lines_of(places)
    known = tuple(line.no for line in lines)
    return [(one.how, one.numbers) for one in find_references(make_plain(text), names_of(lines), known)]


def _is_plain(item: Item) -> bool:
    return item.nochange and not (item.sums or item.problems or item.plans or item.progress or item.stage)
