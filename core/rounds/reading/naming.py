"""By what words a reply may name a project: full name, alias, fragment, or an alias by its sound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.rounds.reading.model import Line
from core.rounds.reading.sounds import Sound, slurred, small_sound

_GENERIC_WORDS = re.compile(
    "全产业链|产业园|产业链|项目|产业|园区|建设|年产|生产线|生产|加工|基地|中心|工程|一期|二期|三期|四期|公司|有限|集团|科技"
    "|制造|设备|材料|新型|综合|数据|服务|物流|投资|开发|绿色|智能|智慧|包装|配套|标准化|标准|厂房|万吨|万头|万只|万羽|万台"
    "|改造|扩建|新建|技改|升级|示范|研发|总部|工业|农业|商业|仓储|贸易|市场|食品|能源|电力|水利|道路|管网|供水|污水|处理"
    "|发电|储能|储备|新能源|食用|饮用|现代|农产品|产品|系统|装备|机械|电子|的|及|和|与"
)
"""What many names share; longer words before those they begin with."""
_SHORTEST, _LONGEST_FRAGMENT = 2, 8


@dataclass(frozen=True, slots=True)
class Names:
    """What to look for. A word that names several projects carries all their numbers."""

    literal: Mapping[str, frozenset[int]]
    pattern: re.Pattern[str] | None
    fragments: Mapping[str, int]
    by_sound: tuple[tuple[tuple[str, ...], str, frozenset[int]], ...]
    sound: Sound


@dataclass(frozen=True, slots=True)
class Named:
    """Some words of the text that name ``numbers``; ``exact`` is a full name or an alias."""

    start: int
    end: int
    numbers: frozenset[int]
    exact: bool


@lru_cache(maxsize=256)
def names_of(lines: tuple[Line, ...], sound: Sound | None = None) -> Names:
    sound = sound or small_sound
    literal: dict[str, set[int]] = {}
    for line in lines:
        for word in _literals(line):
            literal.setdefault(word, set()).add(line.no)
    kept = {word: frozenset(numbers) for word, numbers in literal.items()}
    longest_first = sorted(map(re.escape, kept), key=len, reverse=True)
    sounds = tuple(
        (tuple(slurred(sound(char)) for char in word), word, numbers) for word, numbers in kept.items()
    )
    pattern = re.compile("|".join(longest_first)) if kept else None
    return Names(kept, pattern, _fragments(lines), sounds, sound)


def _literals(line: Line) -> set[str]:
    names = {line.name.strip(), line.name.strip().removesuffix("项目")}
    return {word for word in names | {alias.strip() for alias in line.aliases} if len(word) >= _SHORTEST}


def _fragments(lines: tuple[Line, ...]) -> dict[str, int]:
    """Pieces of names that occur in one project only and say more than 产业园 or 年产."""
    owners: dict[str, set[int]] = {}
    for line in lines:
        for word in (line.name, *line.aliases):
            for piece in _pieces(word):
                owners.setdefault(piece, set()).add(line.no)
    return {piece: min(numbers) for piece, numbers in owners.items() if len(numbers) == 1}


def _pieces(word: str) -> set[str]:
    starts = range(len(word) - _SHORTEST + 1)
    pieces = {
        word[start : start + size] for start in starts for size in range(_SHORTEST, _LONGEST_FRAGMENT + 1)
    }
    return {piece for piece in pieces if _tells(piece)}


def _tells(piece: str) -> bool:
    left = re.sub(r"[\d\W]+", "", _GENERIC_WORDS.sub("", piece))
    return len(left) >= _SHORTEST and piece.startswith(left[0]) and not re.search(r"\d", piece)


def fragment_at(text: str, start: int, names: Names) -> Named | None:
    """The longest telling piece of exactly one project's name that stands at ``start``."""
    for size in range(_LONGEST_FRAGMENT, _SHORTEST - 1, -1):
        number = names.fragments.get(text[start : start + size])
        if number is not None and start + size <= len(text):
            return Named(start, start + size, frozenset({number}), exact=False)
    return None


def sounding_at(text: str, start: int, names: Names) -> Named | None:
    """An alias written with other characters of the same sound: 富锡水 for 富硒水.

    Two characters must sound right exactly, and no other project may sound alike; of three or
    more at least one must be right, and zh/z or n/ng may be mixed up.
    """
    hits: dict[frozenset[int], int] = {}
    for _, word, numbers in names.by_sound:
        piece = text[start : start + len(word)]
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
