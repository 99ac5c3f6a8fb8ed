"""By what words a reply may name a project: full name, alias, fragment, or an alias by its sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.late_patterns import late_pattern
from core.rounds.reading.model import Line
from core.rounds.reading.sounds import Sound, slurred, small_sound

_GENERIC_WORDS = late_pattern(
    "全产业链|产业园|产业链|项目|产业|园区|建设|年产|生产线|生产|加工|基地|中心|工程|一期|二期|三期|四期|公司|有限|集团|科技"
    "|制造|设备|材料|新型|综合|数据|服务|物流|投资|开发|绿色|智能|智慧|包装|配套|标准化|标准|厂房|万吨|万头|万只|万羽|万台"
    "|改造|扩建|新建|技改|升级|示范|研发|总部|工业|农业|商业|仓储|贸易|市场|食品|能源|电力|水利|道路|管网|供水|污水|处理"
    "|发电|储能|储备|新能源|食用|饮用|现代|农产品|产品|系统|装备|机械|电子|的|及|和|与"
)
"""What many names share; longer words before those they begin with."""
_SHORTEST, _LONGEST_FRAGMENT = 2, 8
_NO_WORD, _DIGIT = late_pattern(r"[\d\W]+"), late_pattern(r"\d")


@dataclass(frozen=True, slots=True)
class Names:
    """What to look for.

    Attributes:
        literal: full names and aliases, the longest first; one may name several projects.
        words: (number, name or alias) to find pieces of.
        pairs: what two characters stand side by side in ``words``.
        sounding: those of ``literal`` by the slurred sound of their first character.
    """

    literal: Mapping[str, frozenset[int]]
    words: tuple[tuple[int, str], ...]
    pairs: frozenset[str]
    sounding: Mapping[str, Sequence[str]]
    sound: Sound


@dataclass(frozen=True, slots=True)
class Named:
    """Some words of the text that name ``numbers``; ``exact`` is a full name or an alias."""

    start: int
    end: int
    numbers: frozenset[int]
    exact: bool


LEADERS_KEPT = 1024  # the projects of one change a few times a year


@lru_cache(LEADERS_KEPT)
def names_of(lines: tuple[Line, ...], sound: Sound | None = None) -> Names:
    literal: dict[str, set[int]] = {}
    for line in lines:
        for word in _literals(line):
            literal.setdefault(word, set()).add(line.no)
    longest_first = sorted(literal, key=lambda word: (-len(word), word))
    words = tuple((line.no, word) for line in lines for word in (line.name, *line.aliases))
    pairs = {word[at : at + _SHORTEST] for _, word in words for at in range(len(word) - 1)}
    sound = sound or small_sound
    sounding: dict[str, list[str]] = {}
    for word in longest_first:
        sounding.setdefault(_slurred(sound, word[0]), []).append(word)
    numbers = {word: frozenset(literal[word]) for word in longest_first}
    return Names(numbers, words, frozenset(pairs), sounding, sound)


def _literals(line: Line) -> set[str]:
    names = {line.name.strip(), line.name.strip().removesuffix("项目")}
    return {word for word in names | {alias.strip() for alias in line.aliases} if len(word) >= _SHORTEST}


def literals_in(text: str, names: Names) -> list[tuple[int, int, frozenset[int]]]:
    """(start, end, numbers) of names and aliases in the order of the text; of two at one place the longer."""
    found: list[tuple[int, int, frozenset[int]]] = []
    for word, numbers in names.literal.items():
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word), numbers))
            at = text.find(word, at + len(word))
    kept: list[tuple[int, int, frozenset[int]]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


@lru_cache(maxsize=4096)
def _tells(piece: str) -> bool:
    """Does it say more than 产业园 or 年产?"""
    left = _NO_WORD.sub("", _GENERIC_WORDS.sub("", piece))
    return len(left) >= _SHORTEST and piece.startswith(left[0]) and not _DIGIT.search(piece)


def may_begin(text: str, start: int, names: Names) -> bool:
    """Whether a piece of a name, or one that sounds like it, can stand at ``start``."""
    if text[start : start + _SHORTEST] in names.pairs:
        return True
    return _slurred(names.sound, text[start]) in names.sounding


@lru_cache(8192)
def _slurred(sound: Sound, char: str) -> str:
    return slurred(sound(char))


def fragment_at(text: str, start: int, names: Names) -> Named | None:
    """The longest telling piece of exactly one project's name that stands at ``start``."""
    if text[start : start + _SHORTEST] not in names.pairs:
        return None
    for size in range(min(_LONGEST_FRAGMENT, len(text) - start), _SHORTEST - 1, -1):
        piece = text[start : start + size]
        owners = {number for number, word in names.words if piece in word}
        if len(owners) == 1 and _tells(piece):
            return Named(start, start + size, frozenset(owners), exact=False)
    return None


def sounding_at(text: str, start: int, names: Names) -> Named | None:
    """An alias written with other characters of the same sound: 富锡水 for 富硒水.

    Two characters must sound right exactly, and no other project may sound alike; of three or
    more at least one must be right, and zh/z or n/ng may be mixed up.
    """
    hits: dict[frozenset[int], int] = {}
    for word in names.sounding.get(_slurred(names.sound, text[start]), ()):
        numbers, piece = names.literal[word], text[start : start + len(word)]
        if len(piece) == len(word) and piece != word and _sounds_like(piece, word, names.sound):
            hits[numbers] = max(hits.get(numbers, 0), len(word))
    if len(hits) != 1:
        return None
    numbers, size = hits.popitem()
    return Named(start, start + size, numbers, exact=False)


def _sounds_like(piece: str, word: str, sound: Sound) -> bool:
    if not all("\u4e00" <= char <= "\u9fff" for char in piece):
        return False
    right = sum(wrote == meant for wrote, meant in zip(piece, word, strict=True))
    if len(word) > _SHORTEST and not right:
        return False
    heard, meant = ([sound(char) for char in words] for words in (piece, word))
    if len(word) > _SHORTEST:
        heard, meant = [slurred(one) for one in heard], [slurred(one) for one in meant]
    return heard == meant
