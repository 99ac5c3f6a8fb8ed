"""Finding projects by half-remembered names: fragments, pinyin, initials, near-sounds (项目名称检索).

Every name, alias and investor is cut into characters. For each character, each of its sounds and each
initial the index keeps the places where it stands; a place is a number, and the next character stands at
the next number. A search follows what was typed from place to place, the surest way of reading it first.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storage.name_words import bare, tails, words
from storage.sounds import near, readings, sounds, syllables_of

_ROOM = 128
"""Places per text; longer names are cut."""
_RETROFLEX = re.compile(r"(?<=[zcs])h")
"""Some type sh for the initial of 圣, some s."""
_LETTERS = re.compile(r"[a-z]+")

EXACT = 85
"""From this strength on the whole code, name or alias was given."""
SURE = 45
"""Below, it only sounds like what was typed, or a character too many was left out."""
BREADTH = 20
"""How much weaker than the best a hit may be and still be offered."""


class Named(NamedTuple):
    """What the index knows of a project."""

    id: int
    code: str
    name: str
    aliases: tuple[str, ...]
    investor: str


@dataclass(frozen=True, slots=True)
class Hit:
    """``strength`` tells how the words were understood: 100 its code … 20 a sound like it."""

    project_id: int
    strength: float


class Step(NamedTuple):
    """One thing typed, a character or a syllable, and the keys under which it may stand in the index."""

    typed: str
    keys: frozenset[str]


Way = tuple[Step, ...]


class NameIndex:
    """Built once from all projects; never changed."""

    def __init__(self, projects: Sequence[Named]) -> None:
        self._projects = {one.id: one for one in projects}
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._tails: dict[str, list[int]] = defaultdict(list)
        self._whole: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._texts: list[tuple[int, str, float]] = []  # project, characters, weight
        for one in projects:
            self._enter(one)
        self._known = frozenset(key[1:] for key in self._places if key[0] == "@")

    def _enter(self, one: Named) -> None:
        code = bare(one.code)
        self._codes[code].append(one.id)
        for tail in tails(one.code):
            self._tails[tail].append(one.id)
        self._text(one.id, one.name, 0.0)
        self._whole[bare(one.name)].append((one.id, 90))
        for alias in one.aliases:
            self._text(one.id, alias, -1.0)
            self._whole[bare(alias)].append((one.id, 88))
        self._text(one.id, one.investor, -12.0)

    def _text(self, project_id: int, text: str, weight: float) -> None:
        written = bare(text)[: _ROOM - 2]
        if not written:
            return
        start = len(self._texts) * _ROOM
        self._texts.append((project_id, written, weight))
        for place, character in enumerate(written, start):
            self._places[character].append(place)
            for sound in sounds(character):
                self._places[f"@{sound}"].append(place)
            for initial in {sound[0] for sound in readings(character)}:
                self._places[f"#{initial}"].append(place)

    def find(self, wanted: str, within: Collection[int] | None, limit: int) -> list[Hit]:
        """Best first, of equal ones the shorter name, then by code; only ``within`` (None: all)."""
        allowed = None if within is None else frozenset(within)
        whole = bare(wanted)
        best: dict[int, float] | None = None
        for word in [whole] if self._exact(whole) else words(wanted):
            found = self._word(word, allowed)
            best = found if best is None else {i: min(s, best[i]) for i, s in found.items() if i in best}
        if not best:
            return []
        top = max(best.values())
        floor = EXACT if top >= EXACT else top - BREADTH
        hits = [Hit(i, strength) for i, strength in best.items() if strength >= floor]
        hits.sort(key=lambda hit: (-hit.strength, *self._order(hit.project_id)))
        return hits[:limit]

    def _order(self, project_id: int) -> tuple[int, str]:
        one = self._projects[project_id]
        return len(one.name), one.code

    def _word(self, word: str, allowed: frozenset[int] | None) -> dict[int, float]:
        """Project → strength for one word. A surer reading that finds anything ends the search."""
        stages = (self._exact, self._literal, self._alike, self._by_near_sound, self._in_order, self._but_one)
        for stage in stages:
            found = _strongest((i, s) for i, s in stage(word) if allowed is None or i in allowed)
            if found:
                return found
        return {}

    def _exact(self, word: str) -> list[tuple[int, float]]:
        return [(i, 100.0) for i in self._codes.get(word, ())] + list(self._whole.get(word, ()))

    def _literal(self, word: str) -> Iterator[tuple[int, float]]:
        yield from ((i, 80.0) for i in self._tails.get(word, ()))
        yield from self._follow(_as_written(word), 70)

    def _alike(self, word: str) -> Iterator[tuple[int, float]]:
        """The same sounds or initials side by side, or the very characters with others between them."""
        for way in self._ways(word):
            yield from self._follow(way, 50)
        if len(word) > 1:
            yield from self._scattered(_as_written(word), 52)
        if len(word) > 1 and _LETTERS.fullmatch(word):
            for letters in {word, _RETROFLEX.sub("", word)}:
                yield from self._follow(tuple(Step(c, frozenset((f"#{c}",))) for c in letters), 47)

    def _by_near_sound(self, word: str) -> Iterator[tuple[int, float]]:
        for way in self._ways(word):
            for at in range(len(way) if len(way) > 1 else 0):
                alike = frozenset(f"@{n}" for key in way[at].keys for n in near(key[1:], self._known))
                if alike:
                    yield from self._follow((*way[:at], Step("", alike), *way[at + 1 :]), 36)

    def _in_order(self, word: str) -> Iterator[tuple[int, float]]:
        for way in self._ways(word):
            if len(way) > 2:
                yield from self._scattered(way, 32)

    def _but_one(self, word: str) -> Iterator[tuple[int, float]]:
        """One character too many, or wrong altogether."""
        for way in self._ways(word):
            for at in range(len(way) if len(way) > 2 else 0):
                yield from self._scattered(way[:at] + way[at + 1 :], 24, spread=len(way) + 1)

    def _ways(self, word: str) -> list[Way]:
        """The word as steps of sounds; typed letters may be cut into syllables in several ways."""
        ways: list[Way] = [()]
        for piece in re.findall(r"[a-z]+|[^a-z]", word):
            if _LETTERS.fullmatch(piece):
                more = [
                    tuple(Step(typed, frozenset(f"@{sound}" for sound in meant)) for typed, meant in cut)
                    for cut in syllables_of(piece, self._known)
                ]
                more.append(tuple(Step(letter, frozenset((letter,))) for letter in piece))
            else:
                more = [(Step(piece, frozenset(f"@{sound}" for sound in sounds(piece))),)]
            ways = [way + one for way in ways for one in more][:6]
        return ways

    def _follow(self, way: Way, strength: float) -> Iterator[tuple[int, float]]:
        """Texts in which the steps stand side by side."""
        if not way:
            return
        found = self._standing(way[0])
        for distance, step in enumerate(way[1:], 1):
            if not found:
                return
            found &= {place - distance for place in self._standing(step)}
        for first in found:
            yield self._hit(way, range(first, first + len(way)), strength)

    def _scattered(self, way: Way, strength: float, spread: int = _ROOM) -> Iterator[tuple[int, float]]:
        """Texts in which the steps stand in this order, not further apart than ``spread`` in all."""
        chains = {place // _ROOM: [place] for place in sorted(self._standing(way[0]), reverse=True)}
        for step in way[1:]:
            following: dict[int, list[int]] = {}
            for place in sorted(self._standing(step)):
                text = place // _ROOM
                if text in chains and text not in following and place > chains[text][-1]:
                    following[text] = [*chains[text], place]
            chains = following
            if not chains:
                return
        for chain in chains.values():
            if chain[-1] - chain[0] < spread:
                yield self._hit(way, chain, strength)

    def _standing(self, step: Step) -> set[int]:
        places: set[int] = set()
        for key in step.keys:
            places.update(self._places.get(key, ()))
        return places

    def _hit(self, way: Way, places: Sequence[int], strength: float) -> tuple[int, float]:
        """Better at the beginning of a text, the more of it was given, the nearer and the less scattered."""
        project, text, weight = self._texts[places[0] // _ROOM]
        begins = 2.0 if places[0] % _ROOM == 0 else 0.0
        gaps = min(4.0, (places[-1] - places[0] + 1 - len(way)) * 0.5)
        alike = sum(
            _likeness(step.typed, text[place % _ROOM]) for step, place in zip(way, places, strict=True)
        )
        return project, strength + weight + begins - gaps + 5.0 * alike / len(way) + len(way) / len(text)


def _as_written(word: str) -> Way:
    return tuple(Step(character, frozenset((character,))) for character in word)


def _likeness(typed: str, character: str) -> float:
    """1 for the character itself or its usual sound as letters, a little less for another of this sound."""
    if typed == character:
        return 1.0
    spoken = readings(character)
    if len(typed) > 1 and typed in spoken:
        return 1.0 if typed == spoken[0] else 0.9
    if len(typed) == 1 and not set(readings(typed)).isdisjoint(spoken):
        return 0.8 if readings(typed)[0] == spoken[0] else 0.7
    return 0.4 if typed else 0.0


def _strongest(found: Iterable[tuple[int, float]]) -> dict[int, float]:
    best: dict[int, float] = {}
    for project, strength in found:
        if strength > best.get(project, 0.0):
            best[project] = strength
    return best
