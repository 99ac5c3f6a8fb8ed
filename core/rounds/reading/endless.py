"""Numerals that nobody means: longer or larger than any sum of money. They are covered, not counted."""

from __future__ import annotations

import re

from core.late_patterns import late_pattern

COVER = "¤"
_RUN = late_pattern(
    r"\d{1,3}(?:,\d{3}){4,}|[\d.零〇○一二两俩三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿億半点个]+"
)
_ORNAMENT = late_pattern("[²³¹¼-¾⁰-₉⅐-↉①-⓿㈠-㊿㋀-㏿]")  # a compatibility form makes them digits
_LONGEST, _MOST_DIGITS = 18, 11


def mask_numerals(words: str) -> str:
    """``words`` of the same length, endless numerals, ① and ², and 人民币 covered."""
    words = _ORNAMENT.sub("·", words)
    if not _is_short(words):
        words = _RUN.sub(_cover, words)
    return words.replace("人民币", COVER * 3)


def _is_short(text: str) -> bool:
    """Nothing in it is endless."""
    return len(text) <= _MOST_DIGITS and text.count("亿") < 2 and text.count("万") < 3


def _cover(run: re.Match[str]) -> str:
    text = run[0]
    if _is_short(text):
        return text
    digits = sum(char.isdigit() for char in text)
    endless = len(text) > _LONGEST or digits > _MOST_DIGITS or text.count("亿") > 1 or text.count("万") > 2
    return COVER * len(text) if endless and digits + len(text) > 2 else text
