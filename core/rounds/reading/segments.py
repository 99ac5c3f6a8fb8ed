"""Which words are about which projects: from one reference to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.rounds.reading.phrases import LEAD_IN, is_greeting
from core.rounds.reading.plain import Plain
from core.rounds.reading.references import How, Reference

_SCOPE = re.compile(
    r"(?:本周|这周|本月|当月|今年|截[至止].{0,8})(?:各项目)?(?:到位|资金到位|到位资金|资金|情况)*"
)
_EDGE = " ，,。；;、:：.！!\n\t"
_EXCEPT = re.compile(r"除了?\s*$")
_OUT = re.compile(r"\s*(?:项目)?(?:之外|以外|外)\s*[，,]?\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]`` is about ``numbers``; ``clear`` is False when nobody can say about which.

    ``whole`` is where the quotation begins: at the reference.
    """

    numbers: tuple[int, ...]
    start: int
    end: int
    whole: int
    clear: bool = True


def segments(plain: Plain, references: list[Reference], known: tuple[int, ...]) -> list[Segment]:
    """Empty segments join the next one: 1号 2号 同上周."""
    found = list[Segment]()
    references, outs = _excepted(plain.text, references, known)
    named = {number for one in references if one.how is not How.REST for number in one.numbers}
    waiting: list[tuple[int, ...] | None] = []
    first = 0
    for index, one in enumerate(references):
        end = references[index + 1].start if index + 1 < len(references) else len(plain.text)
        start = outs.get(one.start, one.end)
        first = one.start if not waiting else first
        waiting.append(_numbers(one, known, named))
        words = LEAD_IN.sub("", plain.text[start:end].strip(_EDGE), count=1)
        if not words.strip("跟和与同像比、及") and index + 1 < len(references):
            continue
        clear = all(numbers is not None for numbers in waiting)
        numbers = tuple(sorted({number for some in waiting for number in some or ()}))
        found.append(Segment(numbers, start, end, first, clear and bool(numbers)))
        waiting = []
    return found


def _numbers(one: Reference, known: tuple[int, ...], named: set[int]) -> tuple[int, ...] | None:
    """None: it points at something, but we cannot say at what."""
    if one.how is How.UNKNOWN:
        return None
    numbers = one.numbers
    if one.how is How.ALL:
        numbers = known
    elif one.how is How.REST and not numbers:
        numbers = tuple(number for number in known if number not in named)
    if one.count is not None and one.count != len(numbers):
        return None
    return numbers


def _excepted(
    text: str, references: list[Reference], known: tuple[int, ...]
) -> tuple[list[Reference], dict[int, int]]:
    """除2号外: everything but. Also where each such reference's own words begin."""
    kept, outs, skip = list[Reference](), dict[int, int](), False
    for index, one in enumerate(references):
        out = _OUT.match(text, one.end)
        if skip and one.how in (How.REST, How.ALL):
            outs[kept[-1].start] = one.end  # 除2号外，其余: the same projects once more
            skip = False
            continue
        skip = False
        if out and one.numbers and _EXCEPT.search(text[: one.start]):
            rest = tuple(number for number in known if number not in one.numbers)
            kept.append(Reference(one.start, one.end, How.REST, rest))
            outs[one.start] = out.end()
            following = references[index + 1] if index + 1 < len(references) else None
            skip = following is not None and not text[out.end() : following.start].strip(_EDGE)
        else:
            kept.append(one)
    return kept, outs


def leading(plain: Plain, end: int) -> tuple[str, bool]:
    """(a span of time said for the whole message, is the rest before the first reference empty?)."""
    scope = list[str]()
    for piece in re.split(r"[，,。；;：:！!\n\s]", _EXCEPT.sub("", plain.text[:end])):
        if _SCOPE.fullmatch(piece):
            scope.append(piece)
        elif piece and not is_greeting(piece) and not LEAD_IN.fullmatch(piece):
            return "", False
    return "".join(scope), True
