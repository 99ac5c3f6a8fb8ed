"""One spelling for the signs of a reply, without losing where each of them stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.late_patterns import late_pattern
from core.numerals import numeral
from core.rounds.reading.misheard import as_meant
from core.rounds.reading.model import Span

LONGEST = 4000
"""Characters read of one message; a chat service allows 4096."""

_SIGNS = {chr(0xFF10 + n): str(n) for n in range(10)}
_SIGNS |= {chr(0x2776 + n): chr(0x2460 + n) for n in range(10)}  # ❶ → ①
_SIGNS |= {
    "％": "%",
    "﹪": "%",
    "ｗ": "w",
    "Ｗ": "w",
    "．": ".",
    "￥": " ",
    "¥": " ",
    "\t": "\n",
    "\u00a0": " ",
    "\u3000": " ",
}
_SIGNS |= {"\r": "\n", "萬": "万", "億": "亿", "號": "号", "﹑": "、", "～": "~", "－": "-", "＃": "#"}
_NOTHING = late_pattern("[\u200b-\u200f\u2060\ufeff\ufe0f]")
_PICTURE = late_pattern("[\U0001f000-\U0001faff\u2600-\u2775\u2780-\u27bf\u2b00-\u2bff]")
_GAP = late_pattern(
    r"(?<=\d)[ ]+(?=[万亿wW元%号])|(?<=[\d万亿])[ ]+(?=万元|亿元)"
    r"|(?<=[一二两三四五六七八九十百千])[ ]+(?=[万亿])"
)
_UNIT_BEFORE = late_pattern(
    r"(?<=[\u4e00-\u9fff])(?<![万亿元])[（(](?:单位[:：])?(万元|亿元)[）)]([ ]*[:：为是]?[ ]*)(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d,.万亿元])"
)
_HASH = late_pattern(r"(?<![\w#])(?:#|(?:No|NO|no)\.?\s?)(\d{1,2})(?![\d.#])|(?<=\d)#(?!\d)")
"""#1, No.1 and 1#: 1号."""
_THOUSANDS = late_pattern(r"(?<=[^\s，,。；;、：:！!]\d)(?:,\s|，)(?=\d{3}(?!\d)(?:[万wW元亿.,，]|$))")
BUILDING = r"(?:楼|线|机组|机位|井|炉|生产线|产线|地块|仓|门|路|院|塔|变|桥|隧|窑|标|泵|宿舍|栋|文|令|公告|坑|罐|棚|馆|池|桩(?!基)|洞|主变|锅)"
_NUMBER = r"(?:二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九壹贰叁肆伍陆柒捌玖])"
_ORDINAL = late_pattern(
    rf"(?<![\d.]){_NUMBER}(?=号(?!{BUILDING}))"
    rf"|(?<=项目)[一二三四五六七八九](?![期通直切个标级层楼季月年天次批般定致一二三四五六七八九十百千万亿]|是一|共|方|次|边|旦)"
)


_SEVERAL = late_pattern(
    rf"(?<![一二三四五六七八九十第计到位约达\d])(?:一二三四五|一二三四|一二三|一二|二三|三四|四五|二三四|一三|一、二、三|一、二|二、三|一、三|一和二|二和三|一和三)(?=号(?!{BUILDING}))"
)
"""一二三号, 一、二号: several projects."""
_REWRITTEN = (_NOTHING, _PICTURE, _GAP, _HASH, _UNIT_BEFORE, _THOUSANDS, _SEVERAL, _ORDINAL)
_ANY_REWRITTEN = late_pattern("|".join(f"(?:{one.pattern})" for one in _REWRITTEN))
_PLACES = tuple(range(LONGEST + 1))


class Plain(NamedTuple):
    """``text`` to read; its character i stood at ``starts[i]:ends[i]`` of ``original``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stood, without white space at its ends."""
        if start >= end:
            return Span(0, 0)
        left, right = self.starts[start], self.ends[end - 1]
        words = self.original[left:right]
        return Span(left + len(words) - len(words.lstrip()), right - len(words) + len(words.rstrip()))

    def quote(self, start: int, end: int) -> str:
        place = self.span(start, end)
        return self.original[place.start : place.end]


def make_plain(text: str) -> Plain:
    """Half-width digits, ％ and ｗ; "200 万" joined; 一号 → 1号 (not 一号楼); pictures are spaces."""
    text = text[:LONGEST]
    words, size = as_meant("".join(map(_sign, text))), len(text)
    plain = Plain(words, _PLACES[:size], _PLACES[1 : size + 1], text)
    if not _ANY_REWRITTEN.search(words):
        return plain
    plain = _rewrite(plain, _NOTHING, lambda _found: "")
    plain = _rewrite(plain, _PICTURE, lambda _found: " ")
    plain = _rewrite(plain, _GAP, lambda _found: "")
    plain = _rewrite(plain, _HASH, lambda found: (found[1] or "") + "号")
    plain = _rewrite(plain, _UNIT_BEFORE, lambda found: found[2] + found[3] + found[1])
    plain = _rewrite(plain, _THOUSANDS, lambda _found: ",")
    plain = _rewrite(
        plain, _SEVERAL, lambda found: "、".join(small_number(one) for one in found[0] if one not in "、和")
    )
    return _rewrite(plain, _ORDINAL, lambda found: small_number(found[0]))


@lru_cache(4096)
def _sign(char: str) -> str:
    """Digits of every script as 0 to 9; ① and ² are none."""
    value = unicodedata.decimal(char, None)
    return _SIGNS.get(char) or (char if value is None else str(value))


def small_number(words: str) -> str:
    """十五 → 15; digits stay; anything else comes back unchanged."""
    value = numeral(words)
    return str(int(value)) if value is not None and value == Decimal(int(value)) else words


def _rewrite(plain: Plain, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Plain:
    if not pattern.search(plain.text):
        return plain
    text, starts, ends, done = [], list[int](), list[int](), 0
    for found in pattern.finditer(plain.text):
        left, right = found.span()
        new = change(found)
        text += [plain.text[done:left], new]
        starts += [*plain.starts[done:left], *[plain.starts[left]] * len(new)]
        ends += [*plain.ends[done:left], *[plain.ends[right - 1]] * len(new)]
        done = right
    text.append(plain.text[done:])
    return Plain("".join(text), (*starts, *plain.starts[done:]), (*ends, *plain.ends[done:]), plain.original)
