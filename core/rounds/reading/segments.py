"""Which words are about which projects: from one reference to the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import NamedTuple

from core.late_patterns import late_pattern
from core.rounds.reading.phrases import without_lead_in
from core.rounds.reading.plain import Plain
from core.rounds.reading.references import How, Reference

_EDGE = " ，,。；;、:：.！!\n\t"
_EXCEPT = late_pattern(r"除了?\s*$")
_PARTNER = late_pattern(
    r"\s*(?:和|与|跟|、|及|以及)(?!上[周次期]|之前|以前|去年|原来|前|预期|计划)(?:"
    r"[\u4e00-\u9fff]{1,8}?(?:都|均|也都|全都)"
    r"|(?![行银农][行业商])[\u4e00-\u9fff]{1,6}?(?:(?:本周|本月|今年|累计)?(?:共计?|合计|一共|总共|加起来|各)?(?:到位|到账|进账|到了?)|(?:共|合计|一共|总共|各)).{0,4}\d)"
)
"""肉鸡和水都没动, 肉鸡和水厂共到位600万: one of the two is nobody's name."""
_NOT = late_pattern(r"(?:不是|并非)\s*$")
_BUT_IS = late_pattern(r"[，,\s]*(?:而)?是\s*")
_BEHIND = late_pattern(
    r"[，,。；;\s]+(?:以上|上面|这个?|这些|说的|刚才说的|指的|我说的)+(?:都)?(?:是|指)\s*$"
)
_AFTER = late_pattern(
    r"(?:项目)?的?(?:情况|进展|数据?|进度)?[。！!，,\s]*(?:谢谢(?:领导|您)?|完毕|特此汇报)?[。！!\s]*"
)
_OUT = late_pattern(r"\s*(?:项目)?(?:之外|以外|外)\s*[，,]?\s*")


class Segment(NamedTuple):
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
    if len(references) > 1:
        references = _followed(plain.text, _followed(plain.text, references, _denied), _leads_up)
    references, outs, dropped = _excepted(plain.text, references, known)
    named = {number for one in references if one.how is not How.REST for number in one.numbers}
    waiting: list[tuple[int, ...] | None] = []
    first = 0
    for index, one in enumerate(references):
        end = references[index + 1].start if index + 1 < len(references) else len(plain.text)
        start = outs.get(one.start, one.end)
        first = one.start if not waiting else first
        waiting.append(_numbers(one, known, named))
        words = without_lead_in(plain.text[start:end].strip(_EDGE))
        if not words.strip("跟和与同像比、及") and index + 1 < len(references):
            continue
        clear = all(numbers is not None for numbers in waiting) and not _PARTNER.match(plain.text, start)
        numbers = tuple(sorted({number for some in waiting for number in some or ()}))
        found.append(Segment(numbers, start, end, first, clear and bool(numbers)))
        waiting = []
    for one in dropped:
        said = {number for segment in found for number in segment.numbers}
        if not set(one.numbers) <= said:  # 除了2号其他都没变化: and 2号?
            found.append(Segment((), one.start, one.end, one.start, clear=False))
    return found


def _followed(
    text: str, references: list[Reference], drops: Callable[[str, Reference, Reference | None], bool]
) -> list[Reference]:
    """Those that are not dropped because of what follows."""
    pairs = zip_longest(references, references[1:])
    return [one for one, after in pairs if one and not drops(text, one, after)]


def _leads_up(text: str, one: Reference, after: Reference | None) -> bool:
    """我这边三个项目肉鸡…: the projects are named one by one after it."""
    if one.how is not How.ALL or after is None or after.how not in (How.NAME, How.NUMBER):
        return False
    return not text[one.end : after.start].strip(_EDGE) and not re.search(
        "[都均全也]$", text[one.start : one.end]
    )


def _denied(text: str, one: Reference, after: Reference | None) -> bool:
    """不是2号，是3号."""
    if after is None or not _NOT.search(text[: one.start]):
        return False
    return _BUT_IS.fullmatch(text[one.end : after.start]) is not None


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
) -> tuple[list[Reference], dict[int, int], list[Reference]]:
    """除2号外: everything but. Also where each such reference's own words begin, and what was left out."""
    kept, outs, skip, dropped = list[Reference](), dict[int, int](), False, list[Reference]()
    for index, one in enumerate(references):
        out = _OUT.match(text, one.end)
        following = references[index + 1] if index + 1 < len(references) else None
        if skip and one.how in (How.REST, How.ALL):
            outs[kept[-1].start] = one.end  # 除2号外，其余: the same projects once more
            skip = False
            continue
        skip = False
        after = out.end() if out else one.end
        rest_follows = (
            following is not None
            and following.how in (How.REST, How.ALL)
            and not text[after : following.start].strip(_EDGE)
        )
        if text.startswith("除外", one.end):  # 没变化，3号除外
            dropped.append(one)
            continue
        if (out or rest_follows) and one.numbers and _EXCEPT.search(text[: one.start]):
            rest = tuple(number for number in known if number not in one.numbers)
            kept.append(Reference(one.start, one.end, How.REST, rest))
            outs[one.start] = after
            dropped.append(one)
            skip = following is not None and not text[after : following.start].strip(_EDGE)
        else:
            kept.append(one)
    return kept, outs, dropped


def said_behind(plain: Plain, references: list[Reference]) -> Segment | None:
    """累计到位1.26亿，这是1号的: the only project is named last."""
    one = references[0]
    before = _BEHIND.search(plain.text[: one.start])
    if len(references) > 1 or before is None or _AFTER.fullmatch(plain.text, one.end) is None:
        return None
    clear = one.how in (How.NAME, How.NUMBER) and bool(one.numbers)
    return Segment(one.numbers, 0, before.start(), 0, clear=clear)
