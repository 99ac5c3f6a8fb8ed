"""What stands before the first project is named: a span of time, 听说, 都没变化, or nothing that matters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.late_patterns import late_pattern
from core.rounds.reading.model import Line
from core.rounds.reading.phrases import LEAD_IN, is_greeting, is_unchanged
from core.rounds.reading.plain import Plain
from core.rounds.reading.progress import reached
from core.rounds.reading.subjects import find_categories
from core.rounds.reading.tone import asks_for_a_word, correction, is_hearsay

_SCOPE = late_pattern(
    r"(?:本周|这周|本月|当月|今年|累计|截[至止].{0,8})+(?:各项目)?(?:到位|资金到位|到位资金|资金|情况)*"
)
_BUT = late_pattern(r"(?:但是?|不过|只有|除了?|就是?|就只有|仅|唯独|其中)\s*$")
_MATTERS = late_pattern(
    r"\d|[一二三四五六七八九十两][万亿成层期个号]|项目|开工|投产|竣工|停|封顶|到位|到账|累计|没|未|不|卡|缺|差|难|问题|请|协调|正常|变化|同上|完"
)
_LONGEST_TALK = 24


@dataclass(frozen=True, slots=True)
class Opening:
    """The words before the first reference.

    Attributes:
        scope: a span of time said for the whole message.
        clear: nothing in it has to be asked about.
        unsure: 听说 stands before the first project.
        unchanged: 都没变化, 就… was said of all that are not named.
        end: where those words about all end.
    """

    scope: str = ""
    clear: bool = True
    unsure: bool = False
    unchanged: bool = False
    end: int = 0


_NO_OPENING = Opening()


def read_opening(plain: Plain, end: int, lines: Sequence[Line]) -> Opening:
    """Read ``plain.text[:end]``, which names no project."""
    if not end:
        return _NO_OPENING
    words = _BUT.sub("", plain.text[:end])
    scope, unsure, unchanged = list[str](), False, False
    for piece in filter(None, re.split(r"[，,。；;：:！!\n\s]", words)):
        if _SCOPE.fullmatch(piece):
            scope.append(piece)
        elif is_unchanged(piece):
            unchanged = True
        elif is_hearsay(piece) and len(piece) <= 8 and not _MATTERS.search(piece):
            unsure = True
        elif not (is_greeting(piece) or LEAD_IN.fullmatch(piece) or _idle(piece, lines)):
            return Opening(clear=False)
    return Opening("".join(scope), unsure=unsure, unchanged=unchanged, end=len(words))


def _idle(piece: str, lines: Sequence[Line]) -> bool:
    """今天陪省上调研; 上次报错了; a piece of the project's own name: 年产5万吨."""
    if correction(piece) == len(piece) or any(len(piece) > 2 and piece in line.name for line in lines):
        return True
    if len(piece) > _LONGEST_TALK or _MATTERS.search(piece) or asks_for_a_word(piece):
        return False
    return not reached(piece) and not find_categories(piece)
