"""How characters sound, for names that people type by ear (同音字、拼音、首字母).

The dictionary loads with the first character asked about (50 ms, 12 MB), not when the module is imported.
"""

from __future__ import annotations

import os
import re
from functools import cache

from rapidfuzz.distance import Levenshtein

_FOLDS = (
    (re.compile(r"^zh"), "z"),
    (re.compile(r"^ch"), "c"),
    (re.compile(r"^sh"), "s"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"(?<=[aei])ng$"), "n"),
)
"""What many speakers do not tell apart: 平翘舌, n/l, 前后鼻音."""

_ALSO = {
    "长": "chang zhang", "朝": "chao zhao", "曾": "zeng ceng", "单": "shan dan", "仇": "qiu chou", "重": "chong zhong",
    "行": "hang xing", "乐": "le yue", "都": "du dou", "大": "da dai", "和": "he huo", "合": "he ge", "区": "qu ou",
    "盖": "gai ge", "解": "jie xie", "任": "ren", "车": "che ju", "查": "cha zha", "柏": "bai bo", "葛": "ge",
    "调": "tiao diao", "传": "chuan zhuan", "种": "zhong chong", "藏": "cang zang", "夏": "xia", "厦": "xia sha",
    "角": "jiao jue", "石": "shi dan", "宿": "su xiu", "泊": "bo po", "铅": "qian yan", "蚌": "beng bang",
    "阿": "a e", "会": "hui kuai", "参": "can shen", "率": "lv shuai", "省": "sheng xing", "乘": "cheng sheng",
    "盛": "sheng cheng", "晟": "sheng cheng", "尉": "wei yu", "万": "wan", "薄": "bo bao", "卡": "ka qia",
    "杉": "shan sha", "壳": "ke qiao", "弹": "dan tan", "发": "fa", "干": "gan", "间": "jian", "家": "jia",
    "翟": "zhai di", "绿": "lv lu", "模": "mo mu", "牟": "mou mu", "缪": "miao mou", "燕": "yan", "洞": "dong", "台": "tai",
    "丽": "li", "六": "lu liu", "番": "pan fan",
}  # fmt: skip
"""Characters of names that people read in more than one way, or otherwise than alone: 长庆, 朝阳, 仇, 六安, 番禺.
Dictionaries know rarer readings of many more (月 as rou): looking for those finds what nobody meant."""


def sound(character: str) -> str:
    """Its usual syllable in names: a ``Sound`` of ``core.rounds.reading``."""
    return readings(character)[0]


@cache
def readings(character: str) -> tuple[str, ...]:
    """Syllables without tones (ü is v), the usual one first; what is no Chinese character reads as itself."""
    if character in _ALSO:
        return tuple(_ALSO[character].split())
    if not "㐀" <= character <= "鿿":
        return (character,)
    return _in_dictionary(character)


def _in_dictionary(character: str) -> tuple[str, ...]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # words of several characters would cost 44 MB
    from pypinyin import Style, pinyin  # noqa: PLC0415 - slow to load, and most work needs none

    return tuple(pinyin(character, style=Style.NORMAL)[0])


@cache
def folded(syllable: str) -> str:
    """The syllable as those hear it who do not tell sh from s, n from l, ng from n."""
    for pattern, sound in _FOLDS:
        syllable = pattern.sub(sound, syllable)
    return syllable


@cache
def sounds(character: str) -> tuple[str, ...]:
    """Its readings, folded."""
    return tuple(dict.fromkeys(folded(one) for one in readings(character)))


@cache
def near(syllable: str, known: frozenset[str]) -> frozenset[str]:
    """Those of the ``known`` folded syllables that differ from it in one letter; itself left out."""
    if len(syllable) < 2:
        return frozenset()
    return frozenset(
        one for one in known if one != syllable and Levenshtein.distance(syllable, one, score_cutoff=1) == 1
    )


Cut = tuple[tuple[str, frozenset[str]], ...]


def syllables_of(letters: str, known: frozenset[str], most: int = 4) -> list[Cut]:
    """Ways to cut typed letters into syllables; the last may be cut short, and stands for all it begins.

    Args:
        letters: ``shengnong``, ``shengno``.
        known: the folded syllables there are.
        most: ways returned at most, the longest syllables first.

    Returns:
        For each way its syllables as typed, each with the folded syllables it may stand for.
    """
    ways: list[Cut] = []

    def cut(at: int, done: Cut) -> None:
        if len(ways) >= most:
            return
        if at == len(letters):
            ways.append(done)
            return
        for end in range(min(len(letters), at + 6), at, -1):
            sound = folded(letters[at:end])
            if sound in known and any(vowel in sound for vowel in "aeiouv"):
                cut(end, (*done, (letters[at:end], frozenset((sound,)))))
        rest = letters[at:]
        if done and len(rest) < 6:
            begun = frozenset(one for one in known if one.startswith((rest, folded(rest))))
            if begun:
                ways.append((*done, (rest, begun)))

    cut(0, ())
    return ways[:most]
