"""How a character sounds in the name of a place, a firm or a person: for typing errors by sound in replies.

A ``Sound`` of ``core.rounds.reading``. The dictionary loads with the first character asked about (0.2 s, 10 MB),
not when the program starts.
"""

from __future__ import annotations

import os
from functools import cache

_IN_NAMES = {
    "长": "chang", "朝": "chao", "曾": "zeng", "单": "shan", "仇": "qiu", "重": "chong", "乐": "le", "行": "hang", "都": "du",
    "厦": "xia", "解": "xie", "区": "qu", "盖": "ge", "翟": "zhai", "查": "zha", "尉": "wei", "藏": "zang", "大": "da",
    "盛": "sheng", "晟": "sheng", "会": "hui", "柏": "bai", "葛": "ge", "车": "che", "任": "ren", "夏": "xia", "宿": "su",
    "石": "shi", "和": "he", "合": "he", "传": "chuan", "调": "diao", "种": "zhong", "角": "jiao", "省": "sheng", "绿": "lv",
    "薄": "bo", "壳": "ke", "模": "mo", "率": "lv", "参": "can", "阿": "a", "卡": "ka", "弹": "dan", "泊": "bo", "铅": "qian",
    "蚌": "beng", "牟": "mou", "缪": "miao", "燕": "yan", "洞": "dong", "台": "tai", "丽": "li", "六": "lu", "番": "pan",
}  # fmt: skip
"""What the dictionary reads otherwise when it sees the character alone: 长庆, 朝阳, 曾, 单, 仇."""


@cache
def sound(character: str) -> str:
    """Its usual syllable in names, without tone (ü is v); anything but one Chinese character reads as itself."""
    if character in _IN_NAMES:
        return _IN_NAMES[character]
    if not "\u3400" <= character <= "\u9fff":
        return character
    return _dictionary(character)


def _dictionary(character: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # words of several characters would cost 44 MB
    from pypinyin import Style, pinyin  # noqa: PLC0415 - slow to load, and most replies need none

    return pinyin(character, style=Style.NORMAL)[0][0]
