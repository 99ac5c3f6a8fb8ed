"""Amounts as they stand in a clause: with a unit, without one, as a range, or too long to be one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from core.amounts import AmountFlag, find_amounts
from core.late_patterns import late_pattern
from core.money import MOST_YUAN, MoneyUnit, to_yuan
from core.numerals import numeral
from core.rounds.reading.endless import COVER

_RANGE_BEFORE = late_pattern(
    r"(?:\d|[一二三四五六七八九十百千万亿])\s*[-~—]\s*$|\d\s*[至到]\s*$|[几数]$|上$(?<=上)"
)
_RANGE_AFTER = late_pattern(r"^\s*(?:[-~—]|[至到](?=\d))\s*[\d一二三四五六七八九十]")
_TAIL_DIGIT = late_pattern(r"[万亿]\d$")
_SHORT = late_pattern(r"^\d+亿\d$")
"""1亿2 is 1.2亿 where a stop follows; else the 2 may belong to what comes next."""
_STOP = late_pattern(r"$|[\s，,。;；、了]")
_LOOKS = late_pattern(
    r"(?<!年产)(?<!产能)[一二两三四五六七八九几数十百千\d][百千]?[万亿](?![吨头只羽件台套平方亩千瓦株瓶条米箱个])"
)
_EITHER = late_pattern(r"(?<![〇零一二三四五六七八九十百千])[一二两三四五六七八九]{2}(?=[十百千万亿])")
"""七八万: between the two."""
_VAGUE = late_pattern(
    r"(?<=[位账资计了到])[一二两三四五六七八九]{2}[百千](?![万亿米亩户人])|个把[万亿]|好几[百千十]*[万亿]|上[百千][万亿]|若干[万亿]"
)
_LARGE = late_pattern("[百千万亿]")
"""Each of the two above ends with one of these."""
_UNITLESS = late_pattern(
    r"(?P<left>到位|到账|到资|累计|缺口|完成投资|固投|资金|本周|本月|今年)(?:到位|到账|到资|完成|投资|资金|了|约|大概|为|是|达到?|有|共|[:：]|\s)*"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?千?|[一二三四五六七八九十百千两]{2,})"
    r"(?![\d.,]*\d|\s*[一二三四五六七八九十百千万亿元wW%％年月日号个台套层人亩吨头只条栋次天家户项块批期米楼度周点:：/株瓶公里平方件辆羽\-~至到—])"
)


_NO_SUM = frozenset({AmountFlag.NEGATIVE, AmountFlag.FOREIGN})


class RawSum(NamedTuple):
    """An amount as it stands; ``yuan`` None: a range, foreign money, or a numeral we cannot read."""

    start: int
    end: int
    yuan: int | None
    flags: frozenset[AmountFlag] = frozenset()


def raw_sums(words: str, masked: str) -> list[RawSum]:
    """In the order of the text. ``masked``: the words with endless numerals covered."""
    found = [*_with_unit(masked), *_without_unit(masked), *_endless(words, masked)]
    return sorted(found, key=_start) if len(found) > 1 else found


def _start(one: RawSum) -> int:
    return one.start


def _with_unit(words: str) -> list[RawSum]:
    found = list[RawSum]()
    for one in find_amounts(words):
        said = words[one.start : one.end]
        vague = (
            _RANGE_BEFORE.search(words[: one.start])
            or _RANGE_AFTER.match(words[one.end :])
            or "几" in said
            or _EITHER.search(said)
            or _hangs_on(words, said, one.end)
            or one.amount.flags & _NO_SUM
        )
        found.append(RawSum(one.start, one.end, None if vague else one.amount.yuan, one.amount.flags))
    return found + _like_sums(words, found) if _LARGE.search(_around(words, found)) else found


def _around(words: str, found: list[RawSum]) -> str:
    """What the amounts found leave of a clause."""
    for one in reversed(found):
        words = words[: one.start] + words[one.end :]
    return words


def _like_sums(words: str, found: list[RawSum]) -> list[RawSum]:
    """几百万, 数亿: what looks like an amount and is none of those found."""
    looks = (*_LOOKS.finditer(words), *_VAGUE.finditer(words))
    return [
        RawSum(look.start(), look.end(), None)
        for look in looks
        if not any(one.start < look.end() and look.start() < one.end for one in found)
    ]


def _hangs_on(words: str, said: str, end: int) -> bool:
    """A digit behind 万 or 亿 that may belong to what comes next."""
    return bool(_TAIL_DIGIT.search(said)) and not (_SHORT.match(said) and _STOP.match(words, end))


def _endless(words: str, masked: str) -> list[RawSum]:
    """Covered numerals are asked about."""
    if COVER not in masked:
        return []
    runs = re.finditer(f"{COVER}+", masked)
    return [
        RawSum(run.start(), run.end(), None) for run in runs if words[run.start() : run.end()] != "人民币"
    ]


def _without_unit(words: str) -> list[RawSum]:
    found = list[RawSum]()
    for one in _UNITLESS.finditer(words):
        value = numeral(one["number"].replace(",", ""))
        if value and not re.search("[万亿]", words[one.end("number") : one.end("number") + 2]):
            yuan = to_yuan(Decimal(value), MoneyUnit.WAN) if value * 10_000 <= MOST_YUAN else None
            flags = frozenset({AmountFlag.UNIT_ASSUMED})
            found.append(RawSum(one.start("number"), one.end("number"), yuan, flags))
    return found
