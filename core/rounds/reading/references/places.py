"""Where a piece of a reply begins, and which words point."""

from __future__ import annotations

from functools import lru_cache

from core.late_patterns import late_pattern
from core.rounds.reading.phrases import LEAD_IN

BEGIN = r"(?<![^\s，,。；;、！!？?：:（(])"
POINTED = late_pattern(r"(?:跟|比|像|对|给|为|向|供|由|帮|从|往|离|和|与|同|靠|紧邻)$")
_AFTER_ALL = late_pattern(r"(?:个|几个?|的)项目$")
_PIECES = late_pattern(r"[\s，,。；;、！!？?：:（()）]")
POINTED_AFTER = late_pattern(
    r"(?:的话|(?:的)?(?:那个|这个)?项目|那边|这边|这块|方面|那个|这个(?!月|周|礼拜|星期|季))?的?"
)


def begins_at(text: str, start: int) -> bool:
    """Does a piece begin here, apart from 那个, 关于, 目前?"""
    if not start or _PIECES.match(text, start - 1):
        return True
    return _leads_in(_PIECES.split(text[max(0, start - 24) : start])[-1])


@lru_cache(1024)
def _leads_in(opening: str) -> bool:
    return LEAD_IN.fullmatch(opening) is not None or _AFTER_ALL.search(opening) is not None
